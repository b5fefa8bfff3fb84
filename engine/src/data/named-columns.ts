import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Located } from '#engine/study';
import { nearest } from '#engine/text';
import { columnNamed, type DataColumn, type DataTable } from './table.ts';

/** The column of a variable, or undefined with a diagnostic. Only a written column name can be replaced by a fix. */
export function columnOf(
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

/** What to say of a column name that the data do not have. */
export function unknownColumn(column: Located<string>, table: DataTable): Diagnostic {
  const near = nearestColumn(column.value, table);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return diagnostic('unknown-column', column.range, `The data have no column \`${column.value}\`.${hint}`, {
    data: near === undefined ? { subject: column.value } : { subject: column.value, replacement: near },
  });
}

/** A column of a question with several parts (`Q7_1` for `Q7`), else the nearest. */
function nearestColumn(name: string, table: DataTable): string | undefined {
  const names = table.columns.map((column) => column.name).filter((known) => known !== '');
  const part = names.find((known) => known.startsWith(name) && /^[_.-]\d+$/.test(known.slice(name.length)));
  return part ?? nearest(name, names);
}
