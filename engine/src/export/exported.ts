import type { CodedTable } from '#engine/data';
import type { CsvCell } from '#engine/text';

/** Respondents who are exported: the people of a study, or those who answered in a run. */
export interface ExportedRespondents {
  readonly table: CodedTable;
  /** For each row `pilot`, `held-out` or `simulated`. */
  readonly parts: readonly RespondentPart[];
  /** The model that answered and the name of its run; null for people. */
  readonly run: { readonly model: string; readonly name: string } | null;
  /** For each row the id of the human twin; null where nobody has one. */
  readonly twins: readonly string[] | null;
  /** For each row the id of the persona, the same for all its repeats; null for people. */
  readonly personas: readonly string[] | null;
  /** For each row the repeat, from 1; null for people. */
  readonly repeats: Int32Array | null;
  /** For each data column that `cluster(…)` names a number a row, equal within a cluster; −1 is missing. */
  readonly clusters: ReadonlyMap<string, Int32Array>;
}

export type RespondentPart = 'pilot' | 'held-out' | 'simulated';

/** A column of an exported table. */
export interface ExportColumn {
  readonly name: string;
  /** The study's variable that it tells of; null for what is said of respondents. */
  readonly variable: string | null;
  /** What the column holds, in a sentence. */
  readonly description: string;
  readonly cell: (respondents: ExportedRespondents, row: number) => CsvCell;
}

/** An exported table: its columns, and the rows of all respondents one after the other. */
export interface ExportTable {
  readonly columns: readonly Omit<ExportColumn, 'cell'>[];
  readonly rows: Iterable<readonly CsvCell[]>;
}
