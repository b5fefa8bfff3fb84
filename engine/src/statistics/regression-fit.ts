import { normalQuantile, normalTwoSided, studentTQuantile, studentTTwoSided } from './distributions.ts';
import type { Matrix } from './matrix.ts';

/** How the errors of the coefficients are computed. `clusters` holds one label a row: whole numbers from 0. */
export type ErrorKind =
  | { readonly kind: 'classical' }
  | { readonly kind: 'HC0' }
  | { readonly kind: 'HC1' }
  | { readonly kind: 'HC2' }
  | { readonly kind: 'HC3' }
  | { readonly kind: 'cluster'; readonly clusters: ArrayLike<number> };

/** What a fit has to be read with. Rows and columns are those handed in. */
export type FitWarning =
  /** These columns are sums of multiples of columns before them and have no coefficient. */
  | { readonly kind: 'aliased'; readonly columns: readonly number[] }
  | { readonly kind: 'not-converged'; readonly iterations: number }
  /** Fitted probabilities run to 0 or 1: some coefficients have no finite estimate. */
  | { readonly kind: 'separation'; readonly rows: readonly number[] }
  /** These rows are fitted exactly because they alone carry a coefficient: HC2 and HC3 do not exist, HC1 does. */
  | { readonly kind: 'leverage-one'; readonly rows: readonly number[] }
  /** These coefficients rest on rows that are fitted exactly: a sandwich finds no error, which is not to say that there is none. */
  | { readonly kind: 'no-error'; readonly columns: readonly number[] }
  | { readonly kind: 'no-residual-degrees-of-freedom' }
  | { readonly kind: 'too-few-clusters'; readonly clusters: number }
  /** This error kind is not defined for this family. */
  | { readonly kind: 'errors-refused'; readonly errors: ErrorKind['kind'] };

/** One regression. Arrays have an entry for each column handed in (and, ordinal, for each threshold after them). */
export interface RegressionFit {
  /** NaN where aliased. */
  readonly coefficients: readonly number[];
  readonly aliased: readonly boolean[];
  readonly standardErrors: readonly number[];
  /** t for a gaussian fit, else z. */
  readonly statistics: readonly number[];
  readonly pValues: readonly number[];
  readonly intervals: readonly (readonly [number, number])[];
  /** Columns that have a coefficient, in the order of `covariance`. */
  readonly kept: readonly number[];
  readonly covariance: Matrix;
  /** Rows used: those with a weight above 0. */
  readonly n: number;
  readonly rank: number;
  readonly dfResidual: number;
  /** Residual variance of a gaussian fit; 1 for the others. */
  readonly dispersion: number;
  /** Gaussian: the residual sum of squares. */
  readonly deviance: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly warnings: readonly FitWarning[];
  /** Where asked for: what each row used (one of its copies) adds to the kept coefficients, rows × `kept`; null where errors do not exist. */
  readonly influences?: Matrix | null;
}

/** Errors, statistics, p values and Wald intervals of coefficients; `df` is given where Student's t applies. */
export function inferenceOf(
  coefficients: readonly number[],
  kept: readonly number[],
  covariance: Matrix,
  options: { readonly df?: number; readonly level: number },
): Pick<RegressionFit, 'standardErrors' | 'statistics' | 'pValues' | 'intervals'> {
  const { df, level } = options;
  const standardErrors = new Array<number>(coefficients.length).fill(Number.NaN);
  kept.forEach((column, index) => {
    standardErrors[column] = Math.sqrt(covariance.data[index * covariance.rows + index]);
  });
  const statistics = coefficients.map((coefficient, column) => coefficient / standardErrors[column]);
  const tail = (1 + level) / 2;
  const factor = df === undefined ? normalQuantile(tail) : studentTQuantile(tail, df);
  return {
    standardErrors,
    statistics,
    pValues: statistics.map((value) => (df === undefined ? normalTwoSided(value) : studentTTwoSided(value, df))),
    intervals: coefficients.map((coefficient, column) => [
      coefficient - factor * standardErrors[column],
      coefficient + factor * standardErrors[column],
    ]),
  };
}

/** Weights scaled to a mean of 1 over rows that occur `frequencies` times (once, without), as survey weights enter a regression. */
export function weightsOfMeanOne(weights: ArrayLike<number>, frequencies?: ArrayLike<number>): Float64Array {
  let sum = 0;
  let n = 0;
  for (let row = 0; row < weights.length; row += 1) {
    const times = frequencies === undefined ? 1 : frequencies[row];
    sum += times * weights[row];
    n += times;
  }
  return Float64Array.from(weights, (weight) => (weight * n) / sum);
}
