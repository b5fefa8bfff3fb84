import type { DataColumn, DataTable } from '#engine';
import type { DataFileOptions, DataFileResult } from './read-data-file.ts';

/** What a worker thread is to read. */
export interface DataReadOrder {
  readonly path: string;
  readonly options: DataFileOptions;
}

/** A part of what was read: an error, or the table's head, then for each column its values, some at a time, and its codes. */
export type DataPiece =
  | Extract<DataFileResult, { readonly kind: 'error' }>
  | { readonly kind: 'head'; readonly head: Omit<DataTable, 'columns'> }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | ({ readonly kind: 'column' } & Pick<DataColumn, 'name' | 'codes' | 'counts'>)
  | { readonly kind: 'end' };

/** How many values one piece has at most: to take it in should not be noticed by somebody who types. */
const mostValues = 10_000;

/** Takes what was read apart; the pieces that `DataPieces` puts together. */
export function* piecesOf(result: DataFileResult): Generator<DataPiece, void> {
  if (result.kind === 'error') {
    yield result;
    return;
  }
  const { columns, ...head } = result.table;
  yield { kind: 'head', head };
  for (const { name, values, codes, counts } of columns) {
    for (let from = 0; from < values.length; from += mostValues) {
      yield { kind: 'values', values: values.slice(from, from + mostValues) };
    }
    yield { kind: 'column', name, codes, counts };
  }
}

/** Puts the pieces of a worker thread together. */
export class DataPieces {
  #head: Omit<DataTable, 'columns'> | null = null;
  #values: string[] = [];
  readonly #columns: DataColumn[] = [];
  #error: DataFileResult | null = null;

  /** Takes the next piece; the whole, once it is there. */
  add(piece: DataPiece): DataFileResult | null {
    switch (piece.kind) {
      case 'error':
        this.#error = piece;
        return null;
      case 'head':
        this.#head = piece.head;
        return null;
      case 'values':
        for (const value of piece.values) {
          this.#values.push(value);
        }
        return null;
      case 'column':
        this.#columns.push({ name: piece.name, values: this.#values, codes: piece.codes, counts: piece.counts });
        this.#values = [];
        return null;
      case 'end':
        return (
          this.#error ??
          (this.#head === null
            ? { kind: 'error', error: { kind: 'empty' } }
            : { kind: 'table', table: { ...this.#head, columns: this.#columns } })
        );
    }
  }
}
