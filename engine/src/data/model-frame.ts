import type { Factor, Formula, LeftSide, Term } from '#engine/formula';
import type { CodedTable } from './coded-table.ts';
import { evaluateCondition } from './condition.ts';
import { type FactorValues, factorValues, ModelError, type ModelProblem } from './factor-values.ts';

/** A regression's data: R's `model.frame` and `model.matrix` with treatment contrasts. */
export interface ModelFrame {
  /** Rows of the table that are used, ascending; people with a missing variable are left out. */
  readonly rows: Int32Array;
  readonly leftOut: LeftOut;
  /** Intercept first; in R's order, with R's names made of study ids and labels. */
  readonly columns: readonly ModelColumn[];
  /** Column-major, `rows.length × columns.length`. */
  readonly matrix: Float64Array;
  readonly response: ModelResponse;
  /** Survey weights of the used rows, as they are in the table; null without. */
  readonly weights: Float64Array | null;
  /** Levels that nobody among the used rows has; as R's `lm` and `glm` they get no column. */
  readonly unusedLevels: readonly { readonly factor: string; readonly label: string }[];
}

export interface ModelColumn {
  /** Such as `(Intercept)`, `genderMale`, `show_datashown:concerned`. */
  readonly name: string;
  /** 0 for the intercept, else 1 + the index in `formula.terms`. */
  readonly term: number;
}

export interface ModelResponse {
  /** 0 or 1 for a condition; the number, or the score of an ordinal item, for an expression. One a used row. */
  readonly values: Float64Array;
  readonly kind: 'condition' | 'number' | 'ordinal';
  /** The position of each answer among `labels`, for an ordinal item; else null. */
  readonly codes: Int32Array | null;
  /** The answers of an ordinal item, lowest first; else empty. */
  readonly labels: readonly string[];
}

export interface LeftOut {
  readonly total: number;
  /** For the left side and each variable of the formula (R's label), how many rows lack it; those that lack nothing are not named. */
  readonly by: readonly { readonly name: string; readonly count: number }[];
}

export type ModelFrameResult =
  | { readonly kind: 'frame'; readonly frame: ModelFrame }
  | { readonly kind: 'problem'; readonly problem: ModelProblem };

/**
 * Sets up a regression. Ordinal variables enter as scores, nominal ones and `factor()` as dummies against the first
 * level. An interaction's factor gets contrasts where the term without it stands in an earlier term, else a dummy for
 * every level; without intercept the first factor gets all dummies (both as R's `terms` and `model.matrix`). `scale` and
 * `poly` look at all rows of the table, as in R, where they are computed before rows are left out; with a `reference` at
 * the rows of that table, as R's `predict` does, so that coefficients of two tables are in the same units. What cannot be
 * set up comes back as a problem.
 */
export function modelFrame(formula: Formula, table: CodedTable, reference: CodedTable = table): ModelFrameResult {
  return orProblem(() => ({ kind: 'frame', frame: frameOf(formula, table, reference) }));
}

function orProblem<T>(work: () => T): T | { readonly kind: 'problem'; readonly problem: ModelProblem } {
  try {
    return work();
  } catch (error) {
    if (error instanceof ModelError) {
      return { kind: 'problem', problem: error.problem };
    }
    throw error;
  }
}

export type ModelColumnsResult =
  | { readonly kind: 'columns'; readonly columns: readonly ModelColumn[]; readonly response: ModelResponse }
  | { readonly kind: 'problem'; readonly problem: ModelProblem };

/** The columns that `modelFrame` would give, and the response of all rows, without filling a matrix: for looking at every edit. */
export function modelColumns(formula: Formula, table: CodedTable): ModelColumnsResult {
  return orProblem(() => {
    const { response, used } = partsOf(formula, table, table);
    const empty = new Map([...used].map(([label, variable]) => [label, withoutRows(variable)]));
    const columns = columnsOf(formula, empty, 0).map(({ name, term }) => ({ name, term }));
    return { kind: 'columns', columns, response };
  });
}

interface Variable {
  readonly label: string;
  readonly values: FactorValues;
}

interface ModelParts {
  /** Of all rows. */
  readonly response: ModelResponse;
  readonly rows: Int32Array;
  readonly leftOut: LeftOut;
  /** By R's label, on the used rows. */
  readonly used: ReadonlyMap<string, UsedVariable>;
}

function partsOf(formula: Formula, table: CodedTable, reference: CodedTable): ModelParts {
  if (formula.left === null) {
    throw new ModelError('no-response', '', 'The formula has nothing left of `~`.');
  }
  const response = responseOf(formula.left, table, reference);
  const factors = new Map(formula.terms.flatMap((term) => term.factors).map((factor) => [factor.label, factor]));
  const variables = [...factors.values()].map(
    (factor): Variable => ({ label: factor.label, values: factorValues(factor.expression, table, reference) }),
  );
  const { rows, leftOut } = completeRows(response.values, variables, table.size);
  if (rows.length === 0) {
    throw new ModelError('no-rows', '', 'Nobody has a value for all variables of the formula.');
  }
  const used = new Map(variables.map((variable) => [variable.label, usedLevels(variable, rows)]));
  for (const { label, values } of used.values()) {
    refuseInfinite(label, values);
  }
  return { response, rows, leftOut, used };
}

function frameOf(formula: Formula, table: CodedTable, reference: CodedTable): ModelFrame {
  const { response, rows, leftOut, used } = partsOf(formula, table, reference);
  const columns = columnsOf(formula, used, rows.length);
  const matrix = new Float64Array(rows.length * columns.length);
  columns.forEach(({ values }, index) => {
    matrix.set(values, index * rows.length);
  });
  return {
    rows,
    leftOut,
    columns: columns.map(({ name, term }) => ({ name, term })),
    matrix,
    response: {
      ...response,
      values: Float64Array.from(rows, (row) => response.values[row]),
      codes: response.codes === null ? null : Int32Array.from(rows, (row) => (response.codes as Int32Array)[row]),
    },
    weights: table.weights === null ? null : Float64Array.from(rows, (row) => (table.weights as Float64Array)[row]),
    unusedLevels: [...used.values()].flatMap(({ label, unused }) =>
      unused.map((level) => ({ factor: label, label: level })),
    ),
  };
}

function responseOf(left: LeftSide, table: CodedTable, reference: CodedTable): ModelResponse {
  if (left.kind === 'condition') {
    const truth = evaluateCondition(left.condition, table);
    return {
      kind: 'condition',
      values: Float64Array.from(truth, (value) => (value < 0 ? Number.NaN : value)),
      codes: null,
      labels: [],
    };
  }
  const { expression } = left;
  const variable = expression.kind === 'name' ? table.variables.get(expression.name) : undefined;
  const values = factorValues(expression, table, reference);
  if (values.kind === 'categorical' || values.columns.length !== 1) {
    const name = expression.kind === 'name' ? expression.name : 'the left side';
    throw new ModelError(
      'nominal-response',
      name,
      `\`${name}\` has no order. Compare it with an answer, such as \`${name} == "…"\`.`,
    );
  }
  const numbers = values.columns[0].values;
  return variable?.measure === 'ordinal'
    ? { kind: 'ordinal', values: numbers, codes: Int32Array.from(variable.codes), labels: variable.labels }
    : { kind: 'number', values: numbers, codes: null, labels: [] };
}

function completeRows(
  response: Float64Array,
  variables: readonly Variable[],
  size: number,
): { readonly rows: Int32Array; readonly leftOut: LeftOut } {
  const incomplete = new Uint8Array(size);
  const by: { name: string; count: number }[] = [];
  const look = (name: string, isMissing: (row: number) => boolean): void => {
    let count = 0;
    for (let row = 0; row < size; row += 1) {
      if (isMissing(row)) {
        incomplete[row] = 1;
        count += 1;
      }
    }
    if (count > 0) {
      by.push({ name, count });
    }
  };
  look('the left side', (row) => Number.isNaN(response[row]));
  for (const { label, values } of variables) {
    look(label, (row) =>
      values.kind === 'categorical'
        ? values.codes[row] < 0
        : values.columns.some((column) => Number.isNaN(column.values[row])),
    );
  }
  const rows = Int32Array.from({ length: size }, (_, row) => row).filter((row) => incomplete[row] === 0);
  return { rows, leftOut: { total: size - rows.length, by } };
}

interface UsedVariable extends Variable {
  readonly unused: readonly string[];
}

/** A variable on the used rows only, without the levels that nobody there has. */
function usedLevels({ label, values }: Variable, rows: Int32Array): UsedVariable {
  if (values.kind === 'numeric') {
    const columns = values.columns.map((column) => ({
      suffix: column.suffix,
      values: Float64Array.from(rows, (row) => column.values[row]),
    }));
    return { label, values: { kind: 'numeric', columns }, unused: [] };
  }
  const codes = Int32Array.from(rows, (row) => values.codes[row]);
  const present = new Set(codes);
  const kept = values.labels.map((_, code) => code).filter((code) => present.has(code));
  if (kept.length < 2) {
    const only = kept.length === 1 ? `: "${values.labels[kept[0]]}"` : '';
    throw new ModelError(
      'one-level',
      label,
      `All people in this regression have the same level of \`${label}\`${only}.`,
    );
  }
  return {
    label,
    values: {
      kind: 'categorical',
      labels: kept.map((code) => values.labels[code]),
      codes: codes.map((code) => kept.indexOf(code)),
    },
    unused: values.labels.filter((_, code) => !present.has(code)),
  };
}

function withoutRows({ label, values, unused }: UsedVariable): UsedVariable {
  const none = new Float64Array(0);
  return values.kind === 'numeric'
    ? {
        label,
        values: { kind: 'numeric', columns: values.columns.map(({ suffix }) => ({ suffix, values: none })) },
        unused,
      }
    : { label, values: { ...values, codes: new Int32Array(0) }, unused };
}

function refuseInfinite(label: string, values: FactorValues): void {
  if (
    values.kind === 'numeric' &&
    values.columns.some((column) => column.values.some((value) => !Number.isFinite(value)))
  ) {
    throw new ModelError('infinite', label, `\`${label}\` is infinite for some people.`);
  }
}

interface FilledColumn extends ModelColumn {
  readonly values: Float64Array;
}

function columnsOf(formula: Formula, used: ReadonlyMap<string, UsedVariable>, size: number): readonly FilledColumn[] {
  const columns: FilledColumn[] = [];
  if (formula.hasIntercept) {
    columns.push({ name: '(Intercept)', term: 0, values: new Float64Array(size).fill(1) });
  }
  const isCategorical = (factor: Factor): boolean => used.get(factor.label)?.values.kind === 'categorical';
  let first = formula.hasIntercept ? undefined : formula.terms.flatMap((term) => term.factors).find(isCategorical);
  formula.terms.forEach((term, index) => {
    let filled: readonly FilledColumn[] = [{ name: '', term: index + 1, values: new Float64Array(size).fill(1) }];
    for (const factor of term.factors) {
      const variable = used.get(factor.label);
      if (variable !== undefined) {
        const full = factor === first || needsAllDummies(factor, term, formula.terms.slice(0, index));
        first = factor === first ? undefined : first;
        filled = crossed(filled, ownColumns(variable, full));
      }
    }
    columns.push(...filled);
  });
  return columns;
}

/** R's coding rule: contrasts where the term without this factor is empty or lies within an earlier term. */
function needsAllDummies(factor: Factor, term: Term, earlier: readonly Term[]): boolean {
  const others = term.factors.filter(({ label }) => label !== factor.label).map(({ label }) => label);
  if (others.length === 0) {
    return false;
  }
  return !earlier.some((candidate) => {
    const labels = new Set(candidate.factors.map(({ label }) => label));
    return others.every((label) => labels.has(label));
  });
}

interface NamedValues {
  readonly name: string;
  readonly values: Float64Array;
}

function ownColumns({ label, values }: UsedVariable, full: boolean): readonly NamedValues[] {
  if (values.kind === 'numeric') {
    return values.columns.map((column) => ({ name: `${label}${column.suffix}`, values: column.values }));
  }
  return values.labels.flatMap((level, code) =>
    code === 0 && !full
      ? []
      : [{ name: `${label}${level}`, values: Float64Array.from(values.codes, (own) => Number(own === code)) }],
  );
}

/** All products of two sets of columns, the first running fastest. */
function crossed(left: readonly FilledColumn[], right: readonly NamedValues[]): readonly FilledColumn[] {
  return right.flatMap((b) =>
    left.map((a) => ({
      name: a.name === '' ? b.name : `${a.name}:${b.name}`,
      term: a.term,
      values: a.values.map((value, row) => value * b.values[row]),
    })),
  );
}
