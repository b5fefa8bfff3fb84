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
  let of: Int32Array = new Int32Array(table.size);
  let count = 1;
  for (const item of beliefs) {
    const keys = withAnswer(of, item, positions(item, table));
    const kinds = count * item.labels.length;
    const isLast = item === beliefs[beliefs.length - 1];
    // Keys are numbered anew where they would else leave no room for the next answers.
    const found = isLast || kinds > MOST_KEYS ? numbered(keys, kinds) : { of: keys, count: kinds };
    of = found.of;
    count = found.count;
  }
  return { of, count };
}

const MOST_KEYS = 1 << 20;

/** Of more keys than this no table is made. */
const LARGEST_TABLE = 1 << 24;

function withAnswer(of: Int32Array, { classOf, labels }: MeasuredItem, at: Int32Array): Int32Array {
  const kinds = labels.length;
  const keys = new Int32Array(of.length);
  for (let row = 0; row < of.length; row += 1) {
    keys[row] = of[row] < 0 || at[row] < 0 ? -1 : of[row] * kinds + classOf[at[row]];
  }
  return keys;
}

/** Numbers from 0 in the order in which keys appear; −1 stays. */
function numbered(keys: Int32Array, kinds: number): { readonly of: Int32Array; readonly count: number } {
  const of = new Int32Array(keys.length);
  if (kinds > LARGEST_TABLE) {
    const known = new Map<number, number>([[-1, -1]]);
    for (let row = 0; row < keys.length; row += 1) {
      of[row] = known.get(keys[row]) ?? known.size - 1;
      known.set(keys[row], of[row]);
    }
    return { of, count: known.size - 1 };
  }
  const numbers = new Int32Array(kinds).fill(-1);
  let count = 0;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row];
    if (key >= 0 && numbers[key] < 0) {
      numbers[key] = count;
      count += 1;
    }
    of[row] = key < 0 ? -1 : numbers[key];
  }
  return { of, count };
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
