import type { MendingDraft } from './mending-draft.ts';
import { composeYaml } from './yaml-library.ts';

/** A line that is indented by tabs counts as indented like the line before, or one step more below a key. */
export function replaceTabs(draft: MendingDraft, text: string, end: number): void {
  if (!/\n[ ]*\t/.test(text)) {
    return;
  }
  const places = new Set<number>();
  for (const error of composeYaml(text).documents[0]?.errors ?? []) {
    if (error.code === 'TAB_AS_INDENT' && error.pos[0] < end) {
      places.add(text.lastIndexOf('\n', error.pos[0] - 1) + 1);
    }
  }
  let previous = { indent: 0, isKey: false };
  const levels = new Set<number>();
  let at = 0;
  for (const line of text.slice(0, end).split('\n')) {
    const blank = /^[ \t]*/.exec(line)?.[0] ?? '';
    const content = line.trim();
    let indent = blank.length;
    if (places.has(at) && blank.includes('\t')) {
      const next = indentBelow(text, at + line.length + 1);
      const level = previous.isKey ? previous.indent + 2 : previous.indent;
      const isAbove = /:$/.test(content) && next > 0;
      indent = isAbove ? Math.max(0, ...[...levels, level].filter((known) => known < next)) : level;
      draft.change({ start: at, end: at + blank.length, insert: ' '.repeat(indent) });
      const message = 'YAML does not take tabs for indentation: use blanks.';
      draft.say('yaml-trap', { start: at + blank.indexOf('\t'), end: at + blank.length }, message);
    }
    if (content !== '' && !content.startsWith('#')) {
      previous = { indent, isKey: /:$/.test(content) };
      levels.add(indent);
    }
    at += line.length + 1;
  }
}

function indentBelow(text: string, from: number): number {
  for (const line of text.slice(from, from + 2000).split('\n')) {
    if (line.trim() !== '' && !/^ *\t/.test(line)) {
      return line.length - line.trimStart().length;
    }
  }
  return 0;
}
