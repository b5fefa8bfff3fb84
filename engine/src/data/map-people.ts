import { type CountedValue, type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { type Human, type Located, observedVariables, type Study, type Variable } from '#engine/study';
import { nearest, type Range } from '#engine/text';
import type { CodedTable, CodedVariable } from './coded-table.ts';
import { selectRows } from './coded-table.ts';
import { evaluateCondition } from './condition.ts';
import { withDerived } from './derived.ts';
import { columnMapper, type MappedColumn } from './mapped-columns.ts';
import { isMissing, plainNumber } from './match-values.ts';
import type { People } from './people.ts';
import { columnNamed, type DataColumn, type DataTable } from './table.ts';
import { countOfPeople, exampleList, valueDiagnostics } from './value-diagnostics.ts';

/**
 * The people of a data file as the study sees them: values mapped to levels, arms and answers, `where` applied, ids
 * checked, derived variables computed. What does not fit is missing, and said once per place with how many people it concerns. A variable whose
 * column is not in the file is left out of the table. People whom `where` leaves out (condition false, or unknown) are
 * counted in `flow.excluded` (unknown ones also in `flow.excluded_unknown`) and raise nothing; people without a weight above 0, where there are weights, are left out
 * and counted in `flow.without_weight`. Without `human.id` people are named by row number, from 1.
 */
export function mapPeople(study: Study, table: DataTable): Result<People> {
  const missing = new Set(study.human?.missing.map((value) => value.value.trim()) ?? []);
  const diagnostics: Diagnostic[] = [];
  const mapped: MappedVariable[] = [];
  const mapper = columnMapper(table, missing);
  for (const variable of observedVariables(study)) {
    const column = columnOf(variable.column, variable.id, table, diagnostics);
    if (column !== undefined) {
      mapped.push({ variable, column, ...mapper.map(variable, column) });
    }
  }
  mapper.remember();
  const observed = new Map(mapped.map(({ coded }) => [coded.id, coded]));
  const { variables } = withDerived(study, { size: table.rows, ids: [], variables: observed, weights: null });
  const { rows: asked, unknown } = includedRows(study.human, table, variables);
  const weighing: Diagnostic[] = [];
  const weights = weightsOf(study.human, table, asked, weighing);
  const rows = weights === null ? asked : asked.filter((row) => weights[row] > 0);
  for (const { variable, column, meaning } of mapped) {
    diagnostics.push(...valueDiagnostics(variable, column, meaning, rows));
  }
  const { ids, withoutId, repeatedId } = idsOf(study.human, table, missing, rows, diagnostics);
  diagnostics.push(...weighing);
  const everyone: CodedTable = { size: table.rows, ids, variables, weights };
  const included = rows.length === table.rows ? everyone : selectedAgain(everyone, rowsAsBefore(table, rows));
  const value: People = {
    table: { ...included, ids: idsAsBefore(table, included.ids) },
    flow: {
      rows: table.rows,
      excluded: table.rows - asked.length,
      ...(unknown === null ? {} : { excluded_unknown: unknown }),
      ...(weights === null ? {} : { without_weight: asked.length - rows.length }),
      people: rows.length,
      ...(withoutId === 0 ? {} : { without_id: withoutId }),
      ...(repeatedId === 0 ? {} : { repeated_id: repeatedId }),
    },
    clusters: clustersOf(study, table, missing, rows, diagnostics),
  };
  return { value, diagnostics };
}

const lastRows = new WeakMap<DataTable, Int32Array>();

/** The list of rows that this data file gave last, where it is the same. */
function rowsAsBefore(table: DataTable, rows: Int32Array): Int32Array {
  const last = lastRows.get(table);
  if (last === rows) {
    return rows;
  }
  if (last !== undefined && last.length === rows.length && last.every((row, index) => row === rows[index])) {
    return last;
  }
  lastRows.set(table, rows);
  return rows;
}

const selections = new WeakMap<CodedVariable, { readonly rows: Int32Array; readonly selected: CodedVariable }>();

/** `selectRows`, which gives the very same columns again for the same columns and rows. */
function selectedAgain(table: CodedTable, rows: Int32Array): CodedTable {
  const known = new Map<string, CodedVariable>();
  const others = new Map<string, CodedVariable>();
  for (const [id, variable] of table.variables) {
    const last = selections.get(variable);
    if (last?.rows === rows) {
      known.set(id, last.selected);
    } else {
      others.set(id, variable);
    }
  }
  const selected = selectRows({ ...table, variables: others }, rows);
  for (const [id, variable] of others) {
    const now = selected.variables.get(id) ?? variable;
    selections.set(variable, { rows, selected: now });
    known.set(id, now);
  }
  const variables = new Map([...table.variables].map(([id, variable]) => [id, known.get(id) ?? variable]));
  return { ...selected, variables };
}

const lastIds = new WeakMap<DataTable, readonly string[]>();

/** The list of ids that this data file gave last, where it is the same: what was worked out for it can be found again. */
function idsAsBefore(table: DataTable, ids: readonly string[]): readonly string[] {
  const last = lastIds.get(table);
  if (last === ids) {
    return ids;
  }
  if (last !== undefined && last.length === ids.length && last.every((id, row) => id === ids[row])) {
    return last;
  }
  lastIds.set(table, ids);
  return ids;
}

interface MappedVariable extends MappedColumn {
  readonly variable: Variable;
  readonly column: DataColumn;
}

/** The column of a variable, or undefined with a diagnostic. Only a written column name can be replaced by a fix. */
function columnOf(
  column: Located<string> | null,
  id: Located<string>,
  table: DataTable,
  diagnostics: Diagnostic[],
): DataColumn | undefined {
  const name = (column ?? id).value.trim();
  const found = columnNamed(table, name);
  if (found === undefined) {
    const near = nearestColumn(name, table);
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    diagnostics.push(
      column === null
        ? diagnostic(
            'unknown-column',
            id.range,
            `The data have no column \`${name}\`.${hint} Say with \`column:\` where \`${name}\` stands in the data.`,
            { data: { subject: name } },
          )
        : unknownColumn(column, table),
    );
  }
  return found;
}

function unknownColumn(column: Located<string>, table: DataTable): Diagnostic {
  const near = nearestColumn(column.value, table);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return diagnostic('unknown-column', column.range, `The data have no column \`${column.value}\`.${hint}`, {
    data: near === undefined ? { subject: column.value } : { subject: column.value, replacement: near },
  });
}

function nearestColumn(name: string, table: DataTable): string | undefined {
  return nearest(
    name,
    table.columns.map((column) => column.name).filter((known) => known !== ''),
  );
}

/** All rows of each data file. */
const allRows = new WeakMap<DataTable, Int32Array>();

/** The rows for which `where` holds, and of how many it cannot be known; null without `where`. */
function includedRows(
  human: Human | null,
  data: DataTable,
  variables: ReadonlyMap<string, CodedVariable>,
): { readonly rows: Int32Array; readonly unknown: number | null } {
  const condition = human?.where?.condition ?? null;
  const all = allRows.get(data) ?? Int32Array.from({ length: data.rows }, (_, row) => row);
  allRows.set(data, all);
  const table: CodedTable = { size: data.rows, ids: [], variables, weights: null };
  if (condition === null) {
    return { rows: all, unknown: null };
  }
  const truth = evaluateCondition(condition, table);
  return { rows: all.filter((row) => truth[row] === 1), unknown: all.filter((row) => truth[row] < 0).length };
}

interface Ids {
  readonly ids: readonly string[];
  /** How many of the rows asked for have none, and how many have one that stands in a row before. */
  readonly withoutId: number;
  readonly repeatedId: number;
}

/** One id for every row of the file, unique whatever the file holds; repeated and empty ones are counted and reported. */
function idsOf(
  human: Human | null,
  table: DataTable,
  missing: ReadonlySet<string>,
  rows: Int32Array,
  diagnostics: Diagnostic[],
): Ids {
  const rowIds = (): Ids => ({
    ids: Array.from({ length: table.rows }, (_, row) => String(row + 1)),
    withoutId: 0,
    repeatedId: 0,
  });
  const named = human?.id ?? null;
  if (named === null) {
    return rowIds();
  }
  const column = columnNamed(table, named.value.trim());
  if (column === undefined) {
    diagnostics.push(unknownColumn(named, table));
    return rowIds();
  }
  const { ids, repeated, empty, again } = idsAgain(column, missing, rowsAsBefore(table, rows));
  if (repeated.length > 0) {
    diagnostics.push(
      diagnostic(
        'duplicate-ids',
        named.range,
        `${repeated.length === 1 ? '1 id stands' : `${repeated.length} ids stand`} in more than one row of column \`${column.name}\`: ${exampleList(repeated)}. One row is one person.`,
        { data: { subject: column.name, count: repeated.length, example: repeated[0].value } },
      ),
    );
  }
  if (empty > 0) {
    diagnostics.push(
      diagnostic(
        'duplicate-ids',
        named.range,
        `${countOfPeople(empty)} ${empty === 1 ? 'has' : 'have'} no id in column \`${column.name}\`. Give everyone an id of their own.`,
        { data: { subject: column.name, count: empty } },
      ),
    );
  }
  return { ids, withoutId: empty, repeatedId: again };
}

interface MadeIds {
  readonly ids: readonly string[];
  /** Ids of more than one person, most frequent first. */
  readonly repeated: readonly CountedValue[];
  /** How many people have none. */
  readonly empty: number;
  /** How many people have an id that somebody before them has. */
  readonly again: number;
}

const lastMade = new WeakMap<DataColumn, MadeIds & { readonly missing: string; readonly rows: Int32Array }>();

/** The ids that a column gives these rows; worked out once for the same column, rows and missing values. */
function idsAgain(column: DataColumn, missing: ReadonlySet<string>, rows: Int32Array): MadeIds {
  const named = JSON.stringify([...missing]);
  const last = lastMade.get(column);
  if (last?.rows === rows && last.missing === named) {
    return last;
  }
  const ids = Array.from(column.codes, (code) => column.values[code]);
  const seen = new Uint32Array(column.values.length);
  let empty = 0;
  let again = 0;
  for (const row of rows) {
    const code = column.codes[row];
    if (isMissing(ids[row], missing)) {
      empty += 1;
      ids[row] = `row ${row + 1}`;
    } else {
      seen[code] += 1;
      again += seen[code] === 1 ? 0 : 1;
      ids[row] = seen[code] === 1 ? ids[row] : `${ids[row]} (row ${row + 1})`;
    }
  }
  const made = { ids, repeated: exampleOf(column, (code) => seen[code] > 1, seen), empty, again };
  lastMade.set(column, { ...made, missing: named, rows });
  return made;
}

/**
 * One weight for each row of the file; null without `human.weights`. A weight that is not a number of 0 or more counts as
 * 0 and is reported, and so is a column in which none of `rows` has a weight above 0.
 */
function weightsOf(
  human: Human | null,
  table: DataTable,
  rows: Int32Array,
  diagnostics: Diagnostic[],
): Float64Array | null {
  const named = human?.weights ?? null;
  if (named === null) {
    return null;
  }
  const column = columnNamed(table, named.value.trim());
  if (column === undefined) {
    diagnostics.push(unknownColumn(named, table));
    return null;
  }
  const numbers = Float64Array.from(column.values, (value) => plainNumber(value));
  const isBad = (code: number): boolean => !Number.isFinite(numbers[code]) || numbers[code] < 0;
  const counts = new Uint32Array(column.values.length);
  for (const row of rows) {
    counts[column.codes[row]] += 1;
  }
  const bad = exampleOf(column, (code) => isBad(code) && counts[code] > 0, counts);
  const total = bad.reduce((sum, example) => sum + example.count, 0);
  if (total > 0) {
    const they = total === 1 ? 'This person is' : 'They are';
    diagnostics.push(
      diagnostic(
        'bad-weights',
        named.range,
        `${countOfPeople(total)} ${total === 1 ? 'has' : 'have'} no usable weight in column \`${column.name}\`: ${exampleList(bad)}. ${they} left out. A weight is a number, 0 or more.`,
        { data: { subject: column.name, count: total, example: bad[0].value } },
      ),
    );
  }
  if (rows.length > 0 && rows.every((row) => isBad(column.codes[row]) || numbers[column.codes[row]] === 0)) {
    diagnostics.push(
      diagnostic(
        'bad-weights',
        named.range,
        `Nobody has a weight above 0 in column \`${column.name}\`, so nobody is left.`,
        { data: { subject: column.name, count: rows.length } },
      ),
    );
  }
  return Float64Array.from(column.codes, (code) => (isBad(code) ? 0 : numbers[code]));
}

/** The columns that `cluster(…)` names: a whole number per person, the same for the same value; −1 where it is missing. */
function clustersOf(
  study: Study,
  table: DataTable,
  missing: ReadonlySet<string>,
  rows: Int32Array,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Int32Array> {
  const clusters = new Map<string, Int32Array>();
  for (const { errors } of study.regressions) {
    if (errors.value.kind !== 'cluster') {
      continue;
    }
    const name = errors.value.column;
    const column = columnNamed(table, name.trim());
    if (column === undefined) {
      diagnostics.push(unknownClusterColumn(name, errors.range, table));
    } else {
      clusters.set(
        name,
        Int32Array.from(rows, (row) => (isMissing(column.values[column.codes[row]], missing) ? -1 : column.codes[row])),
      );
    }
  }
  return clusters;
}

function unknownClusterColumn(name: string, range: Range, table: DataTable): Diagnostic {
  const near = nearestColumn(name, table);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return diagnostic('unknown-column', range, `The data have no column \`${name}\`.${hint}`, {
    data: { subject: name },
  });
}

/** The values of a column that are of a kind, most frequent first. */
function exampleOf(
  column: DataColumn,
  isOfKind: (code: number) => boolean,
  counts: Uint32Array,
): readonly CountedValue[] {
  const found: CountedValue[] = [];
  for (let code = 0; code < column.values.length; code += 1) {
    if (isOfKind(code)) {
      found.push({ value: column.values[code], count: counts[code] });
    }
  }
  return found.sort((a, b) => b.count - a.count);
}
