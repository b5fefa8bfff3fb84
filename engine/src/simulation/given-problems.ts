import type { DataTable } from '#engine/data';

/** Something to say about a file with answers. */
export interface GivenProblem {
  /** An error: nothing of the file can be used. */
  readonly severity: 'error' | 'warning' | 'information';
  /** Stable. */
  readonly code: string;
  /** The line that it speaks of, or the first of several; 1 is the header. */
  readonly line: number;
  readonly message: string;
}

/** The line at which a row of the table begins. */
export function lineOf(table: DataTable, row: number): number {
  return table.lines?.[row] ?? row + 2;
}

/** A few of them: `p017 (line 5), p021 (line 9), …`. */
export function namedLines(table: DataTable, rows: readonly number[], nameOf: (row: number) => string): string {
  const shown = rows.slice(0, 3).map((row) => `${nameOf(row)} (line ${lineOf(table, row)})`);
  return shown.join(', ') + (rows.length > shown.length ? ', …' : '');
}

/** `1 row`, `12 rows`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
