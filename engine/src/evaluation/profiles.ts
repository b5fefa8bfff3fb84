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
  const { of, count } = profileOf(beliefs, table);
  const counts = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let row = 0; row < of.length; row += 1) {
    if (of[row] >= 0) {
      counts[of[row]] += 1;
      weights[of[row]] += table.weights === null ? 1 : table.weights[row];
    }
  }
  const order = Array.from(counts.keys()).sort((left, right) => counts[right] - counts[left]);
  return { counts: order.map((profile) => counts[profile]), weights: order.map((profile) => weights[profile]) };
}

/** The number of each respondent's profile, in the order of first appearance; −1 where an answer is missing. */
function profileOf(
  beliefs: readonly MeasuredItem[],
  table: CodedTable,
): { readonly of: Int32Array; readonly count: number } {
  let of = new Int32Array(table.size);
  let count = 1;
  for (const item of beliefs) {
    const at = positions(item, table);
    const { classOf } = item;
    const kinds = item.labels.length;
    const known = new Map<number, number>();
    of = of.map((profile, row) => {
      if (profile < 0 || at[row] < 0) {
        return -1;
      }
      const key = profile * kinds + classOf[at[row]];
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    });
    count = known.size;
  }
  return { of, count };
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
