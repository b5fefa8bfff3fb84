import { readSeverities, type Severities, withSeverities } from '#engine';
import { type LoadedStudy, loadStudy } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findStudies } from '../find-studies.ts';
import { type CommonOptions, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { CheckedStudy } from '../writers/checked-study.ts';
import { githubAnnotations } from '../writers/github-annotations.ts';
import { countedSeverities, humanDiagnostics, shownPath } from '../writers/human-diagnostics.ts';
import { envelope, jsonDiagnostics } from '../writers/json-envelope.ts';
import { sarifLog } from '../writers/sarif.ts';

export const checkFormats = ['human', 'json', 'sarif', 'github'] as const;

export interface CheckOptions extends CommonOptions {
  readonly format?: (typeof checkFormats)[number];
  /** `code=severity`, as often as given. */
  readonly severity?: readonly string[];
}

/** `understudy check`: everything there is to say about studies and their data. Errors and warnings are findings. */
export async function check(args: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const format = options.json === true ? 'json' : (options.format ?? 'human');
  const stop = (code: string, message: string): ExitCode =>
    stopped('check', exitCodes.usage, code, message, { json: format === 'json' }, terminal).exitCode;
  const { severities, problems } = readSeverities(pairs(options.severity ?? []));
  if (problems[0] !== undefined) {
    return stop('usage', `--severity: ${problems[0]}`);
  }
  const found = findStudies(args);
  if (found.kind === 'not-found') {
    return stop('no-study', found.message);
  }
  const checked: CheckedStudy[] = [];
  for (const file of found.files) {
    const read = await loadStudy(file);
    if (read.kind === 'unreadable') {
      return stop('no-study', `${shownPath(file)} cannot be read: ${read.reason}`);
    }
    checked.push(checkedStudy(read.loaded, severities));
  }
  const hasFindings = checked.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => severity === 'error' || severity === 'warning'),
  );
  const exitCode = hasFindings ? exitCodes.findings : exitCodes.fine;
  terminal.out(writers[format](checked, exitCode, terminal));
  return exitCode;
}

type Writer = (checked: readonly CheckedStudy[], exitCode: ExitCode, terminal: Terminal) => string;

const writers: Readonly<Record<(typeof checkFormats)[number], Writer>> = {
  human: (checked, _exitCode, terminal) => checked.map((one) => human(one, terminal)).join(''),
  json: (checked, exitCode) => {
    const studies = checked.map(({ loaded: { study, file } }) => ({ study: study.id.value, file }));
    const diagnostics = checked.flatMap((one) => jsonDiagnostics(one.loaded.file, one.loaded.text, one.diagnostics));
    return envelope('check', exitCode, { data: { studies }, diagnostics });
  },
  sarif: sarifLog,
  github: githubAnnotations,
};

function human({ loaded: { file, text }, diagnostics }: CheckedStudy, terminal: Terminal): string {
  const counts = countedSeverities(diagnostics);
  const shown = diagnostics.length === 0 ? '' : `${humanDiagnostics(file, text, diagnostics, terminal)}\n`;
  return `${shown}${shownPath(file)}: ${counts === '' ? 'nothing to correct' : counts}.\n`;
}

function checkedStudy(loaded: LoadedStudy, severities: Severities): CheckedStudy {
  return { loaded, diagnostics: withSeverities(loaded.diagnostics, severities) };
}

/** `code=severity` as an object; a word without `=` has no severity, and is refused as such. */
function pairs(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((pair) => {
      const [code = '', ...severity] = pair.split('=');
      return [code, severity.join('=')];
    }),
  );
}
