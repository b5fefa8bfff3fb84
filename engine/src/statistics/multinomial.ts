import { drawBinomial } from './binomial.ts';
import type { UniformSource } from './uniform-source.ts';

/**
 * One multinomial draw: how many of `n` fall on each answer. `weights` need not sum to 1; written into `into`, which
 * has the length of `weights`. With weights that are all 0, nothing is drawn and all counts are 0.
 */
export function drawMultinomial(
  n: number,
  weights: ArrayLike<number>,
  into: Int32Array | Float64Array,
  source: UniformSource,
): void {
  let left = n;
  let weightLeft = 0;
  let lastPositive = -1;
  for (let k = 0; k < weights.length; k += 1) {
    weightLeft += weights[k];
    if (weights[k] > 0) {
      lastPositive = k;
    }
  }
  for (let k = 0; k < weights.length; k += 1) {
    const weight = weights[k];
    if (left === 0 || !(weight > 0)) {
      into[k] = 0;
      continue;
    }
    const count = k === lastPositive ? left : drawBinomial(left, weight / weightLeft, source);
    into[k] = count;
    left -= count;
    weightLeft -= weight;
  }
}

/** The index of one draw from `weights` (not necessarily summing to 1); −1 where all are 0. */
export function drawIndex(weights: ArrayLike<number>, source: UniformSource): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k += 1) {
    sum += weights[k];
  }
  let u = source.next() * sum;
  let last = -1;
  for (let k = 0; k < weights.length; k += 1) {
    if (weights[k] > 0) {
      last = k;
      if (u < weights[k]) {
        return k;
      }
      u -= weights[k];
    }
  }
  return last;
}
