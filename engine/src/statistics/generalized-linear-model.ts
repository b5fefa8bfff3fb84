import { covarianceOf, influencesOf, type WeightedFit } from './covariance.ts';
import { type GlmFamily, glmFamilies } from './glm-families.ts';
import { aliasWarnings, type RegressionOptions, scaleRows, selectUsed, spread, usedRows } from './linear-model.ts';
import { type Matrix, multiplyVector, selectColumns } from './matrix.ts';
import { type QrDecomposition, qrDecomposition } from './qr.ts';
import { type FitWarning, inferenceOf, type RegressionFit } from './regression-fit.ts';
import { backSubstitute } from './triangular.ts';

/**
 * A logistic (`binomial`, outcome 0 to 1) or log-linear (`poisson`, outcome ≥ 0) regression by iteratively reweighted
 * least squares, as R's `glm` (start values, 25 iterations, deviance within 1e-8, aliasing at 1e-11) with `sandwich`'s
 * errors; z. Once R would stop, Newton's steps go on until no coefficient moves in the 12th digit of itself or its error;
 * where they do not come to rest, the outcome is separated: the estimate is R's, and a warning says so.
 */
export function fitGeneralizedLinearModel(
  design: Matrix,
  outcome: ArrayLike<number>,
  family: 'binomial' | 'poisson',
  options: RegressionOptions,
): RegressionFit {
  const used = usedRows(design.rows, options);
  const { rows, weights, frequencies, n } = used;
  const x = selectUsed(design, used);
  const y = Float64Array.from(rows, (row) => outcome[row]);
  const found = iterate(
    x,
    y,
    { once: weights, all: weights.map((weight, index) => weight * frequencies[index]) },
    glmFamilies[family],
  );
  const { state, qr, converged, iterations } = found;
  const residuals = state.pearson.map((residual, index) => residual / Math.sqrt(frequencies[index]));
  const { kept } = found;
  const weighted: WeightedFit = { qr, residuals, frequencies, n, rows, kept, dispersion: 1, family };
  const { covariance, warnings } = covarianceOf(weighted, options.errors);
  const { coefficients, aliased } = spread(found.coefficients, kept, design.columns);
  const dfResidual = n - kept.length;
  return {
    coefficients,
    aliased,
    kept,
    covariance,
    ...inferenceOf(coefficients, kept, covariance, { level: options.level ?? 0.95 }),
    n,
    rank: kept.length,
    dfResidual,
    dispersion: 1,
    deviance: state.deviance,
    converged,
    iterations,
    warnings: [
      ...aliasWarnings(aliased),
      ...(converged ? [] : [{ kind: 'not-converged', iterations } as const]),
      ...separationWarnings(found.separatedRows.map((row) => rows[row])),
      ...warnings,
    ],
    ...(options.alsoGive === 'influences' ? { influences: influencesOf(weighted, options.errors) } : {}),
  };
}

/** Everything that follows from the linear predictor. */
interface State {
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  readonly deviance: number;
  /** √ of the working weights. */
  readonly roots: Float64Array;
  /** √w times the working residual. */
  readonly pearson: Float64Array;
}

interface Found {
  readonly state: State;
  /** Of the kept columns. */
  readonly coefficients: Float64Array;
  readonly kept: readonly number[];
  /** Of √W X at the estimate, kept columns only. */
  readonly qr: QrDecomposition;
  readonly converged: boolean;
  readonly iterations: number;
  readonly separatedRows: readonly number[];
}

/** The weight of each row once, where iterations begin, and times how often it occurs. */
interface RowWeights {
  readonly once: Float64Array;
  readonly all: Float64Array;
}

const MOST_ITERATIONS = 25;
const MOST_POLISHING = 12;

function iterate(x: Matrix, y: Float64Array, { once, all: weights }: RowWeights, family: GlmFamily): Found {
  let eta: Float64Array = y.map((value, row) => family.link(family.start(value, once[row])));
  let state = stateAt(eta, y, weights, family);
  let qr = qrDecomposition(scaleRows(x, state.roots), 1e-11);
  let coefficients: Float64Array = new Float64Array(0);
  let previous: Float64Array | undefined;
  let previousKept: readonly number[] = [];
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < MOST_ITERATIONS) {
    iterations += 1;
    if (iterations > 1) {
      qr = qrDecomposition(scaleRows(x, state.roots), 1e-11);
    }
    coefficients = newtonTarget(qr, state);
    const before = state.deviance;
    eta = predictor(x, qr.kept, coefficients);
    state = stateAt(eta, y, weights, family);
    for (
      let half = 0;
      half < MOST_ITERATIONS && previous !== undefined && !Number.isFinite(state.deviance);
      half += 1
    ) {
      coefficients = coefficients.map(
        (value, index) => (value + (previous?.[previousKept.indexOf(qr.kept[index])] ?? 0)) / 2,
      );
      eta = predictor(x, qr.kept, coefficients);
      state = stateAt(eta, y, weights, family);
    }
    converged = Math.abs(state.deviance - before) / (Math.abs(state.deviance) + 0.1) < 1e-8;
    previous = coefficients;
    previousKept = qr.kept;
  }
  const kept = qr.kept;
  const atStop = { state, coefficients, kept, converged, iterations };
  const final = (): QrDecomposition => qrDecomposition(scaleRows(selectColumns(x, kept), atStop.state.roots), 0);
  if (!converged) {
    return { ...atStop, qr: final(), separatedRows: extremeRows(atStop.state, family) };
  }
  const keptX = selectColumns(x, kept);
  let largestMove = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_POLISHING; step += 1) {
    const here = qrDecomposition(scaleRows(keptX, state.roots), 0);
    const target = newtonTarget(here, state);
    const move = relativeMove(coefficients, target, here);
    if (move < 1e-13 || (move < 1e-9 && move >= largestMove)) {
      return { state, coefficients, kept, qr: here, converged, iterations, separatedRows: extremeRows(state, family) };
    }
    const next = stateAt(multiplyVector(keptX, target), y, weights, family);
    if (!Number.isFinite(next.deviance)) {
      break;
    }
    largestMove = move;
    coefficients = target;
    state = next;
  }
  // Newton's steps do not come to rest: somewhere the linear predictor runs away.
  const runaway = rowsThatMoved(atStop.state, state);
  return { ...atStop, qr: final(), separatedRows: runaway };
}

function stateAt(eta: Float64Array, y: Float64Array, weights: Float64Array, family: GlmFamily): State {
  const n = eta.length;
  const mu = new Float64Array(n);
  const roots = new Float64Array(n);
  const pearson = new Float64Array(n);
  let deviance = 0;
  for (let row = 0; row < n; row += 1) {
    const mean = family.inverse(eta[row]);
    const slope = family.slope(eta[row]);
    const variance = family.variance(mean);
    mu[row] = mean;
    deviance += weights[row] * family.deviance(y[row], mean);
    roots[row] = Math.sqrt((weights[row] * slope * slope) / variance);
    pearson[row] = roots[row] === 0 ? 0 : (roots[row] * (y[row] - mean)) / slope;
  }
  return { eta, mu, deviance, roots, pearson };
}

/** The coefficients that the next step of weighted least squares goes to. */
function newtonTarget(qr: QrDecomposition, state: State): Float64Array {
  const working = state.eta.map((eta, row) => state.roots[row] * eta + state.pearson[row]);
  return backSubstitute(qr.r, qr.projections(working));
}

function predictor(x: Matrix, kept: readonly number[], coefficients: Float64Array): Float64Array {
  return multiplyVector(kept.length === x.columns ? x : selectColumns(x, kept), coefficients);
}

/** The largest move of a coefficient, in units of itself or its standard error, whichever is larger. */
function relativeMove(from: Float64Array, to: Float64Array, qr: QrDecomposition): number {
  let largest = 0;
  for (let index = 0; index < from.length; index += 1) {
    const scale = Math.max(Math.abs(to[index]), 1 / Math.abs(qr.r.data[index * qr.rank + index]));
    largest = Math.max(largest, Math.abs(to[index] - from[index]) / scale);
  }
  return largest;
}

/** R's "fitted probabilities numerically 0 or 1 occurred" (for counts: fitted rates numerically 0). */
function extremeRows(state: State, family: GlmFamily): number[] {
  const rows: number[] = [];
  state.mu.forEach((mean, row) => {
    if (family.isExtreme(mean)) {
      rows.push(row);
    }
  });
  return rows;
}

function rowsThatMoved(from: State, to: State): number[] {
  const rows: number[] = [];
  to.eta.forEach((eta, row) => {
    if (Math.abs(eta - from.eta[row]) > 1e-3) {
      rows.push(row);
    }
  });
  return rows;
}

function separationWarnings(rows: readonly number[]): FitWarning[] {
  return rows.length === 0 ? [] : [{ kind: 'separation', rows }];
}
