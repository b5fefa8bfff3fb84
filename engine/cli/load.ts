import type { Study } from '#engine';
import { type LoadedStudy, loadStudy } from '#engine/node';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { findStudy } from './find-study.ts';
import type { Terminal } from './terminal.ts';
import { countedSeverities, humanDiagnostics, shownPath } from './writers/human-diagnostics.ts';
import { envelope, jsonDiagnostics } from './writers/json-envelope.ts';

export interface CommonOptions {
  readonly json?: boolean;
}

export type CommandStudy =
  | { readonly kind: 'loaded'; readonly loaded: LoadedStudy }
  /** It has been said why there is none. */
  | {
      readonly kind: 'stopped';
      readonly exitCode: ExitCode;
      readonly code: string;
      readonly message: string;
      readonly location?: string;
    };

/** The study that a command is about, checked; when it has errors nothing can be done with it and they are printed. */
export async function studyFor(
  command: string,
  argument: string | undefined,
  options: CommonOptions,
  terminal: Terminal,
  change: (study: Study) => Study = (study) => study,
): Promise<CommandStudy> {
  const found = await readStudy(command, argument, options, terminal);
  if (found.kind === 'stopped') {
    return found;
  }
  const { loaded } = found;
  const errors = loaded.diagnostics.filter((one) => one.severity === 'error');
  const first = errors[0];
  if (first === undefined) {
    const warnings = loaded.diagnostics.filter((one) => one.severity === 'warning');
    if (warnings.length > 0 && options.json !== true) {
      terminal.err(`${countedSeverities(warnings)} in the study; see: understudy check ${shownPath(loaded.file)}\n`);
    }
    return { kind: 'loaded', loaded: { ...loaded, study: change(loaded.study) } };
  }
  const message = `The study has ${countedSeverities(errors)}.`;
  if (options.json === true) {
    const diagnostics = jsonDiagnostics(loaded.file, loaded.text, loaded.diagnostics);
    terminal.out(envelope(command, exitCodes.findings, { diagnostics, errors: [{ code: 'study-errors', message }] }));
  } else {
    terminal.err(
      `${humanDiagnostics(loaded.file, loaded.text, errors, terminal)}\n${message} Correct the study first.\n`,
    );
  }
  const [place] = jsonDiagnostics(shownPath(loaded.file), loaded.text, [first]);
  const location = place === undefined ? '' : `${place.file}:${place.line}:${place.column}`;
  return {
    kind: 'stopped',
    exitCode: exitCodes.findings,
    code: 'study-errors',
    message: `${message} ${first.message}`,
    location,
  };
}

/** The same without the demand that the study has no errors. */
export async function readStudy(
  command: string,
  argument: string | undefined,
  options: CommonOptions,
  terminal: Terminal,
): Promise<CommandStudy> {
  const found = findStudy(argument);
  if (found.kind === 'not-found') {
    return stopped(command, exitCodes.usage, 'no-study', found.message, options, terminal);
  }
  const read = await loadStudy(found.file);
  if (read.kind === 'unreadable') {
    const message = `${shownPath(found.file)} cannot be read: ${read.reason}`;
    return stopped(command, exitCodes.usage, 'no-study', message, options, terminal);
  }
  return read;
}

/** Says why a command does nothing, in the form that was asked for. */
export function stopped(
  command: string,
  exitCode: ExitCode,
  code: string,
  message: string,
  options: CommonOptions,
  terminal: Terminal,
): CommandStudy & { readonly kind: 'stopped' } {
  if (options.json === true) {
    terminal.out(envelope(command, exitCode, { errors: [{ code, message }] }));
  } else {
    terminal.err(`${terminal.paint.red('error')} ${message}\n`);
  }
  return { kind: 'stopped', exitCode, code, message };
}
