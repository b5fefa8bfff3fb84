import type { Matrix } from './matrix.ts';
import { maximise } from './newton.ts';
import { type OrdinalData, ordinalObjective, ordinalProbabilities, startingThresholds } from './ordinal-likelihood.ts';
import { type Standardisation, standardise, standardisedPredictor, withConstantColumns } from './standardise.ts';

/** A proportional odds model; plain data. */
export interface OrdinalModel {
  readonly kind: 'ordinal';
  readonly categories: number;
  /** Categories that occurred, ascending; the others have probability 0. */
  readonly seen: readonly number[];
  readonly standardisation: Standardisation;
  readonly coefficients: readonly number[];
  /** Between neighbouring seen categories. */
  readonly thresholds: readonly number[];
  readonly converged: boolean;
}

/**
 * Maximum a posteriori of logit P(Y ≤ k) = ζ_k − x′β with N(0, 1) priors on the coefficients of the standardised columns
 * and flat ones on the thresholds. `outcome` holds categories 0 to `categories` − 1, at least one row; categories that do
 * not occur are left out of the scale. Always finite: separation is held by the prior. `weights` above 0: how often each
 * row counts.
 */
export function fitPenalisedOrdinal(
  design: Matrix,
  outcome: ArrayLike<number>,
  categories: number,
  weights?: ArrayLike<number>,
): OrdinalModel {
  const place = new Int32Array(categories).fill(-1);
  for (let row = 0; row < outcome.length; row += 1) {
    place[outcome[row]] = 0;
  }
  const seen = Array.from(place.keys()).filter((category) => place[category] === 0);
  seen.forEach((category, index) => {
    place[category] = index;
  });
  const { design: x, how } = standardise(design);
  const data: OrdinalData = {
    design: x,
    outcome: Int32Array.from(outcome, (category) => place[category]),
    categories: seen.length,
    ...(weights === undefined ? {} : { weights }),
  };
  const start = new Float64Array(x.columns + Math.max(0, seen.length - 1));
  start.set(startingThresholds(data), x.columns);
  const maximum =
    seen.length < 2 ? { point: start, converged: true } : maximise(start, (point) => ordinalObjective(data, point, 1));
  return {
    kind: 'ordinal',
    categories,
    seen,
    standardisation: how,
    coefficients: withConstantColumns(how, maximum.point.subarray(0, x.columns)),
    thresholds: Array.from(maximum.point.subarray(x.columns)),
    converged: maximum.converged,
  };
}

/** The probability of every category for a row of the (unstandardised) design. */
export function penalisedOrdinalProbabilities(model: OrdinalModel, row: ArrayLike<number>): Float64Array {
  const eta = standardisedPredictor(model.standardisation, model.coefficients, row);
  const probabilities = new Float64Array(model.categories);
  ordinalProbabilities(eta, model.thresholds).forEach((probability, index) => {
    probabilities[model.seen[index]] = probability;
  });
  return probabilities;
}
