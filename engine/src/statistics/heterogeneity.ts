import { fUpperTail } from './distributions.ts';
import { type Moments, mean, variance } from './moments.ts';

/** Shannon's entropy of counts, in nats, with Miller and Madow's correction (m − 1)/(2n), m non-empty answers; NaN where empty. */
export function entropyMillerMadow(counts: ArrayLike<number>): number {
  let n = 0;
  let filled = 0;
  for (let k = 0; k < counts.length; k += 1) {
    n += counts[k];
    filled += counts[k] > 0 ? 1 : 0;
  }
  if (!(n > 0)) {
    return Number.NaN;
  }
  let entropy = 0;
  for (let k = 0; k < counts.length; k += 1) {
    if (counts[k] > 0) {
      entropy -= (counts[k] / n) * Math.log(counts[k] / n);
    }
  }
  return entropy + (filled - 1) / (2 * n);
}

/** simulated / human; null where the human value is 0 or less, or one of them is no number (`sd_ratio`, `entropy_ratio`, …). */
export function ratioToHuman(simulated: number, human: number): number | null {
  const ratio = simulated / human;
  return human > 0 && Number.isFinite(ratio) ? ratio : null;
}

/** `within_variance`: the mean of the groups' variances, groups unweighted. Groups below two people are left out; NaN without any. */
export function withinVariance(groups: readonly Moments[]): number {
  return mean(usable(groups).map((group) => group.variance));
}

/**
 * `between_variance`: the variance of the groups' means less what sampling adds to it, the mean of s²_g / n_g. May be
 * negative. Groups below two people are left out; NaN below two groups.
 */
export function betweenVariance(groups: readonly Moments[]): number {
  const used = usable(groups);
  return variance(used.map((group) => group.mean)) - mean(used.map((group) => group.variance / group.n));
}

/** Welch's test that several groups have one mean. */
export interface WelchTest {
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

/** R's `oneway.test`. Null where it does not exist: below two groups, a group below two people or without variance. */
export function welchTest(groups: readonly Moments[]): WelchTest | null {
  const k = groups.length;
  if (k < 2 || groups.some((group) => !(group.n >= 2 && group.variance > 0))) {
    return null;
  }
  const weights = groups.map((group) => group.n / group.variance);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const centre = groups.reduce((sum, group, index) => sum + weights[index] * group.mean, 0) / all;
  const between = groups.reduce((sum, group, index) => sum + weights[index] * (group.mean - centre) ** 2, 0);
  const spread =
    groups.reduce((sum, group, index) => sum + (1 - weights[index] / all) ** 2 / (group.n - 1), 0) / (k * k - 1);
  const f = between / ((k - 1) * (1 + 2 * (k - 2) * spread));
  const df2 = 1 / (3 * spread);
  return { f, df1: k - 1, df2, p: fUpperTail(f, k - 1, df2) };
}

/** η² of groups: the share of the variance that lies between them; NaN without variance. */
export function etaSquared(groups: readonly Moments[]): number {
  const filled = groups.filter((group) => group.n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const centre = filled.reduce((sum, group) => sum + group.n * group.mean, 0) / n;
  const between = filled.reduce((sum, group) => sum + group.n * (group.mean - centre) ** 2, 0);
  const within = filled.reduce((sum, group) => sum + (group.n < 2 ? 0 : (group.n - 1) * group.variance), 0);
  return between / (between + within);
}

/** 1 − (1 − η²)(n − 1)/(n − G), for η² and for Goodman and Kruskal's τ alike; NaN where n ≤ G. */
export function adjustedShare(share: number, n: number, groups: number): number {
  return n > groups ? 1 - ((1 - share) * (n - 1)) / (n - groups) : Number.NaN;
}

/**
 * Goodman and Kruskal's τ: by how much knowing the group (rows) lowers the error of guessing the answer (columns) in
 * proportion. `table[group][answer]` are counts; NaN where all give one answer.
 */
export function goodmanKruskalTau(table: readonly ArrayLike<number>[]): number {
  let n = 0;
  let explained = 0;
  const columns: number[] = [];
  for (const row of table) {
    let rowTotal = 0;
    let squares = 0;
    for (let answer = 0; answer < row.length; answer += 1) {
      rowTotal += row[answer];
      squares += row[answer] ** 2;
      columns[answer] = (columns[answer] ?? 0) + row[answer];
    }
    n += rowTotal;
    explained += rowTotal > 0 ? squares / rowTotal : 0;
  }
  const guessed = columns.reduce((sum, count) => sum + (count / n) ** 2, 0);
  return (explained / n - guessed) / (1 - guessed);
}

function usable(groups: readonly Moments[]): readonly Moments[] {
  return groups.filter((group) => group.n >= 2);
}
