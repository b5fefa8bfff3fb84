/** A place as people count: line and column from 1, the column in characters of UTF-16. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an offset stands in a text. An offset behind the end is the end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** The text of the line that holds an offset, and where it begins. */
export function lineAt(text: string, offset: number): { readonly text: string; readonly start: number } {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const end = text.indexOf('\n', start);
  return { text: text.slice(start, end === -1 ? text.length : end).replace(/\r$/, ''), start };
}
