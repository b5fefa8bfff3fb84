import type { Severity } from '#engine';
import { positionAt } from '../positions.ts';
import type { CheckedStudy } from './checked-study.ts';
import { shownPath } from './human-diagnostics.ts';

/**
 * What was found as GitHub's workflow commands, one a line: they appear as annotations on the changed lines of a pull
 * request. Hints are left out: GitHub shows only ten annotations of a kind. Empty when there is nothing to show.
 */
export function githubAnnotations(checked: readonly CheckedStudy[]): string {
  return checked
    .flatMap(({ loaded: { file, text }, diagnostics }) =>
      diagnostics.flatMap(({ code, severity, message, range }) => {
        const command = commands[severity];
        if (command === null) {
          return [];
        }
        const start = positionAt(text, range.start);
        const end = positionAt(text, range.end);
        // GitHub refuses columns on ranges of several lines.
        const columns = start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : [];
        const place = [`file=${property(shownPath(file))}`, `line=${start.line}`, `endLine=${end.line}`, ...columns];
        return [`::${command} ${[...place, `title=${property(code)}`].join(',')}::${data(message)}\n`];
      }),
    )
    .join('');
}

const commands: Readonly<Record<Severity, string | null>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: null,
};

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
