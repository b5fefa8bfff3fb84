import type { TextChange } from '#engine/text';
import { columnOf, entryPutFirst } from '../map-changes.ts';
import type { Entry, ListNode, MapNode } from '../tree.ts';

/** The change that adds an entry such as `header_rows: 3` behind another one, or behind the last, as the mapping is written. */
export function entryAdded(text: string, map: MapNode, source: string, behind?: Entry): TextChange {
  const last = behind ?? map.entries.at(-1);
  if (last === undefined) {
    return entryPutFirst(text, map, source);
  }
  if (map.isFlow) {
    return at(last.range.end, `,${flowGap(text, last.range.start)}${source}`);
  }
  return onNextLine(text, last.range.end, columnOf(text, map.range.start), source);
}

/** The change that adds an item behind the last of a list, as the list is written. */
export function itemAdded(text: string, list: ListNode, source: string): TextChange {
  const last = list.items.at(-1);
  if (!list.isFlow) {
    return onNextLine(text, last?.range.end ?? list.range.end, columnOf(text, list.range.start), `- ${source}`);
  }
  return last === undefined
    ? at(list.range.start + 1, source)
    : at(last.range.end, `,${flowGap(text, last.range.start)}${source}`);
}

/**
 * The change that takes an entry out of its mapping; null where it is the only one, or where what it holds stands in the
 * middle of another line.
 */
export function entryRemoved(text: string, map: MapNode, entry: Entry): TextChange | null {
  return map.entries.length < 2 ? null : partRemoved(text, map, map.entries, entry);
}

/** The change that takes an item out of its list; null where it is the only one. */
export function itemRemoved(text: string, list: ListNode, index: number): TextChange | null {
  const item = list.items[index];
  return item === undefined || list.items.length < 2 ? null : partRemoved(text, list, list.items, item);
}

interface Part {
  readonly range: { readonly start: number; readonly end: number };
}

function partRemoved(
  text: string,
  { isFlow }: MapNode | ListNode,
  parts: readonly Part[],
  part: Part,
): TextChange | null {
  const index = parts.indexOf(part);
  const before = parts[index - 1];
  const after = parts[index + 1];
  if (isFlow) {
    return after === undefined
      ? { range: { start: before?.range.end ?? part.range.start, end: part.range.end }, newText: '' }
      : { range: { start: part.range.start, end: after.range.start }, newText: '' };
  }
  const line = text.lastIndexOf('\n', part.range.start - 1) + 1;
  if (!/^\s*(?:- *)?$/.test(text.slice(line, part.range.start))) {
    return null;
  }
  if (/^\s*- *$/.test(text.slice(line, part.range.start)) && after !== undefined && 'key' in part) {
    return { range: { start: part.range.start, end: after.range.start }, newText: '' };
  }
  const end = lineEnd(text, contentEnd(text, part.range.end));
  const ownBreak = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  const breakBefore = /\r?\n$/.exec(text.slice(Math.max(0, line - 2), line))?.[0].length ?? 0;
  return ownBreak > 0
    ? { range: { start: line, end: end + ownBreak }, newText: '' }
    : { range: { start: line - breakBefore, end }, newText: '' };
}

/** Behind the content that ends here, on a line of its own, below a comment at the end of that content's line. */
function onNextLine(text: string, end: number, column: number, source: string): TextChange {
  const stop = lineEnd(text, contentEnd(text, end));
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return at(stop, `${lineBreak}${' '.repeat(column)}${source}`);
}

/** What stands between the comma and the next part: the line break and indentation of the last one, else a blank. */
function flowGap(text: string, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(line, start);
  return line > 0 && /^\s+$/.test(before) ? `\n${before}` : ' ';
}

/** Without the blank lines that a block of text takes in at its end. */
function contentEnd(text: string, end: number): number {
  let stop = end;
  while (stop > 0 && /\s/.test(text[stop - 1] ?? '')) {
    stop -= 1;
  }
  return stop;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const stop = end < 0 ? text.length : end;
  return text[stop - 1] === '\r' && stop > from ? stop - 1 : stop;
}

function at(offset: number, newText: string): TextChange {
  return { range: { start: offset, end: offset }, newText };
}
