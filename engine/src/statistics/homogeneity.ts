import { chisquareUpperTail } from './distributions.ts';

/** Whether two samples are as alike, and as different, as two samples of one population are. */
export interface Homogeneity {
  readonly statistic: number;
  readonly df: number;
  /** P(χ² ≥ statistic): small where they differ more than chance. */
  readonly pFurtherApart: number;
  /** P(χ² ≤ statistic): small where they are more alike than two independent samples can be. */
  readonly pCloser: number;
}

/** Cells with a smaller expected count on either side are taken together. */
const LEAST_EXPECTED = 5;

/**
 * Pearson's χ² test of homogeneity of two samples that are counted in the same cells. Cells with an expected count
 * below 5 on either side are put together, and left out where even together they stay below. Null where fewer than two
 * cells are left.
 */
export function homogeneity(first: ArrayLike<number>, second: ArrayLike<number>): Homogeneity | null {
  const [nFirst, nSecond] = [total(first), total(second)];
  const share = Math.min(nFirst, nSecond) / (nFirst + nSecond);
  const cells: (readonly [number, number])[] = [];
  let rest: readonly [number, number] = [0, 0];
  for (let cell = 0; cell < first.length; cell += 1) {
    if ((first[cell] + second[cell]) * share >= LEAST_EXPECTED) {
      cells.push([first[cell], second[cell]]);
    } else {
      rest = [rest[0] + first[cell], rest[1] + second[cell]];
    }
  }
  if ((rest[0] + rest[1]) * share >= LEAST_EXPECTED) {
    cells.push(rest);
  }
  if (cells.length < 2) {
    return null;
  }
  const [left, right] = [sumAt(cells, 0), sumAt(cells, 1)];
  const statistic = cells.reduce((sum, [a, b]) => {
    const both = a + b;
    const expected = (both * left) / (left + right);
    const other = both - expected;
    return sum + (a - expected) ** 2 / expected + (b - other) ** 2 / other;
  }, 0);
  const df = cells.length - 1;
  const pFurtherApart = chisquareUpperTail(statistic, df);
  return { statistic, df, pFurtherApart, pCloser: 1 - pFurtherApart };
}

function total(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}

function sumAt(cells: readonly (readonly [number, number])[], side: 0 | 1): number {
  return cells.reduce((sum, cell) => sum + cell[side], 0);
}
