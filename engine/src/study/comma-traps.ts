import { diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import type { Trap } from './trap.ts';
import type { Entry, ListItem, ListNode, MapNode } from './tree.ts';

/** The keys under which lists of labels or data values stand. */
const labelKeys: ReadonlySet<string> = new Set(['levels', 'arms', 'options', 'scale', 'also', 'missing', 'values']);

/** Labels such as `$75,000 - $99,999` in `[…]` or `{…}`, which YAML cuts at their commas. */
export function findCommaTraps(text: string, node: MapNode | ListNode, keys: readonly string[]): readonly Trap[] {
  if (!node.isFlow || !keys.some((key) => labelKeys.has(key))) {
    return none;
  }
  const parts = node.kind === 'list' ? node.items : node.entries;
  const pieces = parts.map(({ range }) => range).filter(({ start, end }) => end > start);
  const traps: Trap[] = [];
  let first = 0;
  while (first < pieces.length) {
    let last = first;
    while (last + 1 < pieces.length && cutsNumber(text, pieces[last], pieces[last + 1])) {
      last += 1;
    }
    const from = pieces[first];
    const to = pieces[last];
    if (from && to && last > first && isOneLabel(text, pieces, first, last)) {
      traps.push(trap(text, labelRange(parts, { start: from.start, end: to.end }), last - first + 1));
    }
    first = last + 1;
  }
  return traps;
}

const none: readonly Trap[] = [];

/** In a mapping the label ends before the `:` of the last piece, and begins behind that of the first. */
function labelRange(parts: readonly (ListItem | Entry)[], range: Range): Range {
  const first = parts.find((part) => part.range.start === range.start);
  const last = parts.find((part) => part.range.end === range.end);
  return {
    start: first && 'key' in first ? (first.value?.range.start ?? range.start) : range.start,
    end: last && 'key' in last ? last.key.range.end : range.end,
  };
}

/** Whether a comma between two pieces stands as in `75,000`. */
function cutsNumber(text: string, left: Range | undefined, right: Range | undefined): boolean {
  if (left === undefined || right === undefined || text.slice(left.end, right.start) !== ',') {
    return false;
  }
  return /\d$/.test(text.slice(left.start, left.end)) && /^\d{3}(?!\d)/.test(text.slice(right.start, right.end));
}

/** Not so for `[100,200,300]`: plain numbers without blanks behind any comma are a list. */
function isOneLabel(text: string, pieces: readonly Range[], first: number, last: number): boolean {
  const isNumber = ({ start, end }: Range): boolean => /^\d+$/.test(text.slice(start, end));
  return last - first + 1 < pieces.length || !pieces.slice(first, last + 1).every(isNumber);
}

function trap(text: string, range: Range, count: number): Trap {
  const label = text.slice(range.start, range.end);
  const replacement = JSON.stringify(label);
  const message = `YAML reads this as ${count} labels, cut at the commas. If it is one, put it in quotes: ${replacement}`;
  return { diagnostic: diagnostic('yaml-trap', range, message, { data: { replacement } }), covers: range };
}
