import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import fCdf from '@stdlib/stats-base-dists-f-cdf';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import tCdf from '@stdlib/stats-base-dists-t-cdf';

/** P(Z ≤ z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return normalCdfOf(z, 0, 1);
}

/** The z with P(Z ≤ z) = p, p in [0, 1]. */
export function normalQuantile(p: number): number {
  return normalQuantileOf(p, 0, 1);
}

/** P(|Z| ≥ |z|), also far out in the tails; NaN for NaN. */
export function normalTwoSided(z: number): number {
  return 2 * normalCdfOf(-Math.abs(z), 0, 1);
}

/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom (not necessarily whole). */
export function studentTCdf(t: number, df: number): number {
  return tCdf(t, df);
}

/** P(|T| ≥ |t|) of Student's t; NaN where df is not positive. */
export function studentTTwoSided(t: number, df: number): number {
  if (!(df > 0)) {
    return Number.NaN;
  }
  return Math.abs(t) === Number.POSITIVE_INFINITY ? 0 : 2 * tCdf(-Math.abs(t), df);
}

/**
 * The t with P(T ≤ t) = p for Student's t, p in (0, 1), df > 0; NaN otherwise.
 * Newton's method on the distribution function, kept inside a bracket (the packaged quantile function brings a logger
 * that reads the clock into the bundle).
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) {
    return Number.NaN;
  }
  if (p === 0.5) {
    return 0;
  }
  if (p > 0.5) {
    return -studentTQuantile(1 - p, df);
  }
  let low = -1;
  while (tCdf(low, df) > p) {
    low *= 2;
  }
  let high = 0;
  let t = Math.max(normalQuantile(p), low);
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const excess = tCdf(t, df) - p;
    if (excess > 0) {
      high = t;
    } else {
      low = t;
    }
    const newton = t - excess / studentTDensity(t, df);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * Math.abs(next)) {
      return next;
    }
    t = next;
  }
  return t;
}

/** P(F ≥ f) of the F distribution. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  // P(F ≥ f | a, b) = P(1/F ≤ 1/f | b, a), which keeps small tails exact.
  return f <= 0 ? 1 : fCdf(1 / f, df2, df1);
}

/** P(χ² ≥ x) with df degrees of freedom. */
export function chisquareUpperTail(x: number, df: number): number {
  return 1 - chisquareCdf(x, df);
}

function studentTDensity(t: number, df: number): number {
  // A central difference of the distribution function is exact enough for Newton's step and needs no ln Γ.
  const width = 1e-4 * Math.max(1, Math.abs(t));
  return (tCdf(t + width, df) - tCdf(t - width, df)) / (2 * width);
}
