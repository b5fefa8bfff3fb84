import Papa from 'papaparse';
import type { DataError, DataNote } from '#engine';
import { ColumnBuilder } from './column-builder.ts';
import { delimiterOf, newlineOf } from './delimiter.ts';
import type { DataFileResult } from './read-data-file.ts';

interface ParserOptions {
  readonly headerRows: number;
  readonly delimiter: string | null;
  readonly withLines: boolean;
}

/** What papaparse's inner parser gives back for one piece of text. */
interface ParsedRows {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row: number; readonly index: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Takes the text of a file piece by piece and puts the values into columns. Rows that are not yet complete wait for the
 * next piece; while one row goes on and on (a quote that is never closed), only every doubling of the text is parsed anew.
 */
export class TableParser {
  readonly #options: ParserOptions;
  readonly #notes: DataNote[] = [];
  readonly #columns: ColumnBuilder[] = [];
  #waiting: string[] = [];
  #waitingLength = 0;
  #parseAt = 0;
  #parser: Papa.Parser | null = null;
  #newline: '\n' | '\r' = '\n';
  #names: readonly string[] | null = null;
  #headerRowsLeft: number;
  #rows = 0;
  /** The line at which the waiting text begins. */
  #line = 1;
  readonly #lines: number[] = [];
  #short = { count: 0, firstLine: 0 };
  #long = { count: 0, firstLine: 0 };

  constructor(options: ParserOptions) {
    this.#options = options;
    this.#headerRowsLeft = Math.max(0, options.headerRows - 1);
  }

  note(note: DataNote): void {
    this.#notes.push(note);
  }

  /** Takes the next piece. An error means that nothing more need be read. */
  add(text: string): DataError | null {
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    return this.#waitingLength >= this.#parseAt ? this.#parse(false) : null;
  }

  /** The table, after the last piece. */
  finish(): DataFileResult {
    const error = this.#parse(true);
    if (error !== null) {
      return { kind: 'error', error };
    }
    if (this.#names === null) {
      return { kind: 'error', error: { kind: 'empty' } };
    }
    if (this.#short.count > 0) {
      this.note({ kind: 'short-rows', ...this.#short });
    }
    if (this.#long.count > 0) {
      this.note({ kind: 'long-rows', ...this.#long });
    }
    const columns = this.#names.map((name, index) => (this.#columns[index] ?? new ColumnBuilder()).build(name));
    const lines = this.#options.withLines ? { lines: this.#lines } : {};
    return { kind: 'table', table: { rows: this.#rows, columns, notes: this.#notes, ...lines } };
  }

  #parse(isLast: boolean): DataError | null {
    const text = this.#waiting.join('');
    const parser = this.#parserFor(text, isLast);
    if (parser === null) {
      return null;
    }
    const parsed: ParsedRows = parser.parse(text, 0, !isLast);
    const consumed = isLast ? text.length : parsed.meta.cursor;
    const failed = parsed.errors.find((error) => error.row < parsed.data.length);
    if (failed !== undefined) {
      return { kind: 'unclosed-quote', line: this.#line + countOf(this.#newline, text, failed.index) };
    }
    const error = this.#takeRows(parsed.data);
    this.#line += countOf(this.#newline, text, consumed);
    const rest = text.slice(consumed);
    this.#waiting = [rest];
    this.#waitingLength = rest.length;
    this.#parseAt = consumed === 0 ? rest.length * 2 : 0;
    return error;
  }

  /** The parser, made when the first line has been seen; null until then, and for a file without any text. */
  #parserFor(text: string, isLast: boolean): Papa.Parser | null {
    if (this.#parser === null) {
      const start = text.search(/\S/);
      if (start === -1 || (!isLast && !/[\r\n]./s.test(text.slice(start)))) {
        return null;
      }
      const delimiter = this.#options.delimiter ?? delimiterOf(text.slice(start));
      if (this.#options.delimiter === null && delimiter !== ',') {
        this.note({ kind: 'delimiter', delimiter });
      }
      this.#newline = newlineOf(text);
      this.#parser = new Papa.Parser({ delimiter, newline: this.#newline });
    }
    return this.#parser;
  }

  #takeRows(rows: readonly (readonly string[])[]): DataError | null {
    let next = this.#line;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? [];
      const line = next;
      next += this.#options.withLines ? this.#linesOf(row) : 0;
      if (row.length <= 1 && (row[0] ?? '').trim() === '') {
        continue;
      }
      if (this.#names === null) {
        const error = this.#takeHeader(row);
        if (error !== null) {
          return error;
        }
      } else if (this.#headerRowsLeft > 0) {
        this.#headerRowsLeft -= 1;
      } else {
        this.#takeRow(row, rows, index);
        if (this.#options.withLines) {
          this.#lines.push(line);
        }
      }
    }
    return null;
  }

  #takeHeader(row: readonly string[]): DataError | null {
    const names = row.map((name) => name.trim());
    const repeated = names.find((name, index) => name !== '' && names.indexOf(name) < index);
    if (repeated !== undefined) {
      return { kind: 'duplicate-columns', name: repeated };
    }
    this.#names = names;
    for (const _ of names) {
      this.#columns.push(new ColumnBuilder());
    }
    return null;
  }

  #takeRow(row: readonly string[], rows: readonly (readonly string[])[], index: number): void {
    const width = this.#columns.length;
    if (
      this.#rows === 1 &&
      this.#options.headerRows === 1 &&
      row.some((value) => /^\s*\{\s*"ImportId"\s*:/.test(value))
    ) {
      this.note({ kind: 'three-header-rows-likely' });
    }
    if (row.length < width) {
      this.#short = { count: this.#short.count + 1, firstLine: this.#short.firstLine || this.#lineOf(rows, index) };
    } else if (row.length > width && row.slice(width).some((value) => value.trim() !== '')) {
      this.#long = { count: this.#long.count + 1, firstLine: this.#long.firstLine || this.#lineOf(rows, index) };
    }
    for (let column = 0; column < width; column += 1) {
      this.#columns[column]?.add(row[column] ?? '');
    }
    this.#rows += 1;
  }

  /** The line of a row among the rows that were parsed together. */
  #lineOf(rows: readonly (readonly string[])[], index: number): number {
    return rows.slice(0, index).reduce((line, row) => line + this.#linesOf(row), this.#line);
  }

  /** How many lines a row takes up. */
  #linesOf(row: readonly string[]): number {
    return row.reduce((lines, value) => lines + countOf(this.#newline, value, value.length), 1);
  }
}

function countOf(newline: string, text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(newline); at !== -1 && at < end; at = text.indexOf(newline, at + 1)) {
    count += 1;
  }
  return count;
}
