import {
  momentsOfCounts,
  type RegressionFit,
  scaledToEffective,
  standardDeviation,
  weightsOfMeanOne,
} from '#engine/statistics';
import type { FitData } from './regression-job.ts';

/** The human standard deviation of a numeric predictor, of an interaction where it is not 0; 1 for dummies. */
export function scaleOf(data: FitData, column: number): number {
  const { rows } = data.design;
  const { frequencies, weights } = data;
  const values = data.design.data.subarray(column * rows, (column + 1) * rows);
  if (values.every((value) => value === 0 || value === 1)) {
    return 1;
  }
  const used = values.some((value) => value === 0) ? values.filter((value) => value !== 0) : values;
  const withoutZeros = used.length < rows;
  const sd =
    weights !== null
      ? weightedSd(values, weights, frequencies, withoutZeros)
      : frequencies !== undefined
        ? Math.sqrt(momentsOfCounts(countsOf(frequencies, values, withoutZeros), values).variance)
        : standardDeviation(used);
  return sd > 0 ? sd : 1;
}

function weightedSd(
  values: Float64Array,
  weights: Float64Array,
  frequencies: Float64Array | undefined,
  withoutZeros: boolean,
): number {
  const single = countsOf(weights, values, withoutZeros);
  const counts = frequencies === undefined ? single : single.map((weight, row) => weight * frequencies[row]);
  scaledToEffective(
    counts.reduce((sum, weight, row) => sum + weight * single[row], 0),
    counts,
    [],
  );
  return Math.sqrt(momentsOfCounts(counts, values).variance);
}

function countsOf(weights: Float64Array, values: Float64Array, withoutZeros: boolean): Float64Array {
  return weights.map((weight, row) => (withoutZeros && values[row] === 0 ? 0 : weight));
}

/** R's R²: about the weighted mean where there is an intercept, else about 0. `deviance` is of weights of mean 1. */
export function rSquared(fit: RegressionFit, data: FitData, hasIntercept: boolean): number {
  const { outcome, weights, frequencies } = data;
  const scaled = weights === null ? outcome.map(() => 1) : weightsOfMeanOne(weights, frequencies);
  const counts = frequencies === undefined ? scaled : scaled.map((weight, row) => weight * frequencies[row]);
  const centre = hasIntercept ? outcome.reduce((sum, value, row) => sum + counts[row] * value, 0) / fit.n : 0;
  const total = outcome.reduce((sum, value, row) => sum + counts[row] * (value - centre) ** 2, 0);
  return 1 - fit.deviance / total;
}
