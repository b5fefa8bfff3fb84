import { diagnostic } from '#engine/diagnostics';
import { behindApostrophes } from './flow-faults.ts';
import { decodePlain } from './flow-scalars.ts';
import type { Trap } from './trap.ts';
import type { Entry, ScalarNode, TreeNode } from './tree.ts';

/** A trap, and the text that was meant in place of what YAML made of it. */
export interface Repair {
  readonly trap: Trap;
  readonly meant: ScalarNode;
  /** Entries of the mapping around it that YAML took for a part of the value. */
  readonly entries: readonly Entry[];
}

/**
 * Whether a value is a trap; null if it is not. `inFlow` says that it stands inside `[…]` or `{…}`, `wantsText` whether a
 * text can stand there: only then is it advised to put `[…]` or `{…}` in quotes.
 */
export function repairValue(
  text: string,
  node: TreeNode,
  inFlow: boolean,
  keyStart: number | null,
  wantsText: () => boolean,
): Repair | null {
  return repairOpening(text, node, inFlow, wantsText) ?? repairColon(text, node, inFlow, keyStart);
}

/** A value that begins with a quote, `{{`, `[` or `{` and goes on behind what that opens. */
function repairOpening(text: string, node: TreeNode, inFlow: boolean, wantsText: () => boolean): Repair | null {
  const { start, end } = node.range;
  if (node.kind === 'scalar' && (node.style === 'plain' || node.style === 'literal' || node.style === 'folded')) {
    return null;
  }
  const isOpen = node.kind !== 'scalar' && !/[\]}]/.test(text[end - 1] ?? '');
  const beginsWithBraces = text.startsWith('{{', start);
  const rest = restOfValue(text, end, inFlow);
  if (!beginsWithBraces && rest.trim() === '') {
    return null;
  }
  if (node.kind !== 'scalar' && (!node.isFlow || (isOpen && !beginsWithBraces))) {
    return null;
  }
  const lacksComma = inFlow && !beginsWithBraces && /^\s*["']?[\p{L}_][^\s:]*\s*:(?:\s|$)/u.test(rest);
  if (lacksComma || (node.kind !== 'scalar' && !wantsText())) {
    return null;
  }
  const closed = node.kind === 'scalar' && node.style === 'single' ? behindApostrophes(text, start, end - 1) : -1;
  const behind = beginsWithBraces && inFlow ? Math.max(end, start + 2) : end + rest.trimEnd().length;
  const stop = Math.max(behind, closed);
  const range = { start, end: stop };
  const whole = text.slice(start, stop);
  const inner = innerText(whole);
  const replacement = inner === null ? quoted(whole) : JSON.stringify(inner);
  const advice = `Put the whole text in quotes: ${whole.includes('\n') ? "'…'" : replacement}`;
  const message = beginsWithBraces
    ? `YAML reads text that begins with \`{{\` as a mapping. ${advice}, or write it below \`|\`.`
    : node.kind === 'scalar'
      ? `Text that begins with a quote ends, for YAML, at the closing quote. ${advice}`
      : `YAML reads text that begins with \`${text[start] ?? ''}\` as a ${node.kind === 'list' ? 'list' : 'mapping'}. ${advice}`;
  const trap = {
    diagnostic: diagnostic('yaml-trap', range, message, { severity: 'error', data: { replacement } }),
    covers: { start, end: lineEnd(text, stop) },
  };
  const meant = inner === null ? asText(whole, start) : asText(inner, start + 1);
  return { trap, meant, entries: [] };
}

/** What follows a value on its line, up to a comment; inside `[…]` and `{…}` up to the next comma or bracket. */
function restOfValue(text: string, end: number, inFlow: boolean): string {
  const line = text.slice(end, lineEnd(text, end));
  const comment = /(?:^|\s)#/.exec(line);
  const rest = comment ? line.slice(0, comment.index) : line;
  if (/^\s*:/.test(rest)) {
    return '';
  }
  return inFlow ? (/^[^,\]}]*/.exec(rest)?.[0] ?? '') : rest;
}

/**
 * `'It's fine'` is meant as the text between the outer quotes, unless it is an expression that begins with a text of its own:
 * the quote that YAML ends at then stands between words, not in one. Null where it is not so.
 */
function innerText(whole: string): string | null {
  const isQuoted = whole.length > 2 && /^["']/.test(whole) && whole.endsWith(whole[0] ?? '');
  return isQuoted && (!/[=<>~]|\bin\b/.test(whole) || /^'[^']*\p{L}'\p{L}/u.test(whole)) ? whole.slice(1, -1) : null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * `ask: I think: yes`: what stands before the second `: ` is read as a key. Where that key is a line of its own, the
 * line is indented too far; where it runs over several lines, it is text.
 */
function repairColon(text: string, node: TreeNode, inFlow: boolean, keyStart: number | null): Repair | null {
  if (keyStart === null || node.kind !== 'map' || node.isFlow || node.entries.length === 0) {
    return null;
  }
  const { start } = node.range;
  const [first, ...others] = node.entries;
  const runsOver = first !== undefined && text.slice(start, first.key.range.end).includes('\n');
  const isWhole = first?.key.range.start === start && first.key.style === 'plain';
  if (first === undefined || !isWhole || (text.slice(keyStart, start).includes('\n') && !runsOver)) {
    return null;
  }
  const lastLine = text.lastIndexOf('\n', first.key.range.end - 1) + 1;
  const word = text.slice(lastLine, first.key.range.end).trim();
  if (runsOver && /^[a-z_]+$/.test(word)) {
    const keyRange = { start: first.key.range.end - word.length, end: first.key.range.end };
    const message = `\`${word}\` is indented more than the line before: to YAML it goes on with that text.`;
    const trap = {
      diagnostic: diagnostic('yaml-trap', keyRange, message, {
        severity: 'error',
        data: { tooDeep: true, indent: keyStart - lineStart(text, keyStart) },
      }),
      covers: { start, end: keyRange.end },
    };
    const key = asText(word, keyRange.start);
    const entry: Entry = { key, value: first.value, range: { start: keyRange.start, end: first.range.end } };
    return { trap, meant: asText(text.slice(start, lastLine).trimEnd(), start), entries: [entry, ...others] };
  }
  const rest = text.slice(start, lineEnd(text, start)).replace(/\s+#.*$/, '');
  const line = inFlow ? (/^[^,[\]{}]*/.exec(rest)?.[0] ?? rest) : rest;
  const end = Math.max(start + line.trimEnd().length, first.key.range.end, runsOver ? first.range.end : 0);
  const whole = text.slice(start, end);
  const replacement = quoted(whole);
  const lastWord = inFlow ? /\s([\p{L}_][\p{L}\p{N}_]*)$/u.exec(first.key.text)?.[1] : undefined;
  const advice = lastWord === undefined ? 'Put' : `If a comma is missing before \`${lastWord}\`, write it; if not, put`;
  const message = `YAML reads what stands before \`: \` as a key. ${advice} the text in quotes: ${whole.includes('\n') ? "'…'" : replacement}`;
  const trap = {
    diagnostic: diagnostic('yaml-trap', { start, end }, message, { severity: 'error', data: { replacement } }),
    covers: { start, end: Math.max(end, first.range.end) },
  };
  return { trap, meant: asText(whole, start), entries: others };
}

function asText(source: string, offset: number): ScalarNode {
  const mapped = decodePlain(source, offset);
  return { kind: 'scalar', style: 'plain', text: mapped.text, mapped, range: mapped.range };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const stop = end < 0 ? text.length : end;
  return text[stop - 1] === '\r' && stop > from ? stop - 1 : stop;
}

function lineStart(text: string, from: number): number {
  return text.lastIndexOf('\n', from - 1) + 1;
}
