import type { Range } from '#engine/text';

/** A comment that silences: `# understudy-ignore code, another-code: reason`. */
export interface IgnoreComment {
  /** Its line, from 0. */
  readonly line: number;
  /** From `understudy-ignore` on. */
  readonly range: Range;
  /** The codes that it names, with their places; empty when it names none. */
  readonly codes: readonly { readonly code: string; readonly range: Range }[];
}

/** Those of the comments of a text that silence, in the order of the text. */
export function ignoreComments(
  text: string,
  comments: readonly Range[],
  lineOf: (offset: number) => number,
): readonly IgnoreComment[] {
  return comments.flatMap(({ start, end }) => {
    const match = /^#\s*(understudy-ignore(?![\w-]))([^\n:]*)/.exec(text.slice(start, end));
    if (match === null) {
      return [];
    }
    const [whole, word = '', list = ''] = match;
    const from = start + whole.length - list.length;
    return [
      {
        line: lineOf(start),
        range: { start: from - word.length, end: from + list.trimEnd().length },
        codes: codesIn(list, from),
      },
    ];
  });
}

/** The words between commas, each only up to its first blank: what follows without a colon is a reason all the same. */
function codesIn(list: string, from: number): IgnoreComment['codes'] {
  const codes: { readonly code: string; readonly range: Range }[] = [];
  let at = from;
  for (const part of list.split(',')) {
    const code = /\S+/.exec(part);
    if (code !== null) {
      const start = at + code.index;
      codes.push({ code: code[0], range: { start, end: start + code[0].length } });
    }
    at += part.length + 1;
  }
  return codes;
}
