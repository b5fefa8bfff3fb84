import type { DataColumn, DataTable, People, Split } from '#engine/data';
import type { Study, Variable } from '#engine/study';
import type { GivenColumns } from './given-columns.ts';
import type { GivenProblem } from './given-problems.ts';
import type { Plan } from './plan.ts';

/** A file with answers from elsewhere, and the study that they are read for. */
export interface GivenFile {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  readonly table: DataTable;
  readonly columns: GivenColumns;
  /** Values that mean "no answer", besides empty ones. */
  readonly missing: ReadonlySet<string>;
  readonly tell: (problem: GivenProblem) => void;
}

/** Whom the rows of a file speak for. */
export interface GivenRespondents {
  readonly plan: Plan;
  /** For each row the id of its respondent in the plan. */
  readonly respondents: readonly string[];
  /** For each row the repeat, from 1. */
  readonly repeats: readonly number[];
}

export function valueAt(column: DataColumn, row: number): string {
  return column.values[column.codes[row] ?? 0] ?? '';
}

export function rowsOf(table: DataTable): readonly number[] {
  return Array.from({ length: table.rows }, (_, row) => row);
}

/** The names by which a variable's column is looked for. */
export function namesOfVariable(variable: Variable): string {
  const id = variable.id.value;
  const column = variable.column?.value.trim() ?? id;
  return column === id ? id : `${id}\` or \`${column}`;
}

/** The distinct values in these rows with how many of them have each, most frequent first. */
export function examplesOf(
  column: DataColumn,
  rows: readonly number[],
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = valueAt(column, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
