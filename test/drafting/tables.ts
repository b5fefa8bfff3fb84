import type { DataColumn, DataTable } from '#engine/data';
import { type Draft, type DraftSource, draftStudy } from '#engine/drafting';

/** A data table from its columns, each as its values from row to row; trimmed, as the reader of files does. */
export function tableOf(columns: readonly (readonly [name: string, values: readonly string[]])[]): DataTable {
  return { rows: columns[0]?.[1].length ?? 0, columns: columns.map(columnOf), notes: [] };
}

function columnOf([name, cells]: readonly [string, readonly string[]]): DataColumn {
  const values: string[] = [];
  const counts: number[] = [];
  const codes = cells.map((cell) => {
    const value = cell.trim();
    const known = values.indexOf(value);
    const code = known < 0 ? values.push(value) - 1 : known;
    counts[code] = (counts[code] ?? 0) + 1;
    return code;
  });
  return { name: name.trim(), values, codes: Uint32Array.from(codes), counts: Uint32Array.from(counts) };
}

/** `values` again and again, up to `rows`. */
export function repeated(rows: number, values: readonly string[]): readonly string[] {
  return Array.from(
    { length: rows },
    (_, row) => values[(row * 7 + Math.floor(row / values.length)) % values.length] ?? '',
  );
}

export function draftOf(table: DataTable, source: Partial<DraftSource> = {}): Draft {
  return draftStudy(table, {
    data: 'people.csv',
    study: 'people',
    headerRows: 1,
    encoding: null,
    questions: [],
    ...source,
  });
}
