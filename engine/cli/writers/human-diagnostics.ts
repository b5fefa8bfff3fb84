import path from 'node:path';
import { type Diagnostic, keysIn } from '#engine';
import { lineAt, positionAt } from '../positions.ts';
import type { Terminal } from '../terminal.ts';

/** Diagnostics as a compiler prints them: place, severity, message, then the line with carets under what is meant. */
export function humanDiagnostics(
  file: string,
  text: string,
  diagnostics: readonly Diagnostic[],
  terminal: Terminal,
): string {
  return diagnostics.map((one) => humanDiagnostic(file, text, one, terminal)).join('\n');
}

/** How many there are of each severity: `2 errors, 1 warning`. Empty when there are none. */
export function countedSeverities(diagnostics: readonly Diagnostic[]): string {
  const words = { error: 'error', warning: 'warning', information: 'note', hint: 'hint' } as const;
  return Object.entries(words)
    .map(([severity, word]) => ({ word, count: diagnostics.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(', ');
}

/** A file as people like to see it: relative to the current folder where it lies inside. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative) ? relative : file;
}

function humanDiagnostic(file: string, text: string, one: Diagnostic, terminal: Terminal): string {
  const { paint } = terminal;
  const colors = { error: paint.red, warning: paint.yellow, information: paint.blue, hint: paint.dim } as const;
  const { line, column } = positionAt(text, one.range.start);
  const place = `${shownPath(file)}:${line}:${column}`;
  const word = one.severity === 'information' ? 'note' : one.severity;
  const head = `${paint.bold(place)} ${colors[one.severity](word)} ${one.message} ${paint.dim(`[${one.code}]`)}`;
  const related = one.related.map((place) => {
    const at = positionAt(text, place.range.start);
    return `    ${paint.dim(`${shownPath(file)}:${at.line}:${at.column}`)} ${place.message}`;
  });
  return [head, ...sourceLines(text, one, line, terminal, colors[one.severity]), ...related, ''].join('\n');
}

/** What is underlined may be a password or a key, and what is printed may end in a log. */
function isSecret({ code }: Diagnostic): boolean {
  return code === 'wrong-address';
}

/** A line of the study, with dots in place of keys. */
function withoutKeys(text: string): string {
  return keysIn(text).reduce(
    (shown, { start, end }) => shown.slice(0, start) + '•'.repeat(end - start) + shown.slice(end),
    text,
  );
}

function sourceLines(
  text: string,
  one: Diagnostic,
  line: number,
  terminal: Terminal,
  color: (text: string) => string,
): readonly string[] {
  const source = lineAt(text, one.range.start);
  if (source.text.trim() === '' || isSecret(one)) {
    return [];
  }
  const from = one.range.start - source.start;
  const to = Math.min(Math.max(one.range.end - source.start, from + 1), Math.max(source.text.length, from + 1));
  // Tabs stay tabs, so that the carets stand under the text however wide a tab is shown.
  const indent = source.text.slice(0, from).replace(/[^\t]/g, ' ');
  const number = String(line);
  const bar = terminal.paint.dim('|');
  return [
    `  ${terminal.paint.dim(number)} ${bar} ${withoutKeys(source.text)}`,
    `  ${' '.repeat(number.length)} ${bar} ${indent}${color('^'.repeat(to - from))}`,
  ];
}
