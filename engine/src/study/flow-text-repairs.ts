import { diagnostic } from '#engine/diagnostics';
import { decodePlain } from './flow-scalars.ts';
import type { Trap } from './trap.ts';
import type { Entry } from './tree.ts';

const textKeys: ReadonlySet<string> = new Set(['formula', 'when', 'then', 'where', 'ask', 'prompt', 'title', 'text']);

/** Entries of a `{…}` after repair, and the traps that were found. */
export interface RepairedEntries {
  readonly entries: readonly Entry[];
  readonly traps: readonly Trap[];
}

/**
 * In `{ ask: How much (1, 2), scale: … }` the comma ends the text, and `2)` is a key without a value. Such pieces are put
 * back to the text that they were cut from.
 */
export function joinCutTexts(text: string, entries: readonly Entry[]): RepairedEntries {
  const joined: Entry[] = [];
  const traps: Trap[] = [];
  for (const entry of entries) {
    const previous = joined[joined.length - 1];
    const isAlone = entry.value === null && entry.range.end === entry.key.range.end;
    const isPiece = isAlone && !/^\s*:/.test(text.slice(entry.key.range.end, entry.key.range.end + 20));
    if (previous === undefined || !isPiece || !isPlainText(previous)) {
      joined.push(entry);
      continue;
    }
    const start = previous.value?.range.start ?? previous.range.start;
    const range = { start, end: entry.key.range.end };
    const whole = text.slice(range.start, range.end);
    const mapped = decodePlain(whole, start);
    const value = { kind: 'scalar', style: 'plain', text: mapped.text, mapped, range } as const;
    joined[joined.length - 1] = { ...previous, value, range: { start: previous.range.start, end: range.end } };
    const replacement = `'${whole.replaceAll("'", "''")}'`;
    const message = `Inside \`{…}\` a comma ends a text. Put the whole text in quotes: ${replacement}`;
    const trap = {
      diagnostic: diagnostic('yaml-trap', range, message, { severity: 'error', data: { replacement } }),
      covers: range,
    };
    const earlier = traps[traps.length - 1];
    if (earlier?.covers.start === start) {
      traps.pop();
    }
    traps.push(trap);
  }
  return { entries: joined, traps };
}

function isPlainText(entry: Entry): boolean {
  return textKeys.has(entry.key.text) && entry.value?.kind === 'scalar' && entry.value.style === 'plain';
}
