/** A row of the view, as far as it is told from others. */
type Row =
  | { readonly kind: 'study'; readonly runs: { readonly uri: string } }
  | { readonly kind: 'run'; readonly study: Uri; readonly run: { readonly folder: string } }
  | {
      readonly kind: 'verdict';
      readonly study: Uri;
      readonly run: { readonly folder: string };
      readonly line: { readonly name: string };
    };

interface Uri {
  toString(): string;
}

/**
 * Tells a row of the view from all others. A run alone does not: studies beside each other that have the same id list the
 * same runs, and VS Code shows nothing below a row whose id another one has.
 */
export function nodeId(row: Row): string {
  switch (row.kind) {
    case 'study':
      return row.runs.uri;
    case 'run':
      return `${row.study} ${row.run.folder}`;
    case 'verdict':
      return `${row.study} ${row.run.folder} ${row.line.name}`;
  }
}
