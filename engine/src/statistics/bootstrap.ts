import { drawMultinomial } from './multinomial.ts';
import { quantile } from './quantile.ts';
import type { UniformSource } from './uniform-source.ts';

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
  /** Draws in which the statistic was a number; the others are left out. */
  readonly draws: number;
}

export interface BootstrapOptions {
  readonly draws: number;
  /** .9 for a 90 % interval. */
  readonly level: number;
}

/**
 * The percentile interval of a statistic of one or several groups of respondents that are counted by type: every draw
 * resamples each group's counts by itself and hands all of them to `statistic` (the arrays are reused). NaN where the
 * statistic never was a number.
 */
export function bootstrapInterval(
  groups: readonly ArrayLike<number>[],
  statistic: (counts: readonly Float64Array[]) => number,
  source: UniformSource,
  options: BootstrapOptions,
): BootstrapInterval {
  const sizes = groups.map((counts) => Array.from(counts).reduce((sum, count) => sum + count, 0));
  const drawn = groups.map((counts) => new Float64Array(counts.length));
  const values: number[] = [];
  for (let draw = 0; draw < options.draws; draw += 1) {
    groups.forEach((counts, group) => {
      drawMultinomial(sizes[group], counts, drawn[group], source);
    });
    values.push(statistic(drawn));
  }
  return percentileInterval(values, options.level);
}

/** The percentile interval of bootstrapped values; what is no finite number is left out. */
export function percentileInterval(values: ArrayLike<number>, level: number): BootstrapInterval {
  const finite = Array.from(values).filter(Number.isFinite);
  return {
    low: quantile(finite, (1 - level) / 2),
    high: quantile(finite, (1 + level) / 2),
    draws: finite.length,
  };
}

/** Indices of n rows drawn with return from n. */
export function resampleRows(n: number, source: UniformSource): Int32Array {
  return Int32Array.from({ length: n }, () => Math.floor(source.next() * n));
}

/** How often each of n rows is drawn, when n are drawn with return. */
export function resampleMultiplicities(n: number, source: UniformSource): Int32Array {
  const counts = new Int32Array(n);
  for (let draw = 0; draw < n; draw += 1) {
    counts[Math.floor(source.next() * n)] += 1;
  }
  return counts;
}
