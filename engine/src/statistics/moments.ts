/** The mean; NaN where empty. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += values[index];
  }
  return sum / values.length;
}

/** The variance with n − 1; NaN below two values. */
export function variance(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 2) {
    return Number.NaN;
  }
  const centre = mean(values);
  let squares = 0;
  for (let index = 0; index < n; index += 1) {
    squares += (values[index] - centre) ** 2;
  }
  return squares / (n - 1);
}

/** The standard deviation with n − 1; NaN below two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** Number, mean and variance (n − 1) of respondents who are counted by score; the counts may be weights that sum to n. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** Moments from counts over scores. `variance` is NaN below two respondents, `mean` NaN below one. */
export function momentsOfCounts(counts: ArrayLike<number>, scores: ArrayLike<number>): Moments {
  let n = 0;
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) {
    n += counts[k];
    sum += counts[k] * scores[k];
  }
  const centre = sum / n;
  let squares = 0;
  for (let k = 0; k < scores.length; k += 1) {
    squares += counts[k] * (scores[k] - centre) ** 2;
  }
  return { n, mean: centre, variance: n < 2 ? Number.NaN : squares / (n - 1) };
}

/** Moments of a sample. */
export function momentsOf(values: ArrayLike<number>): Moments {
  return { n: values.length, mean: mean(values), variance: variance(values) };
}

/** Kish's effective number (Σw)² / Σw² of weights: so many respondents of equal weight say as much. 0 without any weight. */
export function effectiveNumber(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += weights[index];
    squares += weights[index] ** 2;
  }
  return squares > 0 ? sum ** 2 / squares : 0;
}

/**
 * Scales sums of weights, in place, so that those of the first array sum to the effective number of the weights, whose
 * squares sum to `squares`; the others are scaled alike. So everything that reckons with counts reckons with so many
 * respondents; a variance over n − 1 is then the unbiased one of reliability weights. Gives the effective number.
 */
export function scaledToEffective(squares: number, first: Float64Array, others: readonly Float64Array[]): number {
  const sum = first.reduce((all, weight) => all + weight, 0);
  if (!(squares > 0)) {
    return 0;
  }
  for (const sums of [first, ...others]) {
    for (let index = 0; index < sums.length; index += 1) {
      sums[index] *= sum / squares;
    }
  }
  return sum ** 2 / squares;
}

/** Pearson's correlation; NaN where a side does not vary. */
export function correlation(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const meanLeft = mean(left);
  const meanRight = mean(right);
  let cross = 0;
  let squaresLeft = 0;
  let squaresRight = 0;
  for (let index = 0; index < left.length; index += 1) {
    cross += (left[index] - meanLeft) * (right[index] - meanRight);
    squaresLeft += (left[index] - meanLeft) ** 2;
    squaresRight += (right[index] - meanRight) ** 2;
  }
  return cross / Math.sqrt(squaresLeft * squaresRight);
}
