import type { MappedText } from '#engine/text';
import { MappedBuilder } from './mapped-builder.ts';

/** The parts of a literal (`|`) or folded (`>`) scalar, as the YAML parser cuts them. */
export interface BlockScalarSource {
  /** Such as `|`, `>-` or `|2+`. */
  readonly header: string;
  /** Where the header begins in the file. */
  readonly offset: number;
  /** Where the first content line begins in the file. */
  readonly contentOffset: number;
  readonly content: string;
  /** The indentation of the collection around it, to which an indentation indicator adds. */
  readonly indent: number;
}

interface Line {
  readonly indent: number;
  readonly content: string;
  /** Where the line begins in the file, before its indentation. */
  readonly offset: number;
  /** The length of its line break: 2 for CRLF, 0 at the end of the file. */
  readonly breakLength: number;
}

/** A literal or folded scalar as YAML reads it: without indentation, with folding and chomping done. */
export function decodeBlock(source: BlockScalarSource): MappedText {
  const lines = splitLines(source);
  const chomp = source.header.includes('+') ? 'keep' : source.header.includes('-') ? 'strip' : 'clip';
  const builder = new MappedBuilder();
  const end = endOfContent(source, lines);
  const range = { start: source.offset, end };
  let chompStart = lines.length;
  while (chompStart > 0 && lines[chompStart - 1]?.content === '') {
    chompStart -= 1;
  }
  if (chompStart === 0) {
    if (chomp === 'keep' && lines.length > 0) {
      const breaks = '\n'.repeat(Math.max(1, lines.length - 1));
      builder.push(breaks, source.contentOffset, source.contentOffset + source.content.length);
    }
    return builder.finish(range);
  }
  const explicit = Number(/[1-9]/.exec(source.header)?.[0] ?? '0');
  const firstContent = lines.findIndex((line) => line.content !== '');
  const trim = indentation(lines, firstContent, source.indent + explicit, explicit > 0);
  for (let index = lines.length - 1; index >= chompStart; index -= 1) {
    if ((lines[index]?.indent ?? 0) > trim) {
      chompStart = index + 1;
    }
  }
  const body = lines.slice(0, chompStart);
  pushBody(builder, body, firstContent, trim, source.header.startsWith('>'));
  pushEnding(builder, lines, chompStart, trim, chomp);
  return builder.finish(range);
}

function splitLines(source: BlockScalarSource): readonly Line[] {
  if (source.content === '') {
    return [];
  }
  let offset = source.contentOffset;
  const raws = source.content.split('\n');
  return raws.map((raw, index) => {
    const isCrlf = raw.endsWith('\r');
    const text = isCrlf ? raw.slice(0, -1) : raw;
    const indent = text.length - text.replace(/^ +/, '').length;
    const breakLength = index === raws.length - 1 ? 0 : isCrlf ? 2 : 1;
    const line: Line = { indent, content: text.slice(indent), offset, breakLength };
    offset += raw.length + 1;
    return line;
  });
}

function endOfContent(source: BlockScalarSource, lines: readonly Line[]): number {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line && line.content !== '') {
      return line.offset + line.indent + line.content.length;
    }
  }
  return source.offset + source.header.length;
}

function indentation(lines: readonly Line[], firstContent: number, least: number, isExplicit: boolean): number {
  if (isExplicit) {
    return least;
  }
  return lines[firstContent]?.indent ?? least;
}

function pushBody(
  builder: MappedBuilder,
  lines: readonly Line[],
  first: number,
  trim: number,
  isFolded: boolean,
): void {
  for (const line of lines.slice(0, first)) {
    builder.pushAsIs(' '.repeat(Math.max(0, line.indent - trim)), line.offset + trim);
    builder.push('\n', endOf(line), breakEnd(line));
  }
  let separator = '';
  let wasMoreIndented = false;
  let previous: Line | undefined;
  const push = (line: Line): void => {
    const isLess = line.content !== '' && line.indent < trim;
    const from = isLess ? line.indent : Math.min(trim, line.indent);
    const text = ' '.repeat(line.indent - from) + line.content;
    if (previous) {
      builder.push(separator, endOf(previous), breakEnd(previous));
    }
    builder.pushAsIs(text, line.offset + from);
    previous = line;
  };
  for (const line of lines.slice(first)) {
    if (!isFolded) {
      push(line);
      separator = '\n';
    } else if (line.indent > trim || line.content.startsWith('\t')) {
      if (separator === ' ') {
        separator = '\n';
      } else if (!wasMoreIndented && separator === '\n') {
        separator = '\n\n';
      }
      push(line);
      separator = '\n';
      wasMoreIndented = true;
    } else if (line.content === '') {
      if (separator === '\n' && previous) {
        builder.push('\n', endOf(previous), breakEnd(previous));
        previous = line;
      } else {
        separator = '\n';
      }
    } else {
      push(line);
      separator = ' ';
      wasMoreIndented = false;
    }
  }
}

function pushEnding(
  builder: MappedBuilder,
  lines: readonly Line[],
  chompStart: number,
  trim: number,
  chomp: 'keep' | 'strip' | 'clip',
): void {
  const last = lines[chompStart - 1];
  if (chomp === 'strip' || last === undefined) {
    return;
  }
  if (chomp === 'clip' || chompStart === lines.length) {
    builder.push('\n', endOf(last), breakEnd(last));
    return;
  }
  let before = last;
  for (const line of lines.slice(chompStart)) {
    builder.push('\n', endOf(before), breakEnd(before));
    builder.pushAsIs(' '.repeat(Math.max(0, line.indent - trim)), line.offset + trim);
    before = line;
  }
}

function endOf(line: Line): number {
  return line.offset + line.indent + line.content.length;
}

function breakEnd(line: Line): number {
  return endOf(line) + line.breakLength;
}
