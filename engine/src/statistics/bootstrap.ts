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

/**
 * The same for very many rows, written into `times`: first how many fall into each run of 65,536 rows, then where, two rows for each
 * number of the source. Sources with 32 random bits a number, such as the engine's, give every row the same chance exactly.
 */
export function drawMultiplicities(times: Uint16Array, source: UniformSource): void {
  const runs = Math.ceil(times.length / RUN);
  const sizes = Float64Array.from({ length: runs }, (_, run) => Math.min(RUN, times.length - run * RUN));
  const counts = new Float64Array(runs);
  drawMultinomial(times.length, sizes, counts, source);
  times.fill(0);
  for (let run = 0; run < runs; run += 1) {
    const start = run * RUN;
    if (sizes[run] < RUN) {
      for (let drawn = 0; drawn < counts[run]; drawn += 1) {
        times[start + Math.floor(source.next() * sizes[run])] += 1;
      }
      continue;
    }
    for (let drawn = 0; drawn < counts[run]; drawn += 2) {
      const word = Math.floor(source.next() * 4294967296);
      times[start + (word & 0xffff)] += 1;
      if (drawn + 1 < counts[run]) {
        times[start + (word >>> 16)] += 1;
      }
    }
  }
}

const RUN = 1 << 16;
