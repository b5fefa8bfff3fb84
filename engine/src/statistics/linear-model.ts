import { covarianceOf, influencesOf, type WeightedFit } from './covariance.ts';
import { dot, type Matrix, selectRows } from './matrix.ts';
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
  /** `influences` are given back where this asks for them. */
  readonly alsoGive?: 'influences';
}

/**
 * Ordinary or weighted least squares, as R's `lm` (aliasing at 1e-7) with `sandwich`'s errors; t with n − k.
 * `design` has one row a respondent and includes the intercept's column, if there is one. Complete rows only.
 */
export function fitLinearModel(design: Matrix, outcome: ArrayLike<number>, options: RegressionOptions): RegressionFit {
  const used = usedRows(design.rows, options);
  const { rows, weights, frequencies, n } = used;
  const roots = weights.map((weight, index) => Math.sqrt(weight * frequencies[index]));
  const scaled = scaleRows(selectUsed(design, used), roots);
  const y = Float64Array.from(rows, (row, index) => roots[index] * outcome[row]);
  const qr = qrDecomposition(scaled, 1e-7);
  const b = backSubstitute(qr.r, qr.projections(y));
  const residuals = qr.residuals(y);
  const deviance = dot(residuals, residuals);
  const dfResidual = n - qr.rank;
  const dispersion = dfResidual > 0 ? deviance / dfResidual : Number.NaN;
  const single = residuals.map((residual, index) => residual / Math.sqrt(frequencies[index]));
  const weighted: WeightedFit = {
    qr,
    residuals: single,
    frequencies,
    n,
    rows,
    kept: qr.kept,
    dispersion,
    family: 'gaussian',
  };
  const { covariance, warnings } = covarianceOf(weighted, options.errors);
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
    ...(options.alsoGive === 'influences' ? { influences: influencesOf(weighted, options.errors) } : {}),
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

/** The rows of a matrix that are used; the matrix itself where all are. */
export function selectUsed(design: Matrix, { rows }: Pick<UsedRows, 'rows'>): Matrix {
  return rows.length === design.rows ? design : selectRows(design, rows);
}

/** The rows whose weight and frequency are above 0; all, once, where there are neither. */
export function usedRows(length: number, options: Pick<RegressionOptions, 'weights' | 'frequencies'>): UsedRows {
  const { weights, frequencies } = options;
  if (weights === undefined && frequencies === undefined) {
    const once = new Float64Array(length).fill(1);
    return { rows: Int32Array.from({ length }, (_, row) => row), weights: once, frequencies: once, n: length };
  }
  const rows = new Int32Array(length);
  let used = 0;
  let n = 0;
  for (let row = 0; row < length; row += 1) {
    const frequency = frequencies === undefined ? 1 : frequencies[row];
    if (frequency > 0 && (weights === undefined || weights[row] > 0)) {
      rows[used] = row;
      used += 1;
      n += frequency;
    }
  }
  const kept = rows.slice(0, used);
  const valuesOf = (all: ArrayLike<number> | undefined): Float64Array =>
    all === undefined ? new Float64Array(used).fill(1) : Float64Array.from(kept, (row) => all[row]);
  return { rows: kept, weights: valuesOf(weights), frequencies: valuesOf(frequencies), n };
}

/** Each row times its factor; the matrix itself where all are 1. */
export function scaleRows(matrix: Matrix, factors: Float64Array): Matrix {
  if (factors.every((factor) => factor === 1)) {
    return matrix;
  }
  const data = new Float64Array(matrix.data.length);
  for (let column = 0; column < matrix.columns; column += 1) {
    const start = column * matrix.rows;
    for (let row = 0; row < matrix.rows; row += 1) {
      data[start + row] = matrix.data[start + row] * factors[row];
    }
  }
  return { ...matrix, data };
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
