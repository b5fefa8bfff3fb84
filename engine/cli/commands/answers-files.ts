import { builtInModels, type GivenProblem, isModelName } from '#engine';
import { type LoadedStudy, nameOfAnswers, storeAnswers } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import type { CommandError } from '../writers/json-envelope.ts';
import type { EventWriter } from '../writers/run-events.ts';

export type RunsOfAnswers =
  | { readonly kind: 'stored'; readonly runs: readonly string[] }
  | { readonly kind: 'stopped'; readonly exitCode: ExitCode; readonly errors: readonly CommandError[] };

/**
 * Stores files of answers from elsewhere as runs, in order; `names` are those of their models, the first for the first
 * file. What is wrong with a file is told at its line; an error stops all.
 */
export async function runsOfAnswers(
  loaded: LoadedStudy,
  files: readonly string[],
  names: readonly string[],
  options: { readonly out: string | null; readonly events: EventWriter },
): Promise<RunsOfAnswers> {
  const runs: string[] = [];
  const stop = (exitCode: ExitCode, errors: readonly CommandError[]): RunsOfAnswers => ({
    kind: 'stopped',
    exitCode,
    errors,
  });
  const chosen = modelNames(files, names);
  if ('message' in chosen) {
    options.events.tell({ kind: 'failed', ...chosen });
    return stop(exitCodes.usage, [chosen]);
  }
  for (const [index, file] of files.entries()) {
    const stored = await storeAnswers({
      loaded,
      file,
      model: chosen.names[index] ?? nameOfAnswers(file),
      out: options.out,
      now: Date.now(),
    });
    if (stored.kind === 'impossible') {
      const { code, message } = stored;
      options.events.tell({ kind: 'failed', code, message });
      return stop(code === 'no-answers-file' ? exitCodes.usage : exitCodes.failed, [{ code, message }]);
    }
    tellProblems(stored.problems, file, options.events);
    if (stored.kind === 'refused') {
      const errors = stored.problems.filter(({ severity }) => severity === 'error');
      return stop(
        exitCodes.failed,
        errors.map(({ code, line, message }) => ({ code, message: `${file}:${line}:1 ${message}` })),
      );
    }
    runs.push(stored.run);
  }
  return { kind: 'stored', runs };
}

function tellProblems(problems: readonly GivenProblem[], file: string, events: EventWriter): void {
  for (const { severity, code, line, message } of problems) {
    const location = `${shownPath(file)}:${line}:1`;
    events.tell(
      severity === 'error'
        ? { kind: 'failed', code, message, location }
        : { kind: 'notice', severity, message: `${location} ${message}` },
    );
  }
}

/** A name for the model of each file: those given, then one made of the file's. */
function modelNames(
  files: readonly string[],
  given: readonly string[],
): { readonly names: readonly string[] } | CommandError {
  if (given.length > files.length) {
    const message = `--model-name was given more often than --answers (${given.length} and ${files.length}). Name the model of each file once, in their order.`;
    return { code: 'model-name', message };
  }
  const names = files.map((file, index) => given[index] ?? madeName(file));
  const bad = names.find((name) => !isModelName(name) || isBuiltIn(name));
  if (bad !== undefined) {
    const message = isBuiltIn(bad)
      ? `\`${bad}\` is a built-in respondent. Give the model of the file another name.`
      : `\`${bad}\` cannot be the name of a model: it begins with a letter or \`_\` and holds letters, digits, \`_\` and \`-\`.`;
    return { code: 'model-name', message };
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined
    ? { names }
    : {
        code: 'model-name',
        message: `Two files would be called \`${twice}\`. Name their models: --model-name once for each file, in their order.`,
      };
}

function madeName(file: string): string {
  const name = nameOfAnswers(file);
  return isBuiltIn(name) ? `${name}-answers` : name;
}

function isBuiltIn(name: string): boolean {
  return (builtInModels as readonly string[]).includes(name);
}
