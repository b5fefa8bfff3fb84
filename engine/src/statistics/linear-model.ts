import { covarianceOf } from './covariance.ts';
import { type Matrix, selectRows } from './matrix.ts';
import { qrDecomposition } from './qr.ts';
import { type ErrorKind, type FitWarning, inferenceOf, type RegressionFit } from './regression-fit.ts';
import { backSubstitute } from './triangular.ts';

export interface RegressionOptions {
  /** Survey weights, as R's `weights`; rows with weight 0 do not count. */
  readonly weights?: ArrayLike<number>;
  /** How often each row occurs: the fit is that of the rows repeated so often. Whole numbers; 0 leaves a row out. */
  readonly frequencies?: ArrayLike<number>;
  readonly errors: ErrorKind;
  /** Level of the Wald intervals; .95 if left out. */
  readonly level?: number;
}

/**
 * Ordinary or weighted least squares, as R's `lm` (aliasing at 1e-7) with `sandwich`'s errors; t with n − k.
 * `design` has one row a respondent and includes the intercept's column, if there is one. Complete rows only.
 */
export function fitLinearModel(design: Matrix, outcome: ArrayLike<number>, options: RegressionOptions): RegressionFit {
  const { rows, weights, frequencies, n } = usedRows(design.rows, options);
  const roots = weights.map((weight, index) => Math.sqrt(weight * frequencies[index]));
  const scaled = scaleRows(selectRows(design, rows), roots);
  const y = Float64Array.from(rows, (row, index) => roots[index] * outcome[row]);
  const qr = qrDecomposition(scaled, 1e-7);
  const projected = projections(qr.q, y);
  const b = backSubstitute(qr.r, projected);
  const residuals = residualsOf(y, qr.q, projected);
  let deviance = 0;
  for (let row = 0; row < residuals.length; row += 1) {
    deviance += residuals[row] * residuals[row];
  }
  const dfResidual = n - qr.rank;
  const dispersion = dfResidual > 0 ? deviance / dfResidual : Number.NaN;
  const single = residuals.map((residual, index) => residual / Math.sqrt(frequencies[index]));
  const { covariance, warnings } = covarianceOf(
    { qr, residuals: single, frequencies, n, rows, dispersion, family: 'gaussian' },
    options.errors,
  );
  const { coefficients, aliased } = spread(b, qr.kept, design.columns);
  return {
    coefficients,
    aliased,
    kept: qr.kept,
    covariance,
    ...inferenceOf(coefficients, qr.kept, covariance, { df: dfResidual, level: options.level ?? 0.95 }),
    n,
    rank: qr.rank,
    dfResidual,
    dispersion,
    deviance,
    converged: true,
    iterations: 1,
    warnings: [
      ...aliasWarnings(aliased),
      ...warnings,
      ...(dfResidual > 0 ? [] : [{ kind: 'no-residual-degrees-of-freedom' } as const]),
    ],
  };
}

/** What enters a fit: the rows that count, and for each of them its weight and how often it occurs. */
export interface UsedRows {
  readonly rows: Int32Array;
  readonly weights: Float64Array;
  readonly frequencies: Float64Array;
  /** The sum of the frequencies. */
  readonly n: number;
}

/** The rows whose weight and frequency are above 0; all, once, where there are neither. */
export function usedRows(length: number, options: Pick<RegressionOptions, 'weights' | 'frequencies'>): UsedRows {
  const rows: number[] = [];
  let n = 0;
  for (let row = 0; row < length; row += 1) {
    const frequency = options.frequencies === undefined ? 1 : options.frequencies[row];
    if (frequency > 0 && (options.weights === undefined || options.weights[row] > 0)) {
      rows.push(row);
      n += frequency;
    }
  }
  return {
    rows: Int32Array.from(rows),
    weights: Float64Array.from(rows, (row) => (options.weights === undefined ? 1 : options.weights[row])),
    frequencies: Float64Array.from(rows, (row) => (options.frequencies === undefined ? 1 : options.frequencies[row])),
    n,
  };
}

/** Each row times its factor. */
export function scaleRows(matrix: Matrix, factors: Float64Array): Matrix {
  const data = new Float64Array(matrix.data.length);
  for (let column = 0; column < matrix.columns; column += 1) {
    const start = column * matrix.rows;
    for (let row = 0; row < matrix.rows; row += 1) {
      data[start + row] = matrix.data[start + row] * factors[row];
    }
  }
  return { ...matrix, data };
}

/** Q′y. */
export function projections(q: Matrix, y: Float64Array): Float64Array {
  const result = new Float64Array(q.columns);
  for (let column = 0; column < q.columns; column += 1) {
    const start = column * q.rows;
    let sum = 0;
    for (let row = 0; row < q.rows; row += 1) {
      sum += q.data[start + row] * y[row];
    }
    result[column] = sum;
  }
  return result;
}

/** Coefficients of the kept columns, at the places of all columns; NaN where aliased. */
export function spread(
  kept: Float64Array,
  columns: readonly number[],
  length: number,
): { readonly coefficients: number[]; readonly aliased: boolean[] } {
  const coefficients = new Array<number>(length).fill(Number.NaN);
  const aliased = new Array<boolean>(length).fill(true);
  columns.forEach((column, index) => {
    coefficients[column] = kept[index];
    aliased[column] = false;
  });
  return { coefficients, aliased };
}

/** The warning about aliased columns, if there are any. */
export function aliasWarnings(aliased: readonly boolean[]): FitWarning[] {
  const columns = aliased.flatMap((isAliased, column) => (isAliased ? [column] : []));
  return columns.length === 0 ? [] : [{ kind: 'aliased', columns }];
}

function residualsOf(y: Float64Array, q: Matrix, projected: Float64Array): Float64Array {
  const residuals = Float64Array.from(y);
  for (let column = 0; column < q.columns; column += 1) {
    const start = column * q.rows;
    for (let row = 0; row < q.rows; row += 1) {
      residuals[row] -= q.data[start + row] * projected[column];
    }
  }
  return residuals;
}
