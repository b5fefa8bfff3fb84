import { type MappedText, plainText } from '#engine/text';
import { MappedBuilder } from './mapped-builder.ts';

/** A plain scalar as YAML reads it: its lines are folded together. `offset` is where `source` begins in the file. */
export function decodePlain(source: string, offset: number): MappedText {
  if (!source.includes('\n')) {
    return plainText(source, offset);
  }
  const builder = new MappedBuilder();
  unfold(source, offset, builder, (text, at) => builder.pushAsIs(text, at));
  return builder.finish({ start: offset, end: offset + source.length });
}

/** A single-quoted scalar, its quotes included in `source`; `''` stands for `'`. */
export function decodeSingleQuoted(source: string, offset: number): MappedText {
  const builder = new MappedBuilder();
  unfold(source.slice(1, -1), offset + 1, builder, (text, at) => {
    let position = 0;
    for (;;) {
      const quote = text.indexOf("''", position);
      if (quote < 0) {
        builder.pushAsIs(text.slice(position), at + position);
        return;
      }
      builder.pushAsIs(text.slice(position, quote), at + position);
      builder.push("'", at + quote, at + quote + 2);
      position = quote + 2;
    }
  });
  return builder.finish({ start: offset, end: offset + source.length });
}

/** Joins lines as YAML does: a line break is a blank, each empty line a line break, blanks around breaks vanish. */
function unfold(
  source: string,
  offset: number,
  builder: MappedBuilder,
  pushLine: (text: string, offset: number) => void,
): void {
  const lines = source.split(/\r?\n/);
  if (lines.length === 1) {
    pushLine(source, offset);
    return;
  }
  let breakStart = offset;
  let pending = '';
  let lineStart = offset;
  for (const [index, line] of lines.entries()) {
    const isFirst = index === 0;
    const isLast = index === lines.length - 1;
    const leading = isFirst ? 0 : blanksAtStart(line);
    const content = isLast ? line.slice(leading) : line.slice(leading).replace(/(?<![ \t])[ \t]+$/, '');
    if (content === '' && !isFirst && !isLast) {
      pending = pending === ' ' ? '\n' : `${pending}\n`;
    } else {
      if (!isFirst) {
        builder.push(pending, breakStart, lineStart + leading);
      }
      pushLine(content, lineStart + leading);
      breakStart = lineStart + leading + content.length;
      pending = ' ';
    }
    const next = lineStart + line.length;
    lineStart = source[next - offset] === '\r' ? next + 2 : next + 1;
  }
}

function blanksAtStart(line: string): number {
  let count = 0;
  while (line[count] === ' ' || line[count] === '\t') {
    count += 1;
  }
  return count;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

/** A double-quoted scalar, its quotes included in `source`, with its escapes and folded lines. */
export function decodeDoubleQuoted(source: string, offset: number): MappedText {
  const builder = new MappedBuilder();
  const end = source.length - 1;
  let position = 1;
  while (position < end) {
    const character = source[position] ?? '';
    if (character === '\r' && source[position + 1] === '\n') {
      position += 1;
    } else if (character === '\n') {
      position = foldBreak(source, position, offset, builder);
    } else if (character === '\\') {
      position = decodeEscape(source, position, offset, builder);
    } else if (character === ' ' || character === '\t') {
      const stop = position + blanksAtStart(source.slice(position, position + 1000));
      const atBreak = source[stop] === '\n' || (source[stop] === '\r' && source[stop + 1] === '\n');
      if (!atBreak) {
        builder.pushAsIs(source.slice(position, stop), offset + position);
      }
      position = stop;
    } else {
      builder.pushAsIs(character, offset + position);
      position += 1;
    }
  }
  return builder.finish({ start: offset, end: offset + source.length });
}

function foldBreak(source: string, start: number, offset: number, builder: MappedBuilder): number {
  let position = start;
  let folded = '';
  for (;;) {
    const next = source[position + 1];
    if (next === '\r' && source[position + 2] !== '\n') {
      break;
    }
    if (next !== ' ' && next !== '\t' && next !== '\n' && next !== '\r') {
      break;
    }
    folded += next === '\n' ? '\n' : '';
    position += 1;
  }
  builder.push(folded === '' ? ' ' : folded, offset + start, offset + position + 1);
  return position + 1;
}

function decodeEscape(source: string, start: number, offset: number, builder: MappedBuilder): number {
  const letter = source[start + 1] ?? '';
  const simple = escapes[letter];
  if (simple !== undefined) {
    builder.push(simple, offset + start, offset + start + 2);
    return start + 2;
  }
  if (letter === '\n' || (letter === '\r' && source[start + 2] === '\n')) {
    const lineStart = start + (letter === '\n' ? 2 : 3);
    return lineStart + blanksAtStart(source.slice(lineStart));
  }
  const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const code = source.slice(start + 2, start + 2 + digits);
  const point = code.length === digits && /^[0-9a-fA-F]+$/.test(code) ? Number.parseInt(code, 16) : -1;
  if (digits > 0 && point >= 0 && point <= 0x10ffff) {
    builder.push(String.fromCodePoint(point), offset + start, offset + start + 2 + digits);
    return start + 2 + digits;
  }
  const length = digits > 0 ? 2 + digits : 2;
  builder.pushAsIs(source.slice(start, start + length), offset + start);
  return start + length;
}
