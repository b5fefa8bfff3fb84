import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Located } from '#engine/study';
import { nearest, type Range } from '#engine/text';
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

/** The same of a name inside `cluster(…)`. */
export function unknownClusterColumn(name: string, range: Range, table: DataTable): Diagnostic {
  const near = nearestColumn(name, table);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return diagnostic('unknown-column', range, `The data have no column \`${name}\`.${hint}`, {
    data: { subject: name },
  });
}

function nearestColumn(name: string, table: DataTable): string | undefined {
  return nearest(
    name,
    table.columns.map((column) => column.name).filter((known) => known !== ''),
  );
}
