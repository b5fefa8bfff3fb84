import { type Fixer, fixOf } from './fix.ts';

/** Takes a code that silences nothing out of its comment, and with the last code the comment. */
export const uselessComment: Fixer = ({ range, data }, { study: { text } }) => {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineEnd = endOfLine(text, range.start);
  const comment = text.lastIndexOf('#', range.start);
  if (comment < lineStart) {
    return [];
  }
  const choice = data.replacement === undefined ? 'only' : 'possible';
  const list = /^#\s*understudy-ignore\s*([^:\n]*)/.exec(text.slice(comment, lineEnd))?.[1] ?? '';
  const codes = list.split(',').filter((part) => part.trim() !== '');
  if (codes.length > 1) {
    return fixOf('Take this code out of the comment', choice, { range: withComma(text, range), newText: '' });
  }
  const isAlone = /^\s*$/.test(text.slice(lineStart, comment));
  const before = text.slice(lineStart, comment).trimEnd().length;
  const start = isAlone ? lineStart : lineStart + before;
  const end = isAlone && text[lineEnd] === '\n' ? lineEnd + 1 : isAlone ? text.length : trimmed(text, lineEnd);
  return fixOf('Take the comment away', choice, { range: { start, end }, newText: '' });
};

/** The code with the comma behind it, or, for the last one, before it. */
function withComma(text: string, range: { readonly start: number; readonly end: number }) {
  const behind = /^\s*,\s*/.exec(text.slice(range.end))?.[0].length ?? 0;
  if (behind > 0) {
    return { start: range.start, end: range.end + behind };
  }
  const before = /\s*,\s*$/.exec(text.slice(0, range.start))?.[0].length ?? 0;
  return { start: range.start - before, end: range.end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function trimmed(text: string, end: number): number {
  return text[end - 1] === '\r' ? end - 1 : end;
}
