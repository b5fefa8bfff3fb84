import { logChoose } from './log-factorial.ts';
import type { UniformSource } from './uniform-source.ts';

/** A distribution on whole numbers, made ready for many draws at one look-up each. */
export interface DiscreteTable {
  /** The number that `cumulative[0]` belongs to. */
  readonly first: number;
  readonly cumulative: Float64Array;
  /** For each of `guide.length` equal slices of [0, 1), where to begin to look in `cumulative`. */
  readonly guide: Int32Array;
}

/** One draw: inversion of the distribution function with a guide table (Chen and Asau 1974). */
export function drawFromTable(table: DiscreteTable, source: UniformSource): number {
  const u = source.next();
  const { cumulative, guide } = table;
  let index = guide[(u * guide.length) | 0];
  while (u >= cumulative[index]) {
    index += 1;
  }
  return table.first + index;
}

/** Binomial(n, p), 0 ≤ p ≤ 1, as a table; numbers less likely than 1e-18 of the mode's probability are left out. */
export function binomialTable(n: number, p: number): DiscreteTable {
  if (n === 0 || p <= 0 || p >= 1) {
    const certain = p >= 1 ? n : 0;
    return tableAround(certain, certain, certain, () => 0);
  }
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  return tableAround(mode, 0, n, (k) => ((n - k) / (k + 1)) * odds);
}

/** The number of marked ones among `draws` taken without return from `marked` and `unmarked`, as a table. */
export function hypergeometricTable(marked: number, unmarked: number, draws: number): DiscreteTable {
  const lowest = Math.max(0, draws - unmarked);
  const highest = Math.min(draws, marked);
  const mode = Math.floor(((draws + 1) * (marked + 1)) / (marked + unmarked + 2));
  return tableAround(
    Math.min(Math.max(mode, lowest), highest),
    lowest,
    highest,
    (k) => ((marked - k) / (k + 1)) * ((draws - k) / (unmarked - draws + k + 1)),
  );
}

/** ln P(k) of the hypergeometric distribution. */
export function logHypergeometric(k: number, marked: number, unmarked: number, draws: number): number {
  return logChoose(marked, k) + logChoose(unmarked, draws - k) - logChoose(marked + unmarked, draws);
}

/** `ratio(k)` is P(k + 1) / P(k). */
function tableAround(mode: number, lowest: number, highest: number, ratio: (k: number) => number): DiscreteTable {
  const below: number[] = [];
  let weight = 1;
  for (let k = mode - 1; k >= lowest && weight > 1e-18; k -= 1) {
    weight /= ratio(k);
    below.push(weight);
  }
  const weights = below.reverse();
  const first = mode - weights.length;
  weights.push(1);
  weight = 1;
  for (let k = mode; k < highest && weight > 1e-18; k += 1) {
    weight *= ratio(k);
    weights.push(weight);
  }
  const sum = weights.reduce((left, right) => left + right, 0);
  const cumulative = new Float64Array(weights.length);
  let reached = 0;
  for (let index = 0; index < weights.length; index += 1) {
    reached += weights[index] / sum;
    cumulative[index] = reached;
  }
  cumulative[weights.length - 1] = 2; // No uniform number may look beyond the end.
  return { first, cumulative, guide: guideOf(cumulative) };
}

function guideOf(cumulative: Float64Array): Int32Array {
  const slices = Math.max(1, cumulative.length);
  const guide = new Int32Array(slices);
  let index = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    while (cumulative[index] <= slice / slices) {
      index += 1;
    }
    guide[slice] = index;
  }
  return guide;
}
