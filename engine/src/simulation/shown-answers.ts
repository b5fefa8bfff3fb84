import { randomStream, shuffled } from '#engine/random';
import type { Category, Item, Study } from '#engine/study';

/**
 * The answers of an item in the order in which one respondent sees them: options in random order, scales as they are or
 * reversed, both from the seed; `also` answers last. Without `shuffle` all are as in the study. Empty for numeric items
 * without `also` answers.
 */
export function shownAnswers(study: Study, item: Item, respondent: string, repeat: number): readonly Category[] {
  if (item.measure.kind === 'numeric') {
    return item.also;
  }
  const { categories } = item.measure;
  if (!study.simulation.shuffle) {
    return [...categories, ...item.also];
  }
  const random = randomStream(study.simulation.seed, 'shown', item.id.value, respondent, repeat);
  const ordered =
    item.measure.kind === 'nominal'
      ? shuffled(categories, random)
      : random.integer(2) === 0
        ? categories
        : [...categories].reverse();
  return [...ordered, ...item.also];
}
