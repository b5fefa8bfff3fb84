/**
 * A data file as columns of text, never as row objects. Each column holds its distinct values once (trimmed) and, for
 * each row, the index of its value.
 */
export interface DataTable {
  readonly rows: number;
  /** In the order of the file. */
  readonly columns: readonly DataColumn[];
  readonly notes: readonly DataNote[];
  /** The line of the file at which each row begins, from 1; there only where the reader was asked for it. */
  readonly lines?: readonly number[];
}

export interface DataColumn {
  readonly name: string;
  /** Distinct values in order of first appearance, trimmed; the empty text is a value like any other here. */
  readonly values: readonly string[];
  /** For each row an index into `values`. */
  readonly codes: Uint32Array | Uint16Array | Uint8Array;
  /** For each entry of `values`, in how many rows it stands. */
  readonly counts: Uint32Array;
}

/** What the reader had to decide about the file. */
export type DataNote =
  | { readonly kind: 'encoding'; readonly encoding: string; readonly declared: boolean }
  | { readonly kind: 'delimiter'; readonly delimiter: string }
  | { readonly kind: 'three-header-rows-likely' }
  | { readonly kind: 'short-rows'; readonly count: number; readonly firstLine: number }
  | { readonly kind: 'long-rows'; readonly count: number; readonly firstLine: number };

export type DataError =
  | {
      readonly kind: 'not-found';
      readonly path: string;
      /** The name of a data file in the same folder that may be meant; left out where there is none. */
      readonly instead?: string;
    }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'duplicate-columns'; readonly name: string }
  | { readonly kind: 'unclosed-quote'; readonly line: number }
  | { readonly kind: 'encoding'; readonly line: number; readonly encoding: string }
  | { readonly kind: 'unknown-encoding'; readonly encoding: string };

/** The column with that name, or undefined. */
export function columnNamed<Column extends { readonly name: string }>(
  table: { readonly columns: readonly Column[] },
  name: string,
): Column | undefined {
  return table.columns.find((column) => column.name === name);
}
