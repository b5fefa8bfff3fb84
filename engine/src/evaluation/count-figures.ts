import { cramersV, momentsOfCounts } from '#engine/statistics';

/** What an association is computed from: for each joint type the positions of its two answers. */
interface TypedPairs {
  readonly measure: 'spearman_rho' | 'cramers_v';
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstSize: number;
  readonly secondSize: number;
  readonly direction: 1 | -1;
}

/** Standard deviation (n − 1) of values that occur `counts` times; NaN with fewer than two. */
export function sdOfCounts(counts: Float64Array, values: Float64Array): number {
  return Math.sqrt(momentsOfCounts(counts, values).variance);
}

/** Counts put together: `classOf` holds the class of each position. */
export function sumsByClass(counts: Float64Array, classOf: Int32Array): Float64Array {
  const sums = new Float64Array(classOf.reduce((most, index) => Math.max(most, index + 1), 0));
  for (let position = 0; position < counts.length; position += 1) {
    sums[classOf[position]] += counts[position];
  }
  return sums;
}

/**
 * Association of two answers from counts of the joint types that occur, of which there may be far fewer than cells:
 * Spearman's ρ with mid-ranks, or Cramér's V, corrected. NaN where one of the answers does not vary.
 */
export function associationOfTypes(counts: Float64Array, pairs: TypedPairs): number {
  if (pairs.measure === 'spearman_rho') {
    return spearmanOfTypes(counts, pairs);
  }
  const table = Array.from({ length: pairs.firstSize }, () => new Float64Array(pairs.secondSize));
  counts.forEach((count, type) => {
    table[pairs.first[type]][pairs.second[type]] = count;
  });
  return cramersV(table);
}

function spearmanOfTypes(counts: Float64Array, pairs: TypedPairs): number {
  const firstRanks = midRanks(marginal(counts, pairs.first, pairs.firstSize));
  const secondRanks = midRanks(marginal(counts, pairs.second, pairs.secondSize));
  let n = 0;
  for (let type = 0; type < counts.length; type += 1) {
    n += counts[type];
  }
  const middle = (n + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let type = 0; type < counts.length; type += 1) {
    const x = firstRanks[pairs.first[type]] - middle;
    const y = secondRanks[pairs.second[type]] - middle;
    xx += counts[type] * x * x;
    yy += counts[type] * y * y;
    xy += counts[type] * x * y;
  }
  return xx > 0 && yy > 0 ? (pairs.direction * xy) / Math.sqrt(xx * yy) : Number.NaN;
}

function marginal(counts: Float64Array, position: Int32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let type = 0; type < counts.length; type += 1) {
    sums[position[type]] += counts[type];
  }
  return sums;
}

function midRanks(counts: Float64Array): Float64Array {
  let before = 0;
  return counts.map((count) => {
    const rank = before + (count + 1) / 2;
    before += count;
    return rank;
  });
}
