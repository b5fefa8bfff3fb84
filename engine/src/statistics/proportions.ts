import { normalQuantile } from './distributions.ts';

/** So many of so many. */
export interface Proportion {
  readonly count: number;
  readonly n: number;
}

/** Wilson's score interval of a proportion; NaN where n is 0. */
export function wilsonInterval({ count, n }: Proportion, level = 0.95): readonly [number, number] {
  const z = normalQuantile((1 + level) / 2);
  const p = count / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return [centre - half, centre + half];
}

/**
 * Newcombe's hybrid score interval of the difference of two proportions, first − second: of independent ones (1998, Statistics
 * in Medicine 17:873, method 10), or, with the `correlation` of the two estimates, of paired ones (1998, 17:2635, method 8; Zou and
 * Donner 2008 for estimates that share only some of their respondents). NaN where a side is empty.
 */
export function newcombeInterval(
  first: Proportion,
  second: Proportion,
  level = 0.95,
  correlation = 0,
): readonly [number, number] {
  const p1 = first.count / first.n;
  const p2 = second.count / second.n;
  const [low1, high1] = wilsonInterval(first, level);
  const [low2, high2] = wilsonInterval(second, level);
  const length = (one: number, other: number): number =>
    Math.sqrt(Math.max(0, one * one - 2 * correlation * one * other + other * other));
  return [p1 - p2 - length(p1 - low1, high2 - p2), p1 - p2 + length(high1 - p1, p2 - low2)];
}

/** How an interval lies to ±margin: inside (equivalent, if it is a 90 % interval, at 5 %), wholly outside, or neither. */
export type Equivalence = 'inside' | 'outside' | 'undecided';

/** Two one-sided tests by an interval: hand in the 90 % one for 5 %. Undecided where the interval is no number. */
export function equivalence([low, high]: readonly [number, number], margin: number): Equivalence {
  if (low > -margin && high < margin) {
    return 'inside';
  }
  return low > margin || high < -margin ? 'outside' : 'undecided';
}
