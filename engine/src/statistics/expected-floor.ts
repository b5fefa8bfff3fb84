import type { AnswerSpace } from './distances.ts';
import { normalQuantile } from './distributions.ts';

/** What the primary distance of two samples of the same people is expected to be. */
export interface ExpectedFloor {
  readonly mean: number;
  readonly q90: number;
  readonly q95: number;
}

/**
 * The floor under a primary distance before anything is simulated: mean, 90 % and 95 % quantile of the distance between two
 * independent samples of `nHuman` and `nSimulated` respondents whose answers are spread as `counts`. A distance on a line
 * is Σ w_k |Δ_k| with Δ the difference of the distribution functions, total variation ½ Σ |Δ_k| with the difference of
 * shares; Δ is taken as normal, so that mean and variance are those of folded normals (Cov(|X|, |Y|) = 2/π · σ_x σ_y ·
 * (√(1 − ρ²) + ρ asin ρ − 1)), and the quantile as that of a gamma distribution with them (Wilson and Hilferty 1931).
 * Within .01 of the permutation floor (floor.test.ts). Zero where there is one answer; null where nobody answered.
 */
export function expectedFloor(
  counts: ArrayLike<number>,
  space: AnswerSpace,
  nHuman: number,
  nSimulated: number,
): ExpectedFloor | null {
  let all = 0;
  for (let k = 0; k < counts.length; k += 1) {
    all += counts[k];
  }
  if (!(all > 0) || !(nHuman > 0) || !(nSimulated > 0)) {
    return null;
  }
  const shares = Float64Array.from(counts, (count) => count / all);
  const parts = space.kind === 'nominal' ? nominalParts(shares) : lineParts(shares, space);
  const perPerson = 1 / nHuman + 1 / nSimulated;
  let mean = 0;
  let variance = 0;
  for (let j = 0; j < parts.length; j += 1) {
    const one = parts[j];
    const sigma = Math.sqrt(one.variance);
    mean += one.weight * sigma * Math.sqrt(2 / Math.PI);
    for (let k = 0; k <= j; k += 1) {
      const other = parts[k];
      const both = sigma * Math.sqrt(other.variance);
      const rho = Math.max(-1, Math.min(1, covariance(other, one) / both));
      const folded = (2 / Math.PI) * both * (Math.sqrt(1 - rho * rho) + rho * Math.asin(rho) - 1);
      variance += (j === k ? 1 : 2) * one.weight * other.weight * folded;
    }
  }
  mean *= Math.sqrt(perPerson);
  variance *= perPerson;
  const quantile = (p: number): number => (mean > 0 ? gammaQuantile(mean, variance, p) : 0);
  return { mean, q90: quantile(0.9), q95: quantile(0.95) };
}

/** One |Δ| of the sum, for one person. `at` is the cumulated share, or minus the share of a nominal answer. */
interface Part {
  readonly weight: number;
  readonly variance: number;
  readonly at: number;
}

function nominalParts(shares: Float64Array): readonly Part[] {
  return Array.from(shares, (p): Part => ({ weight: 0.5, variance: p * (1 - p), at: -p })).filter(
    ({ variance }) => variance > 0,
  );
}

function lineParts(shares: Float64Array, space: Extract<AnswerSpace, { kind: 'line' }>): readonly Part[] {
  const { scores, range } = space;
  const last = shares.length - 1;
  const width = range === undefined ? scores[last] - scores[0] : range[1] - range[0];
  const parts: Part[] = [];
  let at = 0;
  for (let k = 0; k < last && width > 0; k += 1) {
    at += shares[k];
    // rounding must not make a part of an answer that all or none have passed
    const variance = at > 1e-12 && at < 1 - 1e-12 ? at * (1 - at) : 0;
    if (variance > 0) {
      parts.push({ weight: (scores[k + 1] - scores[k]) / width, variance, at });
    }
  }
  return parts;
}

/** Of two differences; the first stands before the second. */
function covariance(first: Part, second: Part): number {
  if (first === second) {
    return first.variance;
  }
  // shares of two answers: −p_j p_k
  return first.at < 0 ? -(first.at * second.at) : first.at * (1 - second.at);
}

function gammaQuantile(mean: number, variance: number, p: number): number {
  const shape = (mean * mean) / variance;
  const third = 1 / (9 * shape);
  return mean * Math.max(0, 1 - third + normalQuantile(p) * Math.sqrt(third)) ** 3;
}
