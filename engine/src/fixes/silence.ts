import { type Diagnostic, placesOfComments } from '#engine/diagnostics';
import { type Study, scalarAround } from '#engine/study';
import type { Fix } from './fix.ts';
import { lineBreakOf } from './parts.ts';

/**
 * A comment that silences a diagnostic, on a line of its own above the place; above its key, where the place lies in a
 * text of several lines. Its author writes the reason over the word `reason`. None where YAML itself cannot read the text.
 */
export function silencing({ code, range }: Diagnostic, study: Study): readonly Fix[] {
  if (code === 'yaml-syntax' || code === 'unused-ignore') {
    return [];
  }
  const { text } = study;
  const lines = text.split('\n');
  const line = text.slice(0, range.start).split('\n').length - 1;
  const places = placesOfComments(lines, line).map((place) => ({ place, start: startOf(lines, place) }));
  const free = places.find(({ start }) => !isInsideText(study, start));
  if (free === undefined) {
    return [];
  }
  const indent = /^\s*/.exec(lines[free.place] ?? '')?.[0] ?? '';
  const comment = `${indent.replace(/\r$/, '')}# understudy-ignore ${code}: `;
  const fix: Fix = {
    title: `Silence \`${code}\` here, with a reason`,
    choice: 'possible',
    changes: [{ range: { start: free.start, end: free.start }, newText: `${comment}reason${lineBreakOf(text)}` }],
    placeholder: { start: comment.length, end: comment.length + 'reason'.length },
  };
  return [fix];
}

function startOf(lines: readonly string[], line: number): number {
  return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
}

/** Whether the line begins inside a text that began on an earlier one, where `#` would be a part of it. */
function isInsideText(study: Study, start: number): boolean {
  const indent = /^\s*/.exec(study.text.slice(start))?.[0].length ?? 0;
  const first = { start: start + indent, end: start + indent };
  const scalar = scalarAround(study, first);
  return scalar !== null && scalar.range.start < start;
}
