import { columnNamed } from '#engine/data';
import type { Variable } from '#engine/study';
import type { Range } from '#engine/text';
import type { CheckContext } from './rule.ts';
import { categoriesOf } from './variable-kinds.ts';

/**
 * Where a label with commas stands without quotes in `[…]`, so that YAML has cut it into several: the stretch of the text, and
 * how many labels it has become. Null where the text is not the labels of neighbours, or where these are labels of their own:
 * somebody in the data gave one of them alone, as where several answers may be given.
 */
export function cutLabel(
  { study: { text }, data }: Pick<CheckContext, 'study' | 'data'>,
  variable: Variable,
  label: string,
): { readonly range: Range; readonly count: number } | null {
  const parts = label.split(',').map((part) => part.trim());
  const categories = categoriesOf(variable);
  const column =
    data.kind === 'table' ? columnNamed(data.table, (variable.column ?? variable.id).value.trim()) : undefined;
  const isOwn = categories.some((category) => category.label.value === label);
  if (parts.length < 2 || isOwn || column?.values.some((value) => parts.includes(value)) === true) {
    return null;
  }
  for (let first = 0; first + parts.length <= categories.length; first += 1) {
    const pieces = categories.slice(first, first + parts.length);
    const isCut = pieces.every(
      ({ label: piece, values }, index) => piece.value === parts[index] && values.length === 0,
    );
    const range = { start: pieces[0]?.range.start ?? 0, end: pieces.at(-1)?.range.end ?? 0 };
    if (isCut && text.slice(range.start, range.end) === label) {
      return { range, count: parts.length };
    }
  }
  return null;
}

/** Whether the parser says so itself: what a comma cuts between digits, as in `$75,000`, needs no data to be seen. */
export function isCutNumber(label: string): boolean {
  return /\d,\d{3}(?!\d)/.test(label);
}
