import { type RandomStream, randomStream } from '#engine/random';
import {
  columnOf,
  distinctRows,
  drawMultinomial,
  drawMultivariateHypergeometric,
  type ErrorKind,
  fitGeneralizedLinearModel,
  fitLinearModel,
  fitOrdinalModel,
  type Matrix,
  matrixFromColumns,
  qrDecomposition,
  type RegressionFit,
  type RegressionOptions,
  selectRows,
  weightsOfMeanOne,
} from '#engine/statistics';
import type { Family } from '#engine/study';

/** One regression's numbers, ready to be fitted. */
export interface FitData {
  readonly family: Family;
  /** With the intercept's column, but for ordinal outcomes. */
  readonly design: Matrix;
  /** Numbers; for ordinal outcomes categories from 0 that all occur. */
  readonly outcome: Float64Array;
  /** Categories of an ordinal outcome; else 0. */
  readonly categories: number;
  /** Survey weights of the rows, all above 0; null where all rows count alike. */
  readonly weights: Float64Array | null;
  readonly errors: ErrorKind;
  /** How often each row occurs, where rows of respondents who are alike stand once; left out where each stands for itself. */
  readonly frequencies?: Float64Array;
}

/** One fit. */
export interface FitJob {
  readonly kind: 'fit';
  readonly data: FitData;
}

export interface FitResult {
  readonly kind: 'fit';
  /** What has no finite estimate has neither error nor p, nor an interval. */
  readonly fit: RegressionFit;
  /** For each coefficient whether it has no finite estimate. */
  readonly unbounded: readonly boolean[];
}

/** A block of fits to samples of the rows: bootstrap samples of all, or subsamples without return. */
export interface RefitJob {
  readonly kind: 'refit';
  readonly key: string;
  readonly seed: number;
  readonly block: number;
  readonly fits: number;
  readonly sample: RefitSample;
  readonly data: FitData;
}

export type RefitSample = { readonly kind: 'bootstrap' } | { readonly kind: 'subsample'; readonly size: number };

export interface RefitResult {
  readonly kind: 'refit';
  /** For each fit its coefficients and p values; samples that cannot be fitted are left out. */
  readonly fits: readonly Pick<RegressionFit, 'coefficients' | 'pValues'>[];
}

/** Fits once. */
export function runFitJob({ data }: FitJob): FitResult {
  return fitResult(fitRegression(data), data);
}

/** A fit as an evaluation keeps it: without influences, and without what an estimate that is not finite has no right to. */
export function fitResult({ influences: _, ...fit }: RegressionFit, data: FitData): FitResult {
  const unbounded = unboundedIn(fit, data);
  const known = (values: readonly number[]): readonly number[] =>
    values.map((value, index) => (unbounded[index] ? Number.NaN : value));
  return {
    kind: 'fit',
    fit: {
      ...fit,
      standardErrors: known(fit.standardErrors),
      pValues: known(fit.pValues),
      intervals: fit.intervals.map((ends, index) => (unbounded[index] ? [Number.NaN, Number.NaN] : ends)),
    },
    unbounded,
  };
}

/**
 * Which coefficients of a separated fit have no finite estimate: those of which the rows that are not separated say
 * nothing, because the column lies there in the span of the others. All where the fit did not converge.
 */
export function unboundedIn(fit: RegressionFit, data: FitData, frequencies?: Float64Array): readonly boolean[] {
  if (fit.warnings.some(({ kind }) => kind === 'not-converged')) {
    return fit.coefficients.map(() => true);
  }
  const separated = fit.warnings.flatMap((warning) => (warning.kind === 'separation' ? warning.rows : []));
  if (separated.length === 0) {
    return fit.coefficients.map(() => false);
  }
  const apart = new Set(separated);
  const { design, outcome } = data;
  const open = Array.from({ length: design.rows }, (_, row) => row).filter(
    (row) => !apart.has(row) && (frequencies === undefined || frequencies[row] > 0),
  );
  const rows = selectRows(design, open);
  const columns = fit.kept.filter((column) => column < design.columns).map((column) => columnOf(rows, column));
  // The thresholds of an ordinal outcome are an intercept to the other columns.
  const all = data.family === 'ordinal' ? [...columns, new Float64Array(rows.rows).fill(1)] : columns;
  const rank = rankOf(all, rows.rows);
  const isUnknown = (index: number): boolean => rankOf(all.toSpliced(index, 1), rows.rows) === rank;
  const unknown = new Set(fit.kept.filter((_, index) => index < columns.length && isUnknown(index)));
  const answers = new Set(open.map((row) => outcome[row]));
  const noThresholds = data.family === 'ordinal' && isUnknown(columns.length);
  return fit.coefficients.map((_, at) => {
    const threshold = at - design.columns;
    return threshold < 0 ? unknown.has(at) : noThresholds || !answers.has(threshold) || !answers.has(threshold + 1);
  });
}

function rankOf(columns: readonly Float64Array[], rows: number): number {
  return qrDecomposition(matrixFromColumns(columns, rows), 1e-7).rank;
}

/** Draws samples and fits each of them: by how often each distinct row is drawn, of which surveys have few. A step is a fit. */
export function* refitSteps(job: RefitJob): Generator<void, RefitResult, void> {
  const random = randomStream(job.seed, 'refit', job.key, job.block);
  const { data, draw } = sampling(job.data, job.sample, random);
  const fits: Pick<RegressionFit, 'coefficients' | 'pValues'>[] = [];
  for (let index = 0; index < job.fits; index += 1) {
    const frequencies = draw();
    if (allCategoriesOccur(data, frequencies)) {
      const fit = fitRegression(data, { frequencies });
      const unbounded = unboundedIn(fit, data, frequencies);
      const pValues = fit.pValues.map((p, at) => (unbounded[at] ? Number.NaN : p));
      fits.push({ coefficients: fit.coefficients, pValues });
    }
    yield;
  }
  return { kind: 'refit', fits };
}

/** Distinct rows, and how often a sample has each of them: drawn row by row, or at once where it is known how often each occurs. */
function sampling(
  data: FitData,
  sample: RefitSample,
  random: RandomStream,
): { readonly data: FitData; readonly draw: () => Float64Array } {
  const { frequencies: copies, design } = data;
  if (copies !== undefined) {
    const all = copies.reduce((sum, count) => sum + count, 0);
    return {
      data,
      draw: () => {
        const into = new Float64Array(design.rows);
        if (sample.kind === 'bootstrap') {
          drawMultinomial(all, copies, into, random);
        } else {
          drawMultivariateHypergeometric(copies, sample.size, into, random);
        }
        return into;
      },
    };
  }
  const n = design.rows;
  const distinct =
    data.errors.kind === 'cluster' || data.weights !== null
      ? { ...data, distinctOf: Int32Array.from({ length: n }, (_, row) => row) }
      : distinctRows(design, data.outcome);
  return {
    data: { ...data, design: distinct.design, outcome: distinct.outcome },
    draw: () => {
      const into = new Float64Array(distinct.design.rows);
      for (const row of sample.kind === 'bootstrap' ? withReturn(n, random) : withoutReturn(n, sample.size, random)) {
        into[distinct.distinctOf[row]] += 1;
      }
      return into;
    },
  };
}

/** Fits as the family asks; `frequencies` says how often each row occurs. */
export function fitRegression(
  data: FitData,
  more: Pick<RegressionOptions, 'frequencies' | 'alsoGive'> = {},
): RegressionFit {
  const { errors, weights } = data;
  const frequencies = more.frequencies ?? data.frequencies;
  const scaled = weights === null ? {} : { weights: weightsOfMeanOne(weights, frequencies) };
  const options = { errors, ...scaled, ...more, ...(frequencies === undefined ? {} : { frequencies }) };
  switch (data.family) {
    case 'gaussian':
      return fitLinearModel(data.design, data.outcome, options);
    case 'binomial':
    case 'poisson':
      return fitGeneralizedLinearModel(data.design, data.outcome, data.family, options);
    case 'ordinal':
      return fitOrdinalModel(data.design, data.outcome, data.categories, options);
  }
}

function withReturn(n: number, random: RandomStream): Int32Array {
  return Int32Array.from({ length: n }, () => random.integer(n));
}

function withoutReturn(n: number, size: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: n }, (_, row) => row);
  for (let index = 0; index < size; index += 1) {
    const other = index + random.integer(n - index);
    const held = order[index];
    order[index] = order[other];
    order[other] = held;
  }
  return order.slice(0, size);
}

/** An ordinal regression is not defined where the sample lacks an answer. */
function allCategoriesOccur(data: FitData, frequencies: Float64Array): boolean {
  const seen = new Set<number>();
  data.outcome.forEach((category, row) => {
    if (frequencies[row] > 0) {
      seen.add(category);
    }
  });
  return data.categories === 0 || seen.size === data.categories;
}
