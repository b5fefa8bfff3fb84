import type { CodedTable } from './coded-table.ts';

/** The human respondents of a study after mapping, and how many rows went where. */
export interface People {
  readonly table: CodedTable;
  /**
   * Rows of the file, rows that `where` excluded (and how many of these because a value that it needs is missing, only
   * where the study has a `where`), others without a weight above 0 (only where the study has weights), people left; of
   * these, where there are any, those without an id and those whose id stands in a row before.
   */
  readonly flow: {
    readonly rows: number;
    readonly excluded: number;
    readonly excluded_unknown?: number;
    readonly without_weight?: number;
    readonly people: number;
    readonly without_id?: number;
    readonly repeated_id?: number;
  };
  /** For each data column that a regression's `cluster(…)` names: a number per person, equal within a cluster; −1 is missing. */
  readonly clusters?: ReadonlyMap<string, Int32Array>;
}

/** Who may be learned from and who is compared with; row numbers of `People.table`, ascending. */
export interface Split {
  readonly pilot: Int32Array;
  readonly heldOut: Int32Array;
}
