/** A part of a text that YAML should be able to read by itself: an entry of a mapping or of a list, with what is below it. */
export interface Piece {
  /** Where its first line begins, or, behind a `- `, its content. */
  readonly start: number;
  readonly end: number;
  /** The column of its first sign. */
  readonly indent: number;
  readonly isItem: boolean;
}

/** A line with content: neither empty nor a comment. */
interface ContentLine {
  readonly start: number;
  readonly indent: number;
  readonly content: string;
}

/** The entries of a mapping or a list. */
export interface Pieces {
  readonly all: readonly Piece[];
  /** The column in which they stand, or most of them. */
  readonly indent: number;
  readonly isList: boolean;
}

/**
 * The entries of a mapping or list, cut where a line stands as far left as most of them. `column` is where `start` stands
 * in its line. Without content there are none.
 */
export function cutPieces(text: string, start: number, end: number, column = 0): Pieces {
  const lines = contentLines(text, start, end, column);
  const indent = commonIndent(lines);
  const atIndent = lines.filter((line) => line.indent === indent);
  const items = atIndent.filter(({ content }) => isItemLine(content)).length;
  const isList = isItemLine(lines[0]?.content ?? '') ? items * 2 > atIndent.length : items === atIndent.length;
  const starts: ContentLine[] = [];
  // the column of a key that stands too far left, and keeps what stands below it
  let outer: number | null = null;
  for (const [index, line] of lines.entries()) {
    const head = starts[starts.length - 1];
    const closes = /^[\]}]/.test(line.content) && head !== undefined && isOpen(text.slice(head.start, line.start));
    const belongsToKey = !isList && isItemLine(line.content) && head !== undefined && takesItems(text, head, line);
    const isBelow = outer !== null && line.indent > outer;
    if (head === undefined || (line.indent <= indent && !closes && !belongsToKey && !isBelow)) {
      const next = lines[index + 1];
      const isOuter = line.indent < indent && line.content.endsWith(':') && next !== undefined;
      outer = isOuter && next.indent > line.indent && next.indent <= indent ? line.indent : null;
      starts.push(line);
    }
  }
  const all = starts.map((line, index) => ({
    start: line.start,
    end: starts[index + 1]?.start ?? end,
    indent: line.indent,
    isItem: isItemLine(line.content),
  }));
  return { all, indent, isList };
}

/** The column of the first line, unless that line alone is indented otherwise than what follows. */
function commonIndent(lines: readonly ContentLine[]): number {
  const [first, second, ...others] = lines;
  if (first === undefined || second === undefined) {
    return first?.indent ?? 0;
  }
  const least = Math.min(second.indent, ...others.map((line) => line.indent));
  if (least > first.indent) {
    const isLikely = !isOdd(least) || isOdd(first.indent);
    const isBetween = least < second.indent && least === first.indent + 1;
    const isNext = least === first.indent + 1 && !/:$/.test(first.content) && /^[^\s:]+:(\s|$)/.test(second.content);
    return isLikely && (isBetween || isNext) ? least : first.indent;
  }
  const counts = new Map<number, number>();
  for (const { indent } of lines.filter((line) => line.indent <= first.indent)) {
    counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  let common = first.indent;
  for (const [indent, count] of counts) {
    const most = counts.get(common) ?? 0;
    common = count > most || (count === most && isOdd(common) && !isOdd(indent)) ? indent : common;
  }
  return common;
}

function isOdd(indent: number): boolean {
  return indent % 2 === 1;
}

function contentLines(text: string, start: number, end: number, column: number): readonly ContentLine[] {
  const lines: ContentLine[] = [];
  let at = start;
  while (at < end) {
    const found = text.indexOf('\n', at);
    const stop = found < 0 || found >= end ? end : found + 1;
    const line = text.slice(at, stop);
    const content = line.trim();
    if (content !== '' && !content.startsWith('#')) {
      const indent = line.length - line.trimStart().length + (at === start ? column : 0);
      lines.push({ start: at, indent, content });
    }
    at = stop;
  }
  return lines;
}

function isItemLine(content: string): boolean {
  return content === '-' || content.startsWith('- ');
}

/** `levels:` may have its list in the same column. */
function takesItems(text: string, head: ContentLine, line: ContentLine): boolean {
  return (
    line.indent === head.indent && /:\s*(?:[&!]\S+\s*)?(?:#.*)?$/.test(firstLine(text.slice(head.start, line.start)))
  );
}

function isOpen(source: string): boolean {
  const opening = source.match(/[[{]/g)?.length ?? 0;
  return opening > (source.match(/[\]}]/g)?.length ?? 0);
}

/** The first line of a text that has content, without its line break. */
export function firstLine(source: string): string {
  return source.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
}

/** A key at the beginning of a piece. */
export interface Head {
  readonly key: string;
  /** Behind the `:`. */
  readonly end: number;
}

/** The key that a piece begins with; null when there is none. */
export function headOf(source: string): Head | null {
  const line =
    /^(\s*(?:#[^\n]*\n\s*)*)(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)'|([^\s#'"[\]{}&*!|>%@`,?-][^\n]*?|[-?][^\s][^\n]*?|<<))[ \t]*:(?=\s|$)/.exec(
      source,
    );
  if (line === null) {
    return null;
  }
  if (/^[\p{L}_][\p{L}\p{N}_-]*(?:\s+|:)[[{"'|>]/u.test(line[4] ?? '')) {
    return null;
  }
  return { key: line[2] ?? line[3] ?? line[4] ?? '', end: line[0].length };
}
