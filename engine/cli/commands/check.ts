import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, readStudy } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { countedSeverities, humanDiagnostics, shownPath } from '../writers/human-diagnostics.ts';
import { envelope, jsonDiagnostics } from '../writers/json-envelope.ts';

/** `understudy check`: everything there is to say about a study and its data. Errors and warnings are findings. */
export async function check(
  argument: string | undefined,
  options: CommonOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = await readStudy('check', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  const { loaded } = found;
  const hasFindings = loaded.diagnostics.some((one) => one.severity === 'error' || one.severity === 'warning');
  const exitCode = hasFindings ? exitCodes.findings : exitCodes.fine;
  if (options.json === true) {
    const diagnostics = jsonDiagnostics(loaded.file, loaded.text, loaded.diagnostics);
    terminal.out(
      envelope('check', exitCode, { data: { study: loaded.study.id.value, file: loaded.file }, diagnostics }),
    );
    return exitCode;
  }
  if (loaded.diagnostics.length > 0) {
    terminal.out(`${humanDiagnostics(loaded.file, loaded.text, loaded.diagnostics, terminal)}\n`);
  }
  const counts = countedSeverities(loaded.diagnostics);
  terminal.out(`${shownPath(loaded.file)}: ${counts === '' ? 'nothing to correct' : counts}.\n`);
  return exitCode;
}
