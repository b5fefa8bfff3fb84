import type { Range } from './range.ts';

/** A change of a text: `newText` takes the place of `range`. */
export interface TextChange {
  readonly range: Range;
  readonly newText: string;
}

/** The text after changes that do not overlap; those at one place are made in the order given. */
export function withChanges(text: string, changes: readonly TextChange[]): string {
  const inOrder = [...changes].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let result = '';
  let at = 0;
  for (const { range, newText } of inOrder) {
    result += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return result + text.slice(at);
}
