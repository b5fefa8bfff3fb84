import type { TextChange } from '#engine/text';
import type { MapNode } from './tree.ts';

/** The change that puts an entry such as `column: cond` first into a mapping, as the mapping is written. */
export function entryPutFirst(text: string, map: MapNode, source: string): TextChange {
  if (map.isFlow) {
    const at = map.range.start + 1;
    const isEmpty = /^\s*\}/.test(text.slice(at));
    return { range: { start: at, end: at }, newText: isEmpty ? ` ${source} ` : ` ${source},` };
  }
  const at = map.range.start;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return { range: { start: at, end: at }, newText: `${source}${lineBreak}${' '.repeat(columnOf(text, at))}` };
}

/** How many characters stand before a place on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
