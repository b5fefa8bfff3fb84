import { diagnostic } from '#engine/diagnostics';
import { decodePlain } from './flow-scalars.ts';
import type { Trap } from './trap.ts';
import type { Entry, ScalarNode } from './tree.ts';

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
  for (const entry of withWholeCalls(text, entries)) {
    const previous = joined[joined.length - 1];
    if (entry.key.range.start < (previous?.value?.range.end ?? 0)) {
      // a repaired value has taken it in
      continue;
    }
    if (previous === undefined || !isPiece(text, entry) || !isPlainText(previous)) {
      joined.push(entry);
      continue;
    }
    const whole = upTo(text, previous, entry.key.range.end);
    const { range } = whole.value;
    const { start } = range;
    joined[joined.length - 1] = whole;
    const replacement = `'${text.slice(range.start, range.end).replaceAll("'", "''")}'`;
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

/**
 * `{ index: mean(a, b) }`: where the pieces that follow close the parentheses of a call, what was meant is beyond doubt, and
 * they are put together without a word.
 */
function withWholeCalls(text: string, entries: readonly Entry[]): readonly Entry[] {
  const whole: Entry[] = [];
  let index = 0;
  while (index < entries.length) {
    const entry = entries[index] as Entry;
    const last = textKeys.has(entry.key.text) ? index : endOfCall(text, entries, index);
    const end = entries[last]?.key.range.end ?? entry.range.end;
    whole.push(last === index ? entry : upTo(text, entry, end));
    index = last + 1;
  }
  return whole;
}

/** The index of the piece with which the call that a plain value begins is closed; `first` where there is none. */
function endOfCall(text: string, entries: readonly Entry[], first: number): number {
  const value = entries[first]?.value;
  if (value?.kind !== 'scalar' || value.style !== 'plain' || !/[\p{L}\p{N}_]\(/u.test(value.text)) {
    return first;
  }
  let open = openParentheses(value.text);
  let last = first;
  while (open > 0) {
    const next = entries[last + 1];
    if (next === undefined || !isPiece(text, next)) {
      return first;
    }
    open += openParentheses(next.key.text);
    last += 1;
  }
  return last;
}

function openParentheses(text: string): number {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, '');
  return bare.split('(').length - bare.split(')').length;
}

/** Whether an entry is a text without a colon, as the rest of a value is that YAML cut at a comma. */
function isPiece(text: string, { key, value, range }: Entry): boolean {
  const isAlone = value === null && range.end === key.range.end;
  return isAlone && !/^\s*:/.test(text.slice(key.range.end, key.range.end + 20));
}

/** The entry with a value that reaches to `end`. */
function upTo(text: string, entry: Entry, end: number): Entry & { readonly value: ScalarNode } {
  const start = entry.value?.range.start ?? entry.range.start;
  const range = { start, end };
  const mapped = decodePlain(text.slice(start, end), start);
  const value = { kind: 'scalar', style: 'plain', text: mapped.text, mapped, range } as const;
  return { ...entry, value, range: { start: entry.range.start, end } };
}

function isPlainText(entry: Entry): boolean {
  return textKeys.has(entry.key.text) && entry.value?.kind === 'scalar' && entry.value.style === 'plain';
}
