import type { CodedVariable } from '#engine/data';
import {
  fitPenalisedGaussian,
  fitPenalisedMultinomial,
  fitPenalisedOrdinal,
  type Matrix,
  type Standardisation,
  scaledToEffective,
} from '#engine/statistics';
import type { Item } from '#engine/study';

/**
 * How an item is answered, given a row of the design. `coefficients` has one list for each linear predictor, for the
 * columns as they stand in the design; what standardising them took away is in the intercepts and thresholds.
 */
export type AnswerModel = {
  readonly coefficients: readonly Float64Array[];
  readonly converged: boolean;
} & (
  | { readonly kind: 'nominal'; readonly seen: readonly number[]; readonly intercepts: readonly number[] }
  | { readonly kind: 'ordinal'; readonly seen: readonly number[]; readonly thresholds: readonly number[] }
  | { readonly kind: 'gaussian'; readonly intercept: number; readonly sigma: number }
);

/**
 * Fits an item's model on the pilot rows that answered it: `design` has one row for each of `rows`, in their order, and so
 * have survey weights, of which only the proportions count: as so many people as their effective number says.
 */
export function fitAnswerModel(
  item: Item,
  answers: CodedVariable,
  rows: Int32Array,
  design: Matrix,
  surveyWeights: Float64Array | null,
): AnswerModel {
  const { values } = answers;
  const weights = surveyWeights === null ? undefined : effectiveWeights(surveyWeights);
  if (values !== null) {
    const fitted = fitPenalisedGaussian(
      design,
      Float64Array.from(rows, (row) => values[row]),
      weights,
    );
    const slopes = rawSlopes(fitted.standardisation, fitted.coefficients);
    return {
      kind: 'gaussian',
      coefficients: [slopes.coefficients],
      intercept: fitted.intercept + slopes.offset,
      sigma: fitted.residualSd,
      converged: true,
    };
  }
  const outcome = Int32Array.from(rows, (row) => answers.codes[row]);
  if (item.measure.kind === 'ordinal') {
    const fitted = fitPenalisedOrdinal(design, outcome, answers.labels.length, weights);
    const slopes = rawSlopes(fitted.standardisation, fitted.coefficients);
    return {
      kind: 'ordinal',
      seen: fitted.seen,
      coefficients: [slopes.coefficients],
      thresholds: fitted.thresholds.map((threshold) => threshold - slopes.offset),
      converged: fitted.converged,
    };
  }
  const fitted = fitPenalisedMultinomial(design, outcome, answers.labels.length, weights);
  const slopes = fitted.coefficients.map((coefficients) => rawSlopes(fitted.standardisation, coefficients));
  return {
    kind: 'nominal',
    seen: fitted.seen,
    coefficients: slopes.map((one) => one.coefficients),
    intercepts: fitted.intercepts.map((intercept, index) => intercept + slopes[index].offset),
    converged: fitted.converged,
  };
}

function effectiveWeights(weights: Float64Array): Float64Array {
  const scaled = weights.slice();
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  scaledToEffective(squares, scaled, []);
  return scaled;
}

/** Σ b (x − centre) / scale written as Σ coefficient · x + offset. */
function rawSlopes(
  how: Standardisation,
  standardised: readonly number[],
): { readonly coefficients: Float64Array; readonly offset: number } {
  let offset = 0;
  const coefficients = Float64Array.from(standardised, (coefficient, column) => {
    const slope = how.scales[column] === 0 ? 0 : coefficient / how.scales[column];
    offset -= slope * how.centres[column];
    return slope;
  });
  return { coefficients, offset };
}
