import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';
import { valueUnder } from './tree.ts';

/**
 * How many answers stand in the text under `scale` or `options` of an item, also such as cannot be read; null when there
 * is no list or mapping of answers.
 */
export function writtenAnswers(study: Study, id: string): number | null {
  const { root } = treeOf(study);
  for (const section of ['beliefs', 'actions']) {
    const item = valueUnder(valueUnder(root, section), id);
    const answers = valueUnder(item, 'scale') ?? valueUnder(item, 'options');
    if (answers !== null) {
      return answers.kind === 'scalar' ? null : answers.kind === 'list' ? answers.items.length : answers.entries.length;
    }
  }
  return null;
}
