import {
  type Entry,
  entryRemoved,
  itemRemoved,
  type ListNode,
  type MapNode,
  nodesAround,
  rootOf,
  type Study,
} from '#engine/study';
import type { Range, TextChange } from '#engine/text';

/** The entry whose key stands at a place, with its mapping; null where no key stands. */
export function entryAround(
  study: Study,
  { start }: Range,
): { readonly map: MapNode; readonly entry: Entry; readonly path: readonly string[] } | null {
  const around = nodesAround(rootOf(study), start);
  const own = around.at(-1);
  const map = around.at(-2)?.node;
  const path = around.slice(0, -1).flatMap(({ entry }) => (entry === null ? [] : [entry.key.text]));
  return own?.entry != null && own.node === own.entry.key && map?.kind === 'map'
    ? { map, entry: own.entry, path }
    : null;
}

/**
 * The lowest and the highest of numbers, however many there are: a column may have more different values than a call may
 * have arguments. Infinity and -Infinity where there are none.
 */
export function extentOf(numbers: readonly number[]): readonly [low: number, high: number] {
  return numbers.reduce<readonly [number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** How lines end in a text. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** What stands between an entry of a mapping and the next: a comma, or a line break and the indentation. */
export function separatorOf(text: string, { isFlow, range }: MapNode): string {
  const column = range.start - (text.lastIndexOf('\n', range.start - 1) + 1);
  return isFlow ? ', ' : `${lineBreakOf(text)}${' '.repeat(column)}`;
}

/** The change that takes an entry out of its mapping, or an item out of its list; null where `entryRemoved` and `itemRemoved` have none. */
export function withoutPart(text: string, container: MapNode | ListNode, index: number): TextChange | null {
  const entry = container.kind === 'map' ? container.entries[index] : undefined;
  if (container.kind === 'list') {
    return itemRemoved(text, container, index);
  }
  return entry === undefined ? null : entryRemoved(text, container, entry);
}

/** As `withoutPart`, for an entry of the mapping. */
export function withoutEntry(text: string, map: MapNode, entry: Entry): TextChange | null {
  return withoutPart(text, map, map.entries.indexOf(entry));
}

/**
 * The changes that put the entries of a mapping, or the items of a list, in another order: `order` says which part comes
 * at each place. On lines of their own they take the comments above them along. Null where one of them has no line of its own.
 */
export function reordered(
  text: string,
  container: MapNode | ListNode,
  order: readonly number[],
): readonly TextChange[] | null {
  const parts: readonly (Entry | ListNode['items'][number])[] =
    container.kind === 'map' ? container.entries : container.items;
  const ranges = container.isFlow ? parts.map(({ range }) => range) : lineRanges(text, parts);
  if (ranges === null || order.length !== ranges.length || !isApart(ranges)) {
    return null;
  }
  const sources = ranges.map(({ start, end }) => text.slice(start, end));
  return ranges.map((range, index) => ({ range, newText: sources[order[index] ?? -1] ?? '' }));
}

/** Whole lines, without the last line break; with the lines above that hold only comments or nothing, but for the first. */
function lineRanges(text: string, parts: readonly { readonly range: Range }[]): readonly Range[] | null {
  const found: Range[] = [];
  for (const { range } of parts) {
    const line = text.lastIndexOf('\n', range.start - 1) + 1;
    if (!/^\s*(?:- *)?$/.test(text.slice(line, range.start))) {
      return null;
    }
    const above = found.at(-1);
    const content = text.slice(0, range.end).trimEnd().length;
    const lineEnd = text.indexOf('\n', content);
    const end = lineEnd < 0 ? text.length : lineEnd;
    found.push({ start: above === undefined ? line : above.end + 1, end: text[end - 1] === '\r' ? end - 1 : end });
  }
  return found.map(({ start, end }) => ({ start: text[start] === '\n' && start > 0 ? start + 1 : start, end }));
}

/** Not so where an alias or `<<` brings parts in from elsewhere. */
function isApart(ranges: readonly Range[]): boolean {
  return ranges.every(({ start, end }, index) => start < end && start >= (ranges[index - 1]?.end ?? 0));
}
