import type { CodedTable } from '#engine/data';
import { rarefiedProfiles, topProfileShare } from '#engine/statistics';
import type { Profiles } from './generated/evaluation-types.ts';
import { askedItems, type MeasuredItem, positions } from './measured-items.ts';
import { finite } from './numbers.ts';
import type { Sides } from './sides.ts';

/** How many different complete sets of beliefs people and each model show. Empty without beliefs. */
export function profilesOf(sides: Sides): Profiles[] {
  const beliefs = askedItems(sides.items).flatMap(({ item, asked }) => (asked.role === 'belief' ? [item] : []));
  if (beliefs.length === 0) {
    return [];
  }
  const human = profileCounts(beliefs, sides.people);
  return sides.models.map((model) => {
    const simulated = profileCounts(beliefs, model.seeds[0].table);
    const size = Math.min(totalOf(human.counts), totalOf(simulated.counts));
    return {
      model: model.id,
      items: beliefs.map((item) => item.id),
      n_h: totalOf(human.counts),
      n_s: totalOf(simulated.counts),
      rarefied_to: size,
      human_observed: human.counts.length,
      simulated_observed: simulated.counts.length,
      human_unique_profiles: size === 0 ? null : finite(rarefiedProfiles(human.counts, size)),
      simulated_unique_profiles: size === 0 ? null : finite(rarefiedProfiles(simulated.counts, size)),
      human_top_profile_share: finite(topProfileShare(human.weights)),
      simulated_top_profile_share: finite(topProfileShare(simulated.weights)),
    };
  });
}

/** How often each complete profile occurs, and with what weight. Rarefying takes people, so it goes by their number. */
function profileCounts(
  beliefs: readonly MeasuredItem[],
  table: CodedTable,
): { readonly counts: readonly number[]; readonly weights: readonly number[] } {
  const answers = beliefs.map((item) => positions(item, table).map((at) => (at < 0 ? -1 : item.classOf[at])));
  const found = new Map<string, { count: number; weight: number }>();
  for (let row = 0; row < table.size; row += 1) {
    if (answers.every((given) => given[row] >= 0)) {
      const key = answers.map((given) => given[row]).join();
      const known = found.get(key) ?? { count: 0, weight: 0 };
      found.set(key, known);
      known.count += 1;
      known.weight += table.weights === null ? 1 : table.weights[row];
    }
  }
  const profiles = [...found.values()].sort((left, right) => right.count - left.count);
  return { counts: profiles.map(({ count }) => count), weights: profiles.map(({ weight }) => weight) };
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
