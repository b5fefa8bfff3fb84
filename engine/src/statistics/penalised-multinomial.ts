import { type Matrix, zeros } from './matrix.ts';
import { maximise, type ObjectiveAt } from './newton.ts';
import { type Standardisation, standardise, standardisedPredictor, withConstantColumns } from './standardise.ts';

/** A logit model (two options) or multinomial logit; plain data. */
export interface MultinomialModel {
  readonly kind: 'multinomial';
  readonly options: number;
  /** Options that occurred; the others have probability 0. The first of them is the reference, with η = 0. */
  readonly seen: readonly number[];
  readonly standardisation: Standardisation;
  /** For each seen option but the first. */
  readonly intercepts: readonly number[];
  /** For each seen option but the first, one coefficient for each standardised column. */
  readonly coefficients: readonly (readonly number[])[];
  readonly converged: boolean;
}

/**
 * Maximum a posteriori with independent N(0, 1) priors on the coefficients of the standardised columns and flat ones on
 * the intercepts; contrasts against the first option that occurs. `design` has no intercept; `outcome` holds option
 * indices 0 to `options` − 1, at least one row. Always finite: separation is held by the prior. `weights` above 0: how
 * often each row counts.
 */
export function fitPenalisedMultinomial(
  design: Matrix,
  outcome: ArrayLike<number>,
  options: number,
  weights?: ArrayLike<number>,
): MultinomialModel {
  const counts = new Float64Array(options);
  for (let row = 0; row < outcome.length; row += 1) {
    counts[outcome[row]] += weights === undefined ? 1 : weights[row];
  }
  const seen = Array.from(counts.keys()).filter((option) => counts[option] > 0);
  const { design: x, how } = standardise(design);
  const others = seen.length - 1;
  if (others < 1) {
    return {
      kind: 'multinomial',
      options,
      seen,
      standardisation: how,
      intercepts: [],
      coefficients: [],
      converged: true,
    };
  }
  const place = new Int32Array(options).fill(-1);
  seen.forEach((option, index) => {
    place[option] = index - 1;
  });
  const y = Int32Array.from(outcome, (option) => place[option]);
  const width = x.columns + 1;
  const start = new Float64Array(others * width);
  for (let other = 0; other < others; other += 1) {
    start[other * width] = Math.log(counts[seen[other + 1]] / counts[seen[0]]);
  }
  const times = weights === undefined ? null : Float64Array.from(weights);
  const maximum = maximise(start, (point) => multinomialObjective(x, y, times, others, point));
  return {
    kind: 'multinomial',
    options,
    seen,
    standardisation: how,
    intercepts: Array.from({ length: others }, (_, other) => maximum.point[other * width]),
    coefficients: Array.from({ length: others }, (_, other) =>
      withConstantColumns(how, maximum.point.subarray(other * width + 1, (other + 1) * width)),
    ),
    converged: maximum.converged,
  };
}

/** The probability of every option for a row of the (unstandardised) design. */
export function multinomialProbabilities(model: MultinomialModel, row: ArrayLike<number>): Float64Array {
  const etas = model.intercepts.map(
    (intercept, other) => intercept + standardisedPredictor(model.standardisation, model.coefficients[other], row),
  );
  const highest = Math.max(0, ...etas);
  const weights = [Math.exp(-highest), ...etas.map((eta) => Math.exp(eta - highest))];
  const sum = weights.reduce((left, right) => left + right, 0);
  const probabilities = new Float64Array(model.options);
  model.seen.forEach((option, index) => {
    probabilities[option] = weights[index] / sum;
  });
  return probabilities;
}

/** `y` is −1 for the reference, else 0 to `others` − 1. Parameters: for each other option, intercept then coefficients. */
function multinomialObjective(
  x: Matrix,
  y: Int32Array,
  times: Float64Array | null,
  others: number,
  point: Float64Array,
): ObjectiveAt {
  const width = x.columns + 1;
  const size = others * width;
  const gradient = new Float64Array(size);
  const information = zeros(size, size);
  const { data } = information;
  const row = new Float64Array(width);
  row[0] = 1;
  const probabilities = new Float64Array(others);
  let value = 0;
  for (let index = 0; index < x.rows; index += 1) {
    for (let column = 1; column < width; column += 1) {
      row[column] = x.data[(column - 1) * x.rows + index];
    }
    const own = times === null ? 1 : times[index];
    value += own * logProbability(row, point, probabilities, y[index]);
    for (let right = 0; right < others; right += 1) {
      const surprise = own * ((y[index] === right ? 1 : 0) - probabilities[right]);
      for (let column = 0; column < width; column += 1) {
        gradient[right * width + column] += surprise * row[column];
      }
      for (let left = 0; left <= right; left += 1) {
        const weight = own * probabilities[right] * ((left === right ? 1 : 0) - probabilities[left]);
        for (let column = 0; column < width; column += 1) {
          const scaled = weight * row[column];
          const start = (right * width + column) * size + left * width;
          const last = left === right ? column : width - 1;
          for (let inner = 0; inner <= last; inner += 1) {
            data[start + inner] += scaled * row[inner];
          }
        }
      }
    }
  }
  for (let parameter = 0; parameter < size; parameter += 1) {
    if (parameter % width !== 0) {
      value -= point[parameter] ** 2 / 2;
      gradient[parameter] -= point[parameter];
      data[parameter * size + parameter] += 1;
    }
  }
  for (let right = 0; right < size; right += 1) {
    for (let left = 0; left < right; left += 1) {
      data[left * size + right] = data[right * size + left];
    }
  }
  return { value, gradient, information };
}

/** Writes the probabilities of the other options and returns the log-probability of the one that was chosen. */
function logProbability(row: Float64Array, point: Float64Array, probabilities: Float64Array, chosen: number): number {
  const width = row.length;
  let highest = 0;
  for (let other = 0; other < probabilities.length; other += 1) {
    let eta = 0;
    for (let column = 0; column < width; column += 1) {
      eta += row[column] * point[other * width + column];
    }
    probabilities[other] = eta;
    highest = Math.max(highest, eta);
  }
  const eta = chosen < 0 ? 0 : probabilities[chosen];
  let sum = Math.exp(-highest);
  for (let other = 0; other < probabilities.length; other += 1) {
    probabilities[other] = Math.exp(probabilities[other] - highest);
    sum += probabilities[other];
  }
  for (let other = 0; other < probabilities.length; other += 1) {
    probabilities[other] /= sum;
  }
  return eta - highest - Math.log(sum);
}
