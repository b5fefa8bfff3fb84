import { type Entry, type MapNode, nodesAround, parseStudy, plainForm, rootOf, type Study } from '#engine/study';
import type { Range, TextChange } from '#engine/text';
import { type Fix, type Fixer, fixOf } from './fix.ts';
import { lineBreakOf, withoutEntry } from './parts.ts';
import { firstMending } from './said-after.ts';

/** Takes one of the two entries out, or puts what stands below both under the first. */
export const duplicateKey: Fixer = ({ range, related }, { study }) => {
  const first = related[0]?.range;
  const both = first === undefined ? null : withBoth(study, first, range);
  if (both === null) {
    return [];
  }
  const { text } = study;
  const { map, earlier, later } = both;
  const isSame = JSON.stringify(plainForm(earlier.value)) === JSON.stringify(plainForm(later.value));
  const line = text.slice(0, earlier.key.range.start).split('\n').length;
  return isSame
    ? fixOf('Take this one out: it says the same', 'only', withoutEntry(text, map, later))
    : [
        ...firstMending(study, joined(text, map, earlier, later)),
        ...fixOf('Take this one out', 'possible', withoutEntry(text, map, later)),
        ...fixOf(`Take the one of line ${line} out, and keep this one`, 'possible', withoutEntry(text, map, earlier)),
      ];
};

/** The mapping with both entries: read with another key of the same length in place of the second, as YAML drops that one. */
function withBoth(
  study: Study,
  first: Range,
  second: Range,
): { readonly map: MapNode; readonly earlier: Entry; readonly later: Entry } | null {
  const at = second.end - (/["']/.test(study.text[second.end - 1] ?? '') ? 2 : 1);
  for (const sign of 'xyzabcdefghijklmnopqrstuvw0123456789') {
    const text = `${study.text.slice(0, at)}${sign}${study.text.slice(at + 1)}`;
    const map = nodesAround(rootOf(parseStudy(text).value), second.start).at(-2)?.node;
    const entries = map?.kind === 'map' ? map.entries : [];
    const earlier = entries.find(({ key }) => key.range.start === first.start);
    const later = entries.find(({ key }) => key.range.start === second.start);
    if (map?.kind === 'map' && earlier !== undefined && later !== undefined) {
      return { map, earlier, later };
    }
  }
  return null;
}

/** The lines below the second key moved below those of the first. */
function joined(text: string, map: MapNode, earlier: Entry, later: Entry): readonly Fix[] {
  const [to, from] = [earlier.value, later.value];
  const removed = withoutEntry(text, map, later);
  if (removed === null || map.isFlow || to === null || from === null) {
    return [];
  }
  const isBlock = to.kind !== 'scalar' && from.kind === to.kind && !to.isFlow && !from.isFlow;
  if (!isBlock || !isOwn(earlier) || !isOwn(later)) {
    return [];
  }
  const start = lineStart(text, from.range.start);
  const end = text.slice(0, from.range.end).trimEnd().length;
  const column = to.range.start - lineStart(text, to.range.start);
  const step = column - (from.range.start - start);
  const lines = text.slice(start, lineEnd(text, end)).split('\n');
  const moved = lines.map((line) => (step >= 0 ? `${' '.repeat(step)}${line}` : line.slice(-step)));
  const stop = lineEnd(text, text.slice(0, to.range.end).trimEnd().length);
  const lost = step < 0 && lines.some((line) => line.slice(0, -step).trim() !== '');
  const added: TextChange = { range: { start: stop, end: stop }, newText: `${lineBreakOf(text)}${moved.join('\n')}` };
  return lost || start <= later.key.range.start
    ? []
    : [
        {
          title: `Put what stands here under the first \`${earlier.key.text}\``,
          choice: 'likely',
          changes: [added, removed],
        },
      ];
}

/** Not brought in by an alias. */
function isOwn({ value, range }: Entry): boolean {
  return value !== null && value.range.start >= range.start && value.range.end <= range.end;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Without the sign of a line break of two. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end < 0 ? text.length : end;
  return text[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
}
