import { nearest, type Range } from '#engine/text';
import { type DiagnosticCode, diagnostic, diagnosticCodes, isDiagnosticCode } from './codes.ts';
import { commentLines } from './comment-lines.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type IgnoreComment, ignoreComments } from './ignore-comments.ts';

/** What is known of a text besides its diagnostics. */
export interface CommentedText {
  readonly text: string;
  /** Where its comments stand. */
  readonly comments: readonly Range[];
  /** What was looked at: a comment about something that was not looked at is never called useless. */
  readonly looked: { readonly data: boolean; readonly folder: boolean; readonly evaluation: boolean };
}

/**
 * The diagnostics that no comment silences, in their order, and behind them an `unused-ignore` for every code in a
 * comment that silences nothing. A comment `# understudy-ignore code: reason` silences that code on its own line, or,
 * standing alone on a line, on the next line that is not such a comment; several codes are separated by commas. Inside a
 * block of literal or folded text `#` is part of the text: there the comment belongs on or above the line of the block's
 * key. A value that began on the line of its key and goes on below may be silenced there as well. A finding of an
 * earlier evaluation is silenced with its own code, too.
 */
export function heedComments(diagnostics: readonly Diagnostic[], commented: CommentedText): readonly Diagnostic[] {
  const { text, comments } = commented;
  if (!text.includes('understudy-ignore')) {
    return diagnostics;
  }
  const lines = text.split('\n');
  const lineOf = lineFinder(lines);
  const ignores = ignoreComments(text, comments, lineOf);
  const silencer = new Silencer(lines, lineOf, ignores);
  const left = diagnostics.filter((found) => !silencer.silences(found));
  // Half-written YAML hides what the comments were written for.
  if (diagnostics.some(({ code }) => code === 'yaml-syntax')) {
    return left;
  }
  const useless = ignores.flatMap((ignore) => uselessIn(ignore, silencer, commented.looked));
  const others = useless.filter(({ data }) => data.subject !== 'unused-ignore');
  const told = others.filter((found) => !silencer.silences(found));
  const last = useless.filter(({ data, range }) => data.subject === 'unused-ignore' && !silencer.isUsed(range));
  return [...left, ...told, ...last];
}

/** Looks for the comment that silences a diagnostic, and remembers which codes of comments did. */
class Silencer {
  private readonly lines: readonly string[];
  private readonly lineOf: (offset: number) => number;
  private readonly byLine = new Map<number, IgnoreComment>();
  /** Where the codes stand that have silenced something. */
  private readonly used = new Set<number>();

  constructor(lines: readonly string[], lineOf: (offset: number) => number, ignores: readonly IgnoreComment[]) {
    this.lines = lines;
    this.lineOf = lineOf;
    for (const ignore of ignores) {
      this.byLine.set(ignore.line, ignore);
    }
  }

  silences({ code, range, data }: Diagnostic): boolean {
    const finding = code === 'stale-finding' ? data['finding'] : undefined;
    const matching = commentLines(this.lines, this.lineOf(range.start)).flatMap(
      (line) => this.byLine.get(line)?.codes.filter((named) => named.code === code || named.code === finding) ?? [],
    );
    for (const named of matching) {
      this.used.add(named.range.start);
    }
    return matching.length > 0;
  }

  isUsed(range: Range): boolean {
    return this.used.has(range.start);
  }
}

function uselessIn(
  { codes, range }: IgnoreComment,
  silencer: Silencer,
  looked: CommentedText['looked'],
): readonly Diagnostic[] {
  if (codes.length === 0) {
    const message = 'This comment names no code: `# understudy-ignore code: reason`. So it silences nothing.';
    return [diagnostic('unused-ignore', range, message, { severity: 'warning' })];
  }
  return codes.flatMap((named) => {
    if (silencer.isUsed(named.range)) {
      return [];
    }
    if (!isDiagnosticCode(named.code)) {
      return [unknownCode(named)];
    }
    return wasLookedFor(named.code, looked)
      ? [
          diagnostic(
            'unused-ignore',
            named.range,
            `There is no \`${named.code}\` here any more. Take the comment away.`,
            { data: { subject: named.code } },
          ),
        ]
      : [];
  });
}

function unknownCode({ code, range }: IgnoreComment['codes'][number]): Diagnostic {
  const near = nearest(code, Object.keys(diagnosticCodes));
  const advice = near === undefined ? 'The codes stand in docs/diagnostics.md.' : `Did you mean \`${near}\`?`;
  return diagnostic('unused-ignore', range, `\`${code}\` is no code of a message, so nothing is silenced. ${advice}`, {
    severity: 'warning',
    data: near === undefined ? { subject: code } : { subject: code, replacement: near },
  });
}

function wasLookedFor(code: DiagnosticCode, looked: CommentedText['looked']): boolean {
  const { needs } = diagnosticCodes[code];
  return needs === 'text' || looked[needs];
}

/** Gives the line of an offset, from 0. */
function lineFinder(lines: readonly string[]): (offset: number) => number {
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  };
}
