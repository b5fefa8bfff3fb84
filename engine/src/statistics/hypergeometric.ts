import { logHypergeometric } from './discrete-table.ts';
import { logFactorial } from './log-factorial.ts';
import type { UniformSource } from './uniform-source.ts';

/**
 * One hypergeometric draw: how many of `draws`, taken without return from `marked` and `unmarked`, are marked.
 * Exact: inversion for small samples, else the ratio-of-uniforms algorithm HRUA of Stadlober (1989), "Sampling from
 * Poisson, binomial and hypergeometric distributions: ratio of uniforms as a simple and fast alternative".
 */
export function drawHypergeometric(marked: number, unmarked: number, draws: number, source: UniformSource): number {
  const all = marked + unmarked;
  const sample = Math.min(draws, all - draws);
  const fewer = Math.min(marked, unmarked);
  if (draws <= 0 || marked === 0) {
    return 0;
  }
  if (draws >= all || unmarked === 0) {
    return Math.min(draws, marked);
  }
  const more = all - fewer;
  let k =
    Math.min(sample, fewer) < 10 ? drawByInversion(fewer, more, sample, source) : drawHrua(fewer, more, sample, source);
  if (marked > unmarked) {
    k = sample - k;
  }
  return sample < draws ? marked - k : k;
}

/**
 * One multivariate hypergeometric draw: `draws` taken without return from groups of the given sizes; the number from
 * each group is written into `into`. Costs one hypergeometric draw a group.
 */
export function drawMultivariateHypergeometric(
  sizes: ArrayLike<number>,
  draws: number,
  into: Int32Array | Float64Array,
  source: UniformSource,
): void {
  let others = 0;
  for (let k = 0; k < sizes.length; k += 1) {
    others += sizes[k];
  }
  let left = draws;
  for (let k = 0; k < sizes.length; k += 1) {
    others -= sizes[k];
    const count = left === 0 ? 0 : drawHypergeometric(sizes[k], others, left, source);
    into[k] = count;
    left -= count;
  }
}

function drawByInversion(fewer: number, more: number, sample: number, source: UniformSource): number {
  // sample ≤ half of all and fewer ≤ half of all, so sample ≤ more or the sum could not hold: 0 is possible.
  const highest = Math.min(sample, fewer);
  let probability = Math.exp(logHypergeometric(0, fewer, more, sample));
  let u = source.next();
  let k = 0;
  while (u >= probability && k < highest) {
    u -= probability;
    probability *= ((fewer - k) / (k + 1)) * ((sample - k) / (more - sample + k + 1));
    k += 1;
  }
  return k;
}

function drawHrua(fewer: number, more: number, sample: number, source: UniformSource): number {
  const all = fewer + more;
  const p = fewer / all;
  const centre = sample * p + 0.5;
  const spread = Math.sqrt(((all - sample) * sample * p * (1 - p)) / (all - 1) + 0.5);
  const width = 1.7155277699214135 * spread + 0.8989161620588988;
  const mode = Math.floor(((sample + 1) * (fewer + 1)) / (all + 2));
  const atMode =
    logFactorial(mode) + logFactorial(fewer - mode) + logFactorial(sample - mode) + logFactorial(more - sample + mode);
  const end = Math.min(Math.min(sample, fewer) + 1, Math.floor(centre + 16 * spread));
  for (;;) {
    const u = source.next();
    const x = centre + (width * (source.next() - 0.5)) / u;
    if (!(x >= 0 && x < end)) {
      continue;
    }
    const k = Math.floor(x);
    const t =
      atMode - (logFactorial(k) + logFactorial(fewer - k) + logFactorial(sample - k) + logFactorial(more - sample + k));
    if (u * (4 - u) - 3 <= t) {
      return k;
    }
    if (u * (u - t) >= 1) {
      continue;
    }
    if (2 * Math.log(u) <= t) {
      return k;
    }
  }
}
