import { crossProduct, type Matrix, multiply, transpose, zeros } from './matrix.ts';
import type { QrDecomposition } from './qr.ts';
import type { ErrorKind, FitWarning } from './regression-fit.ts';
import { inverseFromUpper, invertUpper } from './triangular.ts';

/** What a (re)weighted least-squares fit leaves behind: √W X = QR and the residuals of its last step. */
export interface WeightedFit {
  readonly qr: QrDecomposition;
  /** √w times the working residuals, of a row that occurs once: (y − μ) times the square root of weight over variance. */
  readonly residuals: Float64Array;
  /** How often each row occurs; the rows of √W X hold the square root of it. Without it, once. */
  readonly frequencies?: Float64Array;
  /** Rows, each as often as it occurs. */
  readonly n: number;
  /** For each row of the fit, which row it was of what was handed in. */
  readonly rows: ArrayLike<number>;
  /** For each coefficient, which column it has of what was handed in. */
  readonly kept: readonly number[];
  readonly dispersion: number;
  /** Linear models are clustered with HC1's factor, others with HC0's (defaults of R's `vcovCL`). */
  readonly family: 'gaussian' | 'binomial' | 'poisson';
}

/**
 * The covariance of the kept coefficients, as R's `vcov`, `sandwich::vcovHC` and `sandwich::vcovCL` give it. With
 * √W X = QR a sandwich is R⁻¹ (Q′ diag(e²ω) Q) R⁻ᵀ, which needs no inverse of X′WX. All NaN where it does not exist. A
 * variance that is 0 but for rounding, because the fit leaves nothing over of those who carry the coefficient, is NaN too, and said.
 */
export function covarianceOf(
  fit: WeightedFit,
  errors: ErrorKind,
): { readonly covariance: Matrix; readonly warnings: readonly FitWarning[] } {
  const { qr } = fit;
  const classical = classicalCovariance(fit);
  if (errors.kind === 'classical') {
    return { covariance: classical, warnings: [] };
  }
  if (errors.kind === 'cluster') {
    return withoutZeros(clusterCovariance(fit, errors.clusters), classical, fit.kept);
  }
  const { scores, warnings } = scoresOf(fit, errors);
  return scores === null
    ? { covariance: notANumber(qr.rank), warnings }
    : withoutZeros({ covariance: sandwich(qr, scaledRows(qr.q, scores)), warnings }, classical, fit.kept);
}

function classicalCovariance({ qr, dispersion }: WeightedFit): Matrix {
  const inverse = inverseFromUpper(qr.r);
  return { ...inverse, data: inverse.data.map((value) => value * dispersion) };
}

/** Errors below this share of the classical ones are rounding. */
const leastShare = 1e-6;

function withoutZeros(
  found: { readonly covariance: Matrix; readonly warnings: readonly FitWarning[] },
  classical: Matrix,
  kept: readonly number[],
): typeof found {
  const { covariance } = found;
  const zero = kept.flatMap((column, index) => {
    const at = index * covariance.rows + index;
    return covariance.data[at] < leastShare ** 2 * classical.data[at] ? [{ column, at }] : [];
  });
  if (zero.length === 0) {
    return found;
  }
  const data = Float64Array.from(covariance.data);
  for (const { at } of zero) {
    data[at] = Number.NaN;
  }
  const warning = { kind: 'no-error', columns: zero.map(({ column }) => column) } as const;
  return { covariance: { ...covariance, data }, warnings: [...found.warnings, warning] };
}

/**
 * What each row of the fit adds to the estimates of the kept coefficients: rows × coefficients, bread times score. The sum of its
 * squares is the sandwich of these errors; classical and cluster errors have the influences of HC0. Null where errors do not exist.
 * Of a row that occurs several times, what one of its copies adds.
 */
export function influencesOf(fit: WeightedFit, errors: ErrorKind): Matrix | null {
  const { scores } = scoresOf(fit, errors);
  if (scores === null) {
    return null;
  }
  const { frequencies } = fit;
  const ofOne = frequencies === undefined ? scores : scores.map((score, row) => score / Math.sqrt(frequencies[row]));
  return multiply(scaledRows(fit.qr.q, ofOne), transpose(invertUpper(fit.qr.r)));
}

/** The residuals as the kind of errors weighs them; null where one row has leverage 1. */
function scoresOf(
  fit: WeightedFit,
  errors: ErrorKind,
): { readonly scores: Float64Array | null; readonly warnings: readonly FitWarning[] } {
  const { qr } = fit;
  const { rank } = qr;
  const { rows } = qr.q;
  const scores = new Float64Array(fit.residuals);
  if (errors.kind === 'HC1') {
    const factor = Math.sqrt(fit.n / (fit.n - rank));
    for (let row = 0; row < rows; row += 1) {
      scores[row] *= factor;
    }
  } else if (errors.kind === 'HC2' || errors.kind === 'HC3') {
    const leverage = leverages(qr);
    if (fit.frequencies !== undefined) {
      for (let row = 0; row < rows; row += 1) {
        leverage[row] /= fit.frequencies[row];
      }
    }
    const alone = rowsOfLeverageOne(leverage);
    if (alone.length > 0) {
      return { scores: null, warnings: [{ kind: 'leverage-one', rows: alone.map((row) => fit.rows[row]) }] };
    }
    for (let row = 0; row < rows; row += 1) {
      scores[row] /= errors.kind === 'HC3' ? 1 - leverage[row] : Math.sqrt(1 - leverage[row]);
    }
  }
  return { scores, warnings: [] };
}

/** The leverage of each row: the diagonal of QQ′. */
export function leverages(qr: QrDecomposition): Float64Array {
  const { rows, columns, data } = qr.q;
  const leverage = new Float64Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const value = data[column * rows + row];
      leverage[row] += value * value;
    }
  }
  return leverage;
}

function rowsOfLeverageOne(leverage: Float64Array): number[] {
  const rows: number[] = [];
  leverage.forEach((value, row) => {
    if (value > 1 - 1e-11) {
      rows.push(row);
    }
  });
  return rows;
}

function clusterCovariance(
  fit: WeightedFit,
  clusters: ArrayLike<number>,
): { readonly covariance: Matrix; readonly warnings: readonly FitWarning[] } {
  const { q, rank } = fit.qr;
  const index = new Map<number, number>();
  const clusterOf = new Int32Array(q.rows);
  for (let row = 0; row < q.rows; row += 1) {
    const label = clusters[fit.rows[row]];
    const known = index.get(label) ?? index.size;
    index.set(label, known);
    clusterOf[row] = known;
  }
  const groups = index.size;
  if (groups < 2) {
    return { covariance: notANumber(rank), warnings: [{ kind: 'too-few-clusters', clusters: groups }] };
  }
  const sums = zeros(groups, rank);
  for (let column = 0; column < rank; column += 1) {
    for (let row = 0; row < q.rows; row += 1) {
      const copies = fit.frequencies === undefined ? 1 : Math.sqrt(fit.frequencies[row]);
      sums.data[column * groups + clusterOf[row]] += q.data[column * q.rows + row] * fit.residuals[row] * copies;
    }
  }
  const { n } = fit;
  const factor = (groups / (groups - 1)) * (fit.family === 'gaussian' ? (n - 1) / (n - rank) : 1);
  const covariance = sandwich(fit.qr, sums);
  return { covariance: { ...covariance, data: covariance.data.map((value) => value * factor) }, warnings: [] };
}

/** R⁻¹ (S′S) R⁻ᵀ. */
function sandwich(qr: QrDecomposition, scores: Matrix): Matrix {
  const inverse = invertUpper(qr.r);
  const covariance = multiply(multiply(inverse, crossProduct(scores)), transpose(inverse));
  // The two halves may differ in the last digit.
  const { rows, data } = covariance;
  for (let right = 0; right < rows; right += 1) {
    for (let left = 0; left < right; left += 1) {
      data[left * rows + right] = data[right * rows + left];
    }
  }
  return covariance;
}

function scaledRows(matrix: Matrix, factors: Float64Array): Matrix {
  const scaled = zeros(matrix.rows, matrix.columns);
  for (let column = 0; column < matrix.columns; column += 1) {
    const start = column * matrix.rows;
    for (let row = 0; row < matrix.rows; row += 1) {
      scaled.data[start + row] = matrix.data[start + row] * factors[row];
    }
  }
  return scaled;
}

function notANumber(rank: number): Matrix {
  const matrix = zeros(rank, rank);
  matrix.data.fill(Number.NaN);
  return matrix;
}
