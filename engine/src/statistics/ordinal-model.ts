import { aliasWarnings, type RegressionOptions, scaleRows, type UsedRows, usedRows } from './linear-model.ts';
import { type Matrix, matrixFromColumns, multiply, selectColumns, selectRows, transpose, zeros } from './matrix.ts';
import { type Maximum, maximise } from './newton.ts';
import { type OrdinalData, ordinalObjective, ordinalScores, startingThresholds } from './ordinal-likelihood.ts';
import { qrDecomposition } from './qr.ts';
import { type ErrorKind, type FitWarning, inferenceOf, type RegressionFit } from './regression-fit.ts';
import { cholesky, inverseFromUpper } from './triangular.ts';

/**
 * Proportional odds regression as `MASS::polr`: logit P(Y ≤ k) = ζ_k − η. `design` has no intercept; `outcome` holds
 * categories 0 to `categories` − 1, all of which occur. Coefficients first, then the thresholds. Errors: classical
 * (observed information), HC0 (`sandwich()`), cluster (`vcovCL`); HC1–HC3 are refused by a warning and all NaN.
 */
export function fitOrdinalModel(
  design: Matrix,
  outcome: ArrayLike<number>,
  categories: number,
  options: RegressionOptions,
): RegressionFit {
  const { rows, weights, frequencies, n } = usedRows(design.rows, options);
  const x = selectRows(design, rows);
  const ones = new Float64Array(rows.length).fill(1);
  const columns = Array.from({ length: design.columns }, (_, column) =>
    x.data.subarray(column * x.rows, (column + 1) * x.rows),
  );
  const qr = qrDecomposition(matrixFromColumns([ones, ...columns], x.rows), 1e-11);
  const keptColumns = qr.kept.filter((column) => column > 0).map((column) => column - 1);
  const data: OrdinalData = {
    design: selectColumns(x, keptColumns),
    outcome: Int32Array.from(rows, (row) => outcome[row]),
    categories,
    weights: weights.map((weight, index) => weight * frequencies[index]),
  };
  const start = new Float64Array(keptColumns.length + categories - 1);
  start.set(startingThresholds(data), keptColumns.length);
  const maximum = maximise(start, (point) => ordinalObjective(data, point, 0));
  const kept = [...keptColumns, ...Array.from({ length: categories - 1 }, (_, k) => design.columns + k)];
  const coefficients = new Array<number>(design.columns + categories - 1).fill(Number.NaN);
  kept.forEach((entry, index) => {
    coefficients[entry] = maximum.point[index];
  });
  const aliased = coefficients.map((_, entry) => !kept.includes(entry));
  const errors = ordinalCovariance(data, maximum, { rows, frequencies }, options.errors);
  const separated = separatedRows(data, maximum.point);
  return {
    coefficients,
    aliased,
    kept,
    covariance: errors.covariance,
    ...inferenceOf(coefficients, kept, errors.covariance, { level: options.level ?? 0.95 }),
    n,
    rank: kept.length,
    dfResidual: n - kept.length,
    dispersion: 1,
    deviance: -2 * maximum.at.value,
    converged: maximum.converged,
    iterations: maximum.iterations,
    warnings: [
      ...aliasWarnings(aliased),
      ...(maximum.converged ? [] : [{ kind: 'not-converged', iterations: maximum.iterations } as const]),
      ...(separated.length === 0 ? [] : [{ kind: 'separation', rows: separated.map((row) => rows[row]) } as const]),
      ...errors.warnings,
    ],
    ...(options.alsoGive === 'influences'
      ? {
          influences:
            errors.bread === null ? null : multiply(scoresOfOne(data, maximum.point, frequencies), errors.bread),
        }
      : {}),
  };
}

/** The scores of one copy of each row. */
function scoresOfOne(data: OrdinalData, point: Float64Array, frequencies: Float64Array): Matrix {
  return scaleRows(
    ordinalScores(data, point),
    frequencies.map((frequency) => 1 / frequency),
  );
}

function ordinalCovariance(
  data: OrdinalData,
  { point, at }: Maximum,
  { rows, frequencies }: Pick<UsedRows, 'rows' | 'frequencies'>,
  errors: ErrorKind,
): { readonly covariance: Matrix; readonly bread: Matrix | null; readonly warnings: readonly FitWarning[] } {
  const size = point.length;
  const refused = zeros(size, size);
  refused.data.fill(Number.NaN);
  const factor = cholesky(at.information) ?? cholesky(slightlyLarger(at.information));
  if (factor === undefined) {
    return { covariance: refused, bread: null, warnings: [] };
  }
  const bread = inverseFromUpper(factor);
  switch (errors.kind) {
    case 'classical':
      return { covariance: bread, bread, warnings: [] };
    case 'HC1':
    case 'HC2':
    case 'HC3':
      return { covariance: refused, bread: null, warnings: [{ kind: 'errors-refused', errors: errors.kind }] };
    case 'HC0': {
      // f copies of a row add f times the square of one copy's score; `scores` holds f times that score.
      const scores = scaleRows(
        ordinalScores(data, point),
        frequencies.map((frequency) => 1 / Math.sqrt(frequency)),
      );
      return { covariance: sandwich(bread, scores, 1), bread, warnings: [] };
    }
    case 'cluster': {
      const labels = [...new Set(Array.from(rows, (row) => errors.clusters[row]))];
      if (labels.length < 2) {
        return { covariance: refused, bread, warnings: [{ kind: 'too-few-clusters', clusters: labels.length }] };
      }
      const index = new Map(labels.map((label, position) => [label, position]));
      const scores = ordinalScores(data, point);
      const sums = zeros(labels.length, size);
      for (let parameter = 0; parameter < size; parameter += 1) {
        for (let row = 0; row < scores.rows; row += 1) {
          const cluster = index.get(errors.clusters[rows[row]]) ?? 0;
          sums.data[parameter * labels.length + cluster] += scores.data[parameter * scores.rows + row];
        }
      }
      return { covariance: sandwich(bread, sums, labels.length / (labels.length - 1)), bread, warnings: [] };
    }
  }
}

/**
 * The information of separated answers is singular: nothing is known of some sums of coefficients. A little more on its
 * diagonal gives these a variance without bounds, and leaves that of all others in its first ten digits.
 */
function slightlyLarger(information: Matrix): Matrix {
  const data = Float64Array.from(information.data);
  for (let index = 0; index < information.rows; index += 1) {
    data[index * information.rows + index] *= 1 + 1e-10;
  }
  return { ...information, data };
}

function sandwich(bread: Matrix, scores: Matrix, factor: number): Matrix {
  const half = multiply(scores, bread);
  const product = multiply(transpose(half), half);
  return { ...product, data: product.data.map((value) => value * factor) };
}

/** Rows whose linear predictor lies so far from the thresholds that their category is certain. */
function separatedRows(data: OrdinalData, point: Float64Array): number[] {
  const { design } = data;
  const rows: number[] = [];
  for (let row = 0; row < design.rows; row += 1) {
    let eta = 0;
    for (let column = 0; column < design.columns; column += 1) {
      eta += design.data[column * design.rows + row] * point[column];
    }
    const category = data.outcome[row];
    const above = category === 0 ? Number.POSITIVE_INFINITY : eta - point[design.columns + category - 1];
    const below = category === data.categories - 1 ? Number.POSITIVE_INFINITY : point[design.columns + category] - eta;
    if (Math.min(above, below) > 15) {
      rows.push(row);
    }
  }
  return rows;
}
