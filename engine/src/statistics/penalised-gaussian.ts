import { crossProduct, type Matrix, multiplyVector, transpose, zeros } from './matrix.ts';
import { type Standardisation, standardise, standardisedPredictor, withConstantColumns } from './standardise.ts';
import { cholesky, inverseFromUpper, solveCholesky } from './triangular.ts';

/** A linear model with normal errors; plain data. */
export interface GaussianModel {
  readonly kind: 'gaussian';
  readonly standardisation: Standardisation;
  readonly intercept: number;
  /** In units of the outcome, for each standardised column. */
  readonly coefficients: readonly number[];
  /** Standard deviation of an answer around its mean. */
  readonly residualSd: number;
}

/**
 * Ridge regression, as maximum a posteriori with N(0, 1) priors on the coefficients of the standardised columns, in
 * standard deviations of the outcome (so that the unit of measurement changes nothing), and a flat intercept. The
 * residual variance is the fixed point σ² = RSS / (n − 1 − effective parameters) of the marginal likelihood (MacKay 1992),
 * because the joint mode over coefficients and variance does not exist with as many columns as rows. At least one row;
 * a constant outcome is predicted without spread. `weights` above 0: how often each row counts.
 */
export function fitPenalisedGaussian(
  design: Matrix,
  outcome: ArrayLike<number>,
  weights?: ArrayLike<number>,
): GaussianModel {
  const asColumn = { rows: outcome.length, columns: 1, data: Float64Array.from(outcome) };
  const { design: x, how } = weighted(standardise(design), weights);
  const { design: yStandardised, how: yHow } = weighted(standardise(asColumn), weights);
  const n = weights === undefined ? outcome.length : sumOf(weights);
  const intercept = yHow.centres[0];
  const scale = yHow.scales[0];
  if (scale === 0) {
    return {
      kind: 'gaussian',
      standardisation: how,
      intercept,
      coefficients: how.scales.map(() => 0),
      residualSd: 0,
    };
  }
  const y = yStandardised.data;
  const gram = crossProduct(x);
  const target = multiplyVector(transpose(x), y);
  let variance = 1;
  let solution = ridge(x, y, gram, target, variance);
  for (let iteration = 0; iteration < 500; iteration += 1) {
    const degrees = n - 1 - solution.effectiveParameters;
    const next = Math.max(1e-6, solution.residualSquares / Math.max(degrees, 1e-6));
    const settled = Math.abs(next - variance) <= 1e-12 * variance;
    variance = next;
    solution = ridge(x, y, gram, target, variance);
    if (settled) {
      break;
    }
  }
  return {
    kind: 'gaussian',
    standardisation: how,
    intercept,
    coefficients: withConstantColumns(
      how,
      solution.coefficients.map((coefficient) => coefficient * scale),
    ),
    residualSd: Math.sqrt(variance) * scale,
  };
}

/** Mean and standard deviation of the answer for a row of the (unstandardised) design. */
export function gaussianPrediction(
  model: GaussianModel,
  row: ArrayLike<number>,
): { readonly mean: number; readonly sd: number } {
  return {
    mean: model.intercept + standardisedPredictor(model.standardisation, model.coefficients, row),
    sd: model.residualSd,
  };
}

/** Columns about their weighted means, each row times the root of its weight: their squares are then weighted ones. */
function weighted(
  { design, how }: ReturnType<typeof standardise>,
  weights: ArrayLike<number> | undefined,
): ReturnType<typeof standardise> {
  if (weights === undefined) {
    return { design, how };
  }
  const { rows } = design;
  const n = sumOf(weights);
  const data = new Float64Array(design.data.length);
  const means: number[] = [];
  for (let column = 0; column < design.columns; column += 1) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) {
      sum += weights[row] * design.data[column * rows + row];
    }
    means.push(sum / n);
    for (let row = 0; row < rows; row += 1) {
      data[column * rows + row] = Math.sqrt(weights[row]) * (design.data[column * rows + row] - sum / n);
    }
  }
  const moved = withConstantColumns(how, means);
  const centres = how.centres.map((centre, column) => centre + moved[column] * how.scales[column]);
  return { design: { ...design, data }, how: { centres, scales: how.scales } };
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

interface Ridge {
  readonly coefficients: Float64Array;
  readonly residualSquares: number;
  /** The trace of X (X′X + σ²I)⁻¹ X′. */
  readonly effectiveParameters: number;
}

function ridge(x: Matrix, y: Float64Array, gram: Matrix, target: Float64Array, variance: number): Ridge {
  const p = gram.rows;
  const penalised = zeros(p, p);
  penalised.data.set(gram.data);
  for (let column = 0; column < p; column += 1) {
    penalised.data[column * p + column] += variance;
  }
  const factor = cholesky(penalised);
  if (factor === undefined || p === 0) {
    return { coefficients: new Float64Array(p), residualSquares: sumOfSquares(y), effectiveParameters: 0 };
  }
  const coefficients = solveCholesky(factor, target);
  const fitted = multiplyVector(x, coefficients);
  const inverse = inverseFromUpper(factor);
  let trace = 0;
  for (let column = 0; column < p; column += 1) {
    trace += inverse.data[column * p + column];
  }
  return {
    coefficients,
    residualSquares: sumOfSquares(y.map((value, row) => value - fitted[row])),
    effectiveParameters: p - variance * trace,
  };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += values[index] * values[index];
  }
  return sum;
}
