import type { Range } from './range.ts';

/**
 * A text that was decoded from a part of the file (a quoted, folded or literal YAML scalar), and where each of its
 * characters stands in the file. The runs follow each other and cover the text. Most texts stand in the file as they are: they
 * have no runs, and their `range` says where. An empty text has only its `range` too.
 */
export interface MappedText {
  readonly text: string;
  /** The whole scalar in the file, with its quotes or block header. */
  readonly range: Range;
  readonly runs: readonly MappedRun[];
}

/** Characters of a decoded text, from index `at` up to the next run, that come from one place. */
export interface MappedRun {
  readonly at: number;
  /** Where the place begins in the file. */
  readonly start: number;
  /** Where it ends, for all characters of the run; null where each stands in the file as itself. */
  readonly end: number | null;
}

/** The place in the file of `text.slice(start, end)`. An empty slice gives an empty range; out-of-range offsets are clamped. */
export function fileRange(mapped: MappedText, start: number, end: number): Range {
  const length = mapped.text.length;
  if (length === 0) {
    return mapped.range;
  }
  const from = Math.min(Math.max(start, 0), length);
  const to = Math.min(Math.max(end, from), length);
  const first = from < length ? startOf(mapped, from) : endOf(mapped, length - 1);
  return { start: first, end: to === from ? first : endOf(mapped, to - 1) };
}

/** How many characters of the decoded text begin before a place in the file. */
export function decodedOffset(mapped: MappedText, offset: number): number {
  return indexOf(mapped, (index) => startOf(mapped, index) >= offset);
}

/** The characters of the decoded text that come from exactly this place in the file; null where there are none. */
export function decodedRange(mapped: MappedText, { start, end }: Range): Range | null {
  const first = indexOf(mapped, (index) => startOf(mapped, index) >= start);
  const last = indexOf(mapped, (index) => endOf(mapped, index) >= end);
  const isExact =
    first <= last && last < mapped.text.length && startOf(mapped, first) === start && endOf(mapped, last) === end;
  return isExact ? { start: first, end: last + 1 } : null;
}

const asItIs: readonly MappedRun[] = [];

/** A text that stands in the file as it is, from `start` on. */
export function plainText(text: string, start: number): MappedText {
  return { text, range: { start, end: start + text.length }, runs: asItIs };
}

/** The same text with every place of a character, and its range, put elsewhere. */
export function withPlaces(mapped: MappedText, place: (offset: number) => number, range: Range): MappedText {
  const runs: MappedRun[] = [];
  for (let at = 0; at < mapped.text.length; at += 1) {
    const start = place(startOf(mapped, at));
    const end = place(endOf(mapped, at));
    const run = runs.at(-1);
    const goesOn =
      run !== undefined &&
      (run.end === null ? end === start + 1 && start === run.start + at - run.at : isSame(run, start, end));
    if (!goesOn) {
      runs.push({ at, start, end: end === start + 1 ? null : end });
    }
  }
  return mappedText(mapped.text, range, runs);
}

/** A decoded text of these runs. */
export function mappedText(text: string, range: Range, runs: readonly MappedRun[]): MappedText {
  const [first, ...others] = runs;
  const isAsItIs = first?.end === null && first.start === range.start && others.length === 0;
  return { text, range, runs: isAsItIs ? asItIs : runs };
}

function isSame(run: MappedRun, start: number, end: number): boolean {
  return run.start === start && run.end === end;
}

function startOf(mapped: MappedText, index: number): number {
  const run = runAt(mapped, index);
  if (run === undefined) {
    return mapped.range.start + index;
  }
  return run.end === null ? run.start + index - run.at : run.start;
}

function endOf(mapped: MappedText, index: number): number {
  const run = runAt(mapped, index);
  return run === undefined ? mapped.range.start + index + 1 : (run.end ?? run.start + index - run.at + 1);
}

function runAt({ runs }: MappedText, index: number): MappedRun | undefined {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= index) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return runs[low];
}

/** The first index of the text for which this holds, as it does for all behind it; the length where it holds for none. */
function indexOf({ text }: MappedText, holds: (index: number) => boolean): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
