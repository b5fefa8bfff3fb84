import type { Range } from '#engine/text';

/** What stands between the quotes of a scalar; the scalar itself where it has none. */
export function unquoted(text: string, { start, end }: Range): Range {
  const isQuoted = end - start >= 2 && /["']/.test(text[start] ?? '') && text[end - 1] === text[start];
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
