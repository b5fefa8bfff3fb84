import {
  type CodedTable,
  type DistinctRespondents,
  distinctRespondents,
  type ModelFrame,
  modelFrame,
} from '#engine/data';
import { namesInFormula } from '#engine/formula';
import { type ErrorKind, type Matrix, selectColumns } from '#engine/statistics';
import type { Family, Regression } from '#engine/study';
import type { FitData } from './regression-job.ts';
import { count } from './words.ts';

/** A regression set up for one group of respondents, or why it cannot be. */
export type Setup =
  | {
      readonly kind: 'ready';
      readonly data: FitData;
      /** The respondents who are used. */
      readonly frame: Pick<ModelFrame, 'rows'>;
      /** For each of them the row of `data`; null where each has their own. */
      readonly rowOf: Int32Array | null;
      /** A name for each coefficient: columns, then thresholds. */
      readonly names: readonly CoefficientName[];
      readonly problems: readonly string[];
    }
  | { readonly kind: 'impossible'; readonly problem: string };

export interface CoefficientName {
  readonly name: string;
  readonly kind: 'intercept' | 'term' | 'threshold';
  /** R's label of the term; null for intercept and thresholds. */
  readonly term: string | null;
}

/** Below some 20 to 50, clustered errors understate: Cameron and Miller (2015), Journal of Human Resources 50(2), section VI. */
const enoughClusters = 30;

/** The clusters of the rows of a table, or null where the column is not known; −1 is missing. */
export type ClustersOf = (column: string) => Int32Array | null;

/**
 * Sets up design, outcome and errors. `scale` and `poly` measure by `people`, the held-out ones, so that coefficients of
 * people, pilot and models are in the same units, however many rows each has. `repeated` holds a persona for each row where a respondent was asked several times:
 * errors are then clustered on personas. With `rows: 'distinct'`, many respondents who are alike in all that the regression knows
 * of them are one row of the data, which says how often it occurs.
 */
export function setUpRegression(
  regression: Regression,
  table: CodedTable,
  people: CodedTable,
  clustersOf: ClustersOf,
  repeated: Int32Array | null,
  { rows = 'each' }: { readonly rows?: 'each' | 'distinct' } = {},
): Setup {
  const clustered = repeated !== null || regression.errors.value.kind === 'cluster';
  const distinct =
    rows === 'each' || clustered || table.size < MANY
      ? null
      : distinctRespondents(
          table,
          namesInFormula(regression.formula).map(({ name }) => name),
          Math.floor(table.size / ROWS_PER_KIND),
        );
  const found = modelFrame(regression.formula, distinct === null ? table : distinct.table, people);
  if (found.kind === 'problem') {
    return { kind: 'impossible', problem: found.problem.message };
  }
  const { frame } = found;
  const family = regression.family.value;
  const wrong = wrongOutcome(family, frame);
  if (wrong !== null) {
    return { kind: 'impossible', problem: wrong };
  }
  const errors = errorsFor(regression, frame, clustersOf, repeated);
  if (typeof errors === 'string') {
    return { kind: 'impossible', problem: errors };
  }
  const problems = frame.unusedLevels.map(
    ({ factor, label }) => `Nobody here has \`${factor}\` "${label}", so it has no coefficient.`,
  );
  if (errors.kind === 'cluster' && repeated === null) {
    const alone = Array.from(errors.clusters).filter((cluster) => cluster < 0).length;
    const clusters = new Set(Array.from(errors.clusters)).size;
    problems.push(
      ...(alone === 0 ? [] : [`${count(alone, 'respondent')} without a cluster: each counts as one of its own.`]),
      ...(clusters >= 2 && clusters < enoughClusters
        ? [
            `Only ${clusters} clusters: with fewer than ${enoughClusters}, clustered errors and p values come out too small.`,
          ]
        : []),
    );
  }
  if (repeated !== null) {
    problems.push('Respondents were asked several times: errors are clustered on respondents.');
  }
  const names = frame.columns.map(
    (column): CoefficientName => ({
      name: column.name,
      kind: column.term === 0 ? 'intercept' : 'term',
      term: column.term === 0 ? null : (regression.formula.terms[column.term - 1]?.label ?? null),
    }),
  );
  const design: Matrix = { rows: frame.rows.length, columns: frame.columns.length, data: frame.matrix };
  const data = { family, design, outcome: frame.response.values, categories: 0, weights: frame.weights, errors };
  const parts = family === 'ordinal' ? ordinalParts(frame, data, names) : { data, names };
  if (parts === null) {
    return { kind: 'impossible', problem: 'An ordinal regression wants at least three different answers.' };
  }
  const setup = { kind: 'ready', ...parts, frame: { rows: frame.rows }, rowOf: null, problems } as const;
  return distinct === null ? setup : withCopies(setup, distinct);
}

/** From so many respondents on, those who are alike are taken together, if there are that few kinds. */
const MANY = 20_000;
const ROWS_PER_KIND = 4;

/** A setup of kinds of respondents as one of respondents. */
function withCopies(setup: Extract<Setup, { kind: 'ready' }>, distinct: DistinctRespondents): Setup {
  const kindOf = distinct.rowOf;
  const kinds = setup.frame.rows;
  const rowOfKind = new Int32Array(distinct.table.size).fill(-1);
  kinds.forEach((kind, row) => {
    rowOfKind[kind] = row;
  });
  const frequencies = new Float64Array(kinds.length);
  const rows = new Int32Array(kindOf.length);
  const rowOf = new Int32Array(kindOf.length);
  let used = 0;
  for (let respondent = 0; respondent < kindOf.length; respondent += 1) {
    const row = rowOfKind[kindOf[respondent]];
    if (row >= 0) {
      rows[used] = respondent;
      rowOf[used] = row;
      frequencies[row] += 1;
      used += 1;
    }
  }
  return {
    ...setup,
    data: { ...setup.data, frequencies },
    frame: { rows: rows.slice(0, used) },
    rowOf: rowOf.slice(0, used),
  };
}

/** Proportional odds have thresholds in place of the intercept, one between each two answers that occur: at least two. */
function ordinalParts(
  frame: ModelFrame,
  { design, ...data }: FitData,
  names: readonly CoefficientName[],
): { readonly data: FitData; readonly names: readonly CoefficientName[] } | null {
  const codes = frame.response.codes ?? new Int32Array(0);
  const used = [...new Set(codes)].sort((left, right) => left - right);
  if (used.length < 3) {
    return null;
  }
  const kept = names.flatMap((name, column) => (name.kind === 'intercept' ? [] : [column]));
  const thresholds = used.slice(0, -1).map(
    (code, index): CoefficientName => ({
      name: `${frame.response.labels[code]}|${frame.response.labels[used[index + 1]]}`,
      kind: 'threshold',
      term: null,
    }),
  );
  return {
    data: {
      ...data,
      design: selectColumns(design, kept),
      outcome: Float64Array.from(codes, (code) => used.indexOf(code)),
      categories: used.length,
    },
    names: [...kept.map((column) => names[column]), ...thresholds],
  };
}

function wrongOutcome(family: Family, frame: ModelFrame): string | null {
  const { kind, values } = frame.response;
  if (values.every((value) => value === values[0])) {
    return kind === 'condition'
      ? `The left side is ${values[0] === 1 ? 'true' : 'false'} for everybody, so nothing can be estimated.`
      : 'The left side is the same for everybody, so nothing can be estimated.';
  }
  switch (family) {
    case 'gaussian':
      return null;
    case 'binomial':
      return values.every((value) => value >= 0 && value <= 1)
        ? null
        : 'A binomial regression wants a left side that is yes or no. Compare the item with an answer.';
    case 'poisson':
      return values.every((value) => value >= 0 && Number.isInteger(value))
        ? null
        : 'A Poisson regression wants whole numbers from 0 on.';
    case 'ordinal':
      return kind === 'ordinal' ? null : 'An ordinal regression wants an item with a scale on the left side.';
  }
}

function errorsFor(
  regression: Regression,
  frame: ModelFrame,
  clustersOf: ClustersOf,
  repeated: Int32Array | null,
): ErrorKind | string {
  if (repeated !== null) {
    return { kind: 'cluster', clusters: Int32Array.from(frame.rows, (row) => repeated[row]) };
  }
  const errors = regression.errors.value;
  if (errors.kind !== 'cluster') {
    return { kind: errors.kind };
  }
  const clusters = clustersOf(errors.column);
  if (clusters === null) {
    return `The column "${errors.column}" of cluster("${errors.column}") is not known for these respondents.`;
  }
  // Who has no value is a cluster of their own, below all that are numbered from 0.
  return {
    kind: 'cluster',
    clusters: Int32Array.from(frame.rows, (row) => (clusters[row] < 0 ? -1 - row : clusters[row])),
  };
}
