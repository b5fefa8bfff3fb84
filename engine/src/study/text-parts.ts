/** A stretch of a text: an entry of a block mapping, with the comments and empty lines around it. */
export type TextPart = EntryPart | SectionPart;

/** An entry that is read as one. */
export interface EntryPart {
  readonly kind: 'entry';
  readonly start: number;
  readonly source: string;
  /** The column of its key. */
  readonly indent: number;
  /** Whether no other entry of its mapping stands before it. */
  readonly isFirst: boolean;
  /** Whether all its lines are indented more than the first, or go on with what that began. */
  readonly isEven: boolean;
}

/** An entry whose value is a mapping with entries of its own: its key, and they. */
export interface SectionPart {
  readonly kind: 'section';
  readonly key: string;
  readonly head: EntryPart;
  readonly parts: readonly TextPart[];
}

/**
 * A text cut into the entries of its mappings, as far as one sees from how lines are indented, and so that each can be read
 * without the others. Empty where the text does not look like a block mapping, or has what makes such a cut doubtful. Only
 * reading the parts tells whether the cut was right: a part that is not one whole entry was not.
 */
export function textParts(text: string): readonly TextPart[] {
  const opening = begin.exec(text)?.[0].length ?? 0;
  doubtful.lastIndex = opening;
  if (doubtful.test(text)) {
    return [];
  }
  const lines = linesOf(text, opening);
  const first = lines.find(isContent);
  return first === undefined || first.indent > 0 ? [] : cut(text, lines, 0, lines.length, 0);
}

/** The mark with which many begin every YAML text, and what may stand before it. It belongs to the first entry. */
const begin = /^(?:[ \t]*(?:#.*)?\r?\n)*---[ \t]*(?:[ \t]#.*)?\r?\n/;

/** Other document marks, directives, and a byte order mark. */
const doubtful = /^(?:---|\.\.\.|%|\uFEFF)/gm;

/** Entries shorter than this are read as one. */
const shortest = 400;

interface Line {
  readonly start: number;
  readonly indent: number;
  /** The first character behind the indentation; empty for an empty line. */
  readonly first: string;
}

/** What stands before `opening` is no content. */
function linesOf(text: string, opening: number): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    let at = start;
    while (text[at] === ' ') {
      at += 1;
    }
    const first = text[at] ?? '';
    const isEmpty = start < opening || first === '\n' || first === '\r';
    lines.push({ start, indent: at - start, first: isEmpty ? '' : first });
    const end = text.indexOf('\n', at);
    start = end < 0 ? text.length : end + 1;
  }
  return lines;
}

function isContent({ first }: Line): boolean {
  return first !== '' && first !== '#';
}

/** The parts of `lines[from]` to `lines[to - 1]`, whose entries stand at `indent`. What stands before the first belongs to it. */
function cut(text: string, lines: readonly Line[], from: number, to: number, indent: number): readonly TextPart[] {
  const parts: TextPart[] = [];
  let begin = from;
  let isBefore = true;
  for (let index = from; index < to; index += 1) {
    const line = lines[index];
    if (line === undefined || line.indent !== indent || !beginsEntry(line)) {
      continue;
    }
    if (!isBefore) {
      parts.push(part(text, lines, begin, index, parts.length === 0));
      begin = index;
    }
    isBefore = false;
  }
  parts.push(part(text, lines, begin, to, parts.length === 0));
  return parts;
}

/** Not an item of a list that is indented like the key above it, a sign of YAML, a closing bracket, or a tab. */
function beginsEntry(line: Line): boolean {
  return isContent(line) && !'-?:]}\t'.includes(line.first);
}

const sectionLine = /^ *([\p{L}_][\p{L}\p{N}_-]*):[ \t]*(?:#.*)?\r?$/u;

function part(text: string, lines: readonly Line[], from: number, to: number, isFirst: boolean): TextPart {
  const start = lines[from]?.start ?? text.length;
  const end = lines[to]?.start ?? text.length;
  const top = nextContent(lines, from, to);
  const indent = lines[top]?.indent ?? 0;
  const entry = (stop: number): EntryPart => ({
    kind: 'entry',
    start,
    source: text.slice(start, stop),
    indent,
    isFirst,
    isEven: isEven(lines, top + 1, to, indent),
  });
  if (end - start < shortest) {
    return entry(end);
  }
  const inner = nextContent(lines, top + 1, to);
  const key = sectionLine.exec(lineAt(text, lines[top]?.start ?? end))?.[1];
  const first = lines[inner];
  if (key === undefined || first === undefined || inner >= to || first.indent <= indent) {
    return entry(end);
  }
  const parts = beginsEntry(first) ? cut(text, lines, inner, to, first.indent) : [];
  return parts.length < 2 ? entry(end) : { kind: 'section', key, head: entry(first.start), parts };
}

function isEven(lines: readonly Line[], from: number, to: number, indent: number): boolean {
  for (let index = from; index < to; index += 1) {
    const line = lines[index];
    const isInside =
      line === undefined || !isContent(line) || line.indent > indent || (line.indent === indent && !beginsEntry(line));
    if (!isInside) {
      return false;
    }
  }
  return true;
}

function nextContent(lines: readonly Line[], from: number, to: number): number {
  let index = from;
  while (index < to && !isContent(lines[index] as Line)) {
    index += 1;
  }
  return index;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}
