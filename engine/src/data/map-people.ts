import type { Diagnostic, Result } from '#engine/diagnostics';
import { namesInCondition } from '#engine/formula';
import { categoriesOf, type Human, observedVariables, type Study, type Variable } from '#engine/study';
import type { CodedTable, CodedVariable } from './coded-table.ts';
import { selectRows } from './coded-table.ts';
import { evaluateCondition } from './condition.ts';
import { type ComputedColumn, derivedAgain } from './derived.ts';
import { columnMapper, type MappedColumn } from './mapped-columns.ts';
import { isMissing, type ValueMeaning } from './match-values.ts';
import { columnOf, unknownColumn } from './named-columns.ts';
import type { People } from './people.ts';
import { idsOf } from './people-ids.ts';
import { weightsOf } from './people-weights.ts';
import { remembered } from './remembered.ts';
import { columnNamed, type DataColumn, type DataTable } from './table.ts';
import { valueDiagnostics } from './value-diagnostics.ts';

/**
 * The people of a data file as the study sees them: values mapped to levels, arms and answers, `where` applied, ids
 * checked, derived variables computed. What does not fit is missing, and said once per place with how many people it concerns. A variable whose
 * column is not in the file is left out of the table. People whom `where` leaves out (condition false, or unknown) are
 * counted in `flow.excluded` (unknown ones also in `flow.excluded_unknown`) and raise nothing, but where a level that `where` names is one that nobody in the file has; people without a weight above 0, where there are weights, are left out
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
  const before = lastComputed.get(table) ?? new Map();
  const derived = derivedAgain(study, { size: table.rows, ids: [], variables: observed, weights: null }, before);
  lastComputed.set(table, derived.computed);
  const { variables } = derived.table;
  const { rows: asked, unknown } = includedRows(study.human, table, variables);
  const screening = new Set(
    (study.human?.where?.condition ? namesInCondition(study.human.where.condition) : []).map(({ name }) => name),
  );
  const aboutWeights: Diagnostic[] = [];
  const weights = weightsOf(study.human, table, asked, aboutWeights);
  const weighed = weights === null ? asked : weighing(asked, [weights], () => asked.filter((row) => weights[row] > 0));
  const rows = rowsAsBefore(table, weighed);
  for (const { variable, column, meaning } of mapped) {
    // whom a misspelt level leaves out would be gone without a word
    const isMisspelt = unknown !== null && screening.has(variable.id.value) && lacksCategory(variable, meaning);
    const about = isMisspelt ? joined(rows, unknown) : rows;
    for (const found of valueDiagnostics(variable, column, meaning, about)) {
      diagnostics.push(found);
    }
  }
  const { ids, withoutId, repeatedId } = idsOf(study.human, table, rows, diagnostics);
  diagnostics.push(...aboutWeights);
  const everyone: CodedTable = { size: table.rows, ids, variables, weights };
  const included = rows.length === table.rows ? everyone : selectedAgain(everyone, rows);
  const value: People = {
    table: { ...included, ids: idsAsBefore(table, included.ids) },
    flow: {
      rows: table.rows,
      excluded: table.rows - asked.length,
      ...(unknown === null ? {} : { excluded_unknown: unknown.length }),
      ...(weights === null ? {} : { without_weight: asked.length - rows.length }),
      people: rows.length,
      ...(withoutId === 0 ? {} : { without_id: withoutId }),
      ...(repeatedId === 0 ? {} : { repeated_id: repeatedId }),
    },
    clusters: clustersOf(study, table, missing, rows, diagnostics),
  };
  return { value, diagnostics };
}

/** What was computed last from each data file. */
const lastComputed = new WeakMap<DataTable, ReadonlyMap<string, ComputedColumn>>();

const lastRows = new WeakMap<DataTable, Int32Array>();

/** The list of rows that this data file gave last, where it is the same: what was worked out for it can be found again. */
function rowsAsBefore(table: DataTable, rows: Int32Array): Int32Array {
  const last = lastRows.get(table);
  if (last?.length === rows.length && (last === rows || last.every((row, index) => row === rows[index]))) {
    return last;
  }
  lastRows.set(table, rows);
  return rows;
}

const lastIds = new WeakMap<DataTable, readonly string[]>();

/** The same for the list of ids. */
function idsAsBefore(table: DataTable, ids: readonly string[]): readonly string[] {
  const last = lastIds.get(table);
  if (last?.length === ids.length && (last === ids || last.every((id, row) => id === ids[row]))) {
    return last;
  }
  lastIds.set(table, ids);
  return ids;
}

const selectedColumn = remembered<CodedVariable, CodedVariable>();
const selectedIds = remembered<readonly string[], readonly string[]>();
const selectedWeights = remembered<Float64Array, Float64Array>();

/** `selectRows`, which gives the very same columns again for the same columns and rows. */
function selectedAgain({ ids, variables, weights }: CodedTable, rows: Int32Array): CodedTable {
  const nothing: CodedTable = { size: rows.length, ids: [], variables: new Map(), weights: null };
  const column = (variable: CodedVariable): CodedVariable =>
    selectedColumn(variable, [rows], () => {
      const { variables: selected } = selectRows({ ...nothing, variables: new Map([[variable.id, variable]]) }, rows);
      return selected.get(variable.id) ?? variable;
    });
  return {
    size: rows.length,
    ids: selectedIds(ids, [rows], () => Array.from(rows, (row) => ids[row])),
    variables: new Map([...variables].map(([id, variable]) => [id, column(variable)])),
    weights: weights && selectedWeights(weights, [rows], () => Float64Array.from(rows, (row) => weights[row])),
  };
}

interface MappedVariable extends MappedColumn {
  readonly variable: Variable;
  readonly column: DataColumn;
}

const allRows = remembered<DataTable, Int32Array>();
const includedAgain = remembered<DataTable, Included>();

interface Included {
  readonly rows: Int32Array;
  /** The rows of which it cannot be known; null without `where`. */
  readonly unknown: Int32Array | null;
}

/** The rows for which `where` holds. */
function includedRows(human: Human | null, data: DataTable, variables: ReadonlyMap<string, CodedVariable>): Included {
  const where = human?.where ?? null;
  const all = allRows(data, [], () => Int32Array.from({ length: data.rows }, (_, row) => row));
  const condition = where?.condition ?? null;
  if (where === null || condition === null) {
    return { rows: all, unknown: null };
  }
  const parts = namesInCondition(condition).map(({ name }) => variables.get(name));
  return includedAgain(data, [where.source.text, ...parts], () => {
    const truth = evaluateCondition(condition, { size: data.rows, ids: [], variables, weights: null });
    return { rows: all.filter((row) => truth[row] === 1), unknown: all.filter((row) => truth[row] < 0) };
  });
}

/** One list behind the other; there may be more rows than a call may have arguments. */
function joined(first: Int32Array, second: Int32Array): Int32Array {
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Whether no value of the file means one of the variable's categories. */
function lacksCategory(variable: Variable, meaning: readonly ValueMeaning[]): boolean {
  const found = new Set(meaning.map(({ code }) => code));
  return categoriesOf(variable).some((_, code) => !found.has(code));
}

/** People with a weight above 0. */
const weighing = remembered<Int32Array, Int32Array>();

const clustersAgain = remembered<DataColumn, Int32Array>();

/** The columns that `cluster(…)` names: a whole number per person, the same for the same value; −1 where it is missing. */
function clustersOf(
  study: Study,
  table: DataTable,
  missing: ReadonlySet<string>,
  rows: Int32Array,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Int32Array> {
  const clusters = new Map<string, Int32Array>();
  for (const { cluster } of study.regressions) {
    if (cluster === null) {
      continue;
    }
    const name = cluster.value;
    const column = columnNamed(table, name.trim());
    if (column === undefined) {
      diagnostics.push(unknownColumn(cluster, table));
    } else {
      const isStated = (code: number): boolean => !isMissing(column.values[code], missing);
      const made = clustersAgain(column, [rows, JSON.stringify([...missing])], () =>
        Int32Array.from(rows, (row) => (isStated(column.codes[row]) ? column.codes[row] : -1)),
      );
      clusters.set(name, made);
    }
  }
  return clusters;
}
