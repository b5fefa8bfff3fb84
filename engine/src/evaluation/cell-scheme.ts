import { matchedTypesOf, type WeightedPairs } from '#engine/statistics';
import type { CellScheme } from './packed-pairs.ts';

/** Who answered what with what weight, for the draws of one cell; positions of answers, −1 where there is none. */
export interface CellRows {
  readonly human: Int32Array;
  /** One array for each repeat; for models without twins only the first counts. */
  readonly simulated: readonly Int32Array[];
  /** The number of possible answers. */
  readonly size: number;
  readonly matched: boolean;
  /** Of the people, and of their twins; null where all count alike. */
  readonly weights: Float64Array | null;
}

/** What permutations and bootstrap of a cell draw from; null where a side has no answers. */
export function cellScheme(rows: CellRows): CellScheme | null {
  const { human, simulated, size, matched, weights } = rows;
  if (weights !== null) {
    return weightedScheme(rows, weights);
  }
  if (matched) {
    const types = matchedTypesOf(human, simulated, size).matched;
    return types.types.length === 0 ? null : { kind: 'matched', matched: types };
  }
  const humanCounts = counted(human, size);
  const simulatedCounts = counted(simulated[0], size);
  const empty = humanCounts.every((count) => count === 0) || simulatedCounts.every((count) => count === 0);
  return empty ? null : { kind: 'independent', human: humanCounts, simulated: simulatedCounts };
}

function weightedScheme({ human, simulated, size, matched }: CellRows, weights: Float64Array): CellScheme | null {
  const rows = Int32Array.from(human.keys()).filter(
    (row) => human[row] >= 0 && (!matched || simulated.some((repeat) => repeat[row] >= 0)),
  );
  const people = { answers: rows.map((row) => human[row]), weights: Float64Array.from(rows, (row) => weights[row]) };
  if (matched) {
    const pairs: WeightedPairs = {
      ...people,
      size,
      simulated: simulated.map((repeat) => rows.map((row) => repeat[row])),
    };
    return rows.length === 0 ? null : { kind: 'weighted-matched', pairs };
  }
  const counts = counted(simulated[0], size);
  return rows.length === 0 || counts.every((count) => count === 0)
    ? null
    : { kind: 'weighted', people, simulated: counts };
}

function counted(types: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const type of types) {
    if (type >= 0) {
      counts[type] += 1;
    }
  }
  return counts;
}
