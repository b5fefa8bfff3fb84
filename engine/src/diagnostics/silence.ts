import type { Diagnostic } from './diagnostic.ts';

/**
 * The diagnostics that no comment silences. A comment `# understudy-ignore code: reason` silences that code on its own
 * line, or, standing alone on a line, on the next line that is not such a comment; several codes are separated by
 * commas. Inside a block of literal or folded text `#` is part of the text: there the comment belongs on or above the
 * line of the block's key. A value that began on the line of its key and goes on below may be silenced there as well.
 */
export function withoutSilenced(text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!text.includes('understudy-ignore')) {
    return diagnostics;
  }
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  return diagnostics.filter((diagnostic) => {
    const line = lineOf(starts, diagnostic.range.start);
    return !placesOfComments(lines, line).some((place) => silencedCodes(lines, place).has(diagnostic.code));
  });
}

function silencedCodes(lines: readonly string[], line: number): ReadonlySet<string> {
  const codes = new Set(codesIn(lines[line] ?? ''));
  for (let above = line - 1; above >= 0 && /^\s*#/.test(lines[above] ?? ''); above -= 1) {
    for (const code of codesIn(lines[above] ?? '')) {
      codes.add(code);
    }
  }
  return codes;
}

const comment = /(?:^|\s)#\s*understudy-ignore\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?::|$)/;

function codesIn(line: string): readonly string[] {
  const list = comment.exec(line.trimEnd())?.[1];
  return list === undefined ? [] : list.split(',').map((code) => code.trim());
}

/** The lines on or above which a comment can stand for this line. */
function placesOfComments(lines: readonly string[], line: number): readonly number[] {
  const block = blockHeaderOf(lines, line);
  if (block !== undefined) {
    return [block];
  }
  const begun = begunValueOf(lines, line);
  return begun === undefined ? [line] : [line, begun];
}

const ownEntry = /^\s*(?:- |#|[^\s"'[{][^#]*?:(?:\s|$)|$)/;
const begunValue = /(?:^|\s)[^\s#][^#]*?:\s+[^\s#]/;

/** The line of the key whose value goes on in `line`; undefined where `line` is an entry of its own. */
function begunValueOf(lines: readonly string[], line: number): number | undefined {
  const text = lines[line] ?? '';
  if (ownEntry.test(text)) {
    return undefined;
  }
  const indent = indentOf(text);
  for (let above = line - 1; above >= 0; above -= 1) {
    const candidate = lines[above] ?? '';
    if (candidate.trim() !== '' && indentOf(candidate) < indent) {
      return begunValue.test(candidate) ? above : undefined;
    }
  }
  return undefined;
}

const blockHeader = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/;

/** The line with the key of the block scalar that `line` lies in, or undefined outside of block scalars. */
function blockHeaderOf(lines: readonly string[], line: number): number | undefined {
  let indent = indentOf(lines[line] ?? '');
  for (let above = line - 1; above >= 0 && indent > 0; above -= 1) {
    const text = lines[above] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) {
      continue;
    }
    if (blockHeader.test(text.trimEnd()) && !/^\s*#/.test(text)) {
      return above;
    }
    indent = indentOf(text);
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function lineOf(starts: readonly number[], offset: number): number {
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
}
