import type { Range } from './range.ts';

/**
 * A text that was decoded from a part of the file (a quoted, folded or literal YAML scalar), and where each of its
 * characters stands in the file. `starts[i]` is the file offset at which character `i` of `text` begins, `ends[i]` the
 * offset behind it; both have `text.length` entries. An empty text has only its `range`.
 */
export interface MappedText {
  readonly text: string;
  /** The whole scalar in the file, with its quotes or block header. */
  readonly range: Range;
  readonly starts: readonly number[] | Uint32Array;
  readonly ends: readonly number[] | Uint32Array;
}

/** The place in the file of `text.slice(start, end)`. An empty slice gives an empty range; out-of-range offsets are clamped. */
export function fileRange(mapped: MappedText, start: number, end: number): Range {
  const length = mapped.text.length;
  if (length === 0) {
    return mapped.range;
  }
  const from = Math.min(Math.max(start, 0), length);
  const to = Math.min(Math.max(end, from), length);
  const first =
    from < length ? (mapped.starts[from] ?? mapped.range.start) : (mapped.ends[length - 1] ?? mapped.range.end);
  if (to === from) {
    return { start: first, end: first };
  }
  return { start: first, end: mapped.ends[to - 1] ?? mapped.range.end };
}

/** A text that stands in the file as it is, from `start` on. */
export function plainText(text: string, start: number): MappedText {
  const starts = Uint32Array.from({ length: text.length }, (_, index) => start + index);
  const ends = Uint32Array.from({ length: text.length }, (_, index) => start + index + 1);
  return { text, range: { start, end: start + text.length }, starts, ends };
}
