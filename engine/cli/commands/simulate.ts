import { builtInModels, type FailureKind, failureKinds, type RunEvent, type Study } from '#engine';
import { type LoadedStudy, processWorld, type SimulationResult, simulate as simulateModel } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { interruption } from '../interruption.ts';
import { type CommonOptions, studyFor } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { type CommandError, envelope } from '../writers/json-envelope.ts';
import { type EventWriter, humanEvents, jsonLines } from '../writers/run-events.ts';
import { evaluateRuns } from './evaluate-runs.ts';

export interface SimulateOptions extends CommonOptions {
  readonly model?: readonly string[];
  readonly limit?: number;
  readonly evaluate?: boolean;
  readonly events?: boolean;
  readonly fresh?: boolean;
  readonly concurrency?: number;
  readonly seed?: number;
  readonly out?: string;
}

type Ran = SimulationResult & { readonly kind: 'ran' };

/** `understudy simulate`: makes models answer a study, one after the other, and with `--evaluate` compares them with people. */
export async function simulate(
  argument: string | undefined,
  options: SimulateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const events: EventWriter = options.events === true ? jsonLines(terminal) : humanEvents(terminal, Date.now);
  const finish = (exitCode: ExitCode): ExitCode => {
    events.tell({ kind: 'done', exitCode });
    return exitCode;
  };
  const quiet: Terminal = options.events === true ? { ...terminal, out: () => {}, err: () => {} } : terminal;
  const found = await studyFor('simulate', argument, options, quiet, (study) => withSeed(study, options.seed));
  if (found.kind === 'stopped') {
    if (options.events === true) {
      const location = found.location === undefined ? {} : { location: found.location };
      events.tell({ kind: 'failed', code: found.code, message: found.message, ...location });
    }
    return finish(found.exitCode);
  }
  const stop = interruption(options.events === true);
  try {
    return finish(await run(found.loaded, options, terminal, events, stop.signal));
  } catch (error) {
    if (options.events !== true) {
      throw error;
    }
    const message = error instanceof Error ? error.message : String(error);
    events.tell({ kind: 'failed', code: 'unexpected', message });
    return finish(exitCodes.failed);
  } finally {
    events.stop();
    stop.release();
  }
}

async function run(
  loaded: LoadedStudy,
  options: SimulateOptions,
  terminal: Terminal,
  events: EventWriter,
  signal: AbortSignal,
): Promise<ExitCode> {
  const isHuman = options.events !== true && options.json !== true;
  const world = processWorld(signal, events.tell);
  const ran: Ran[] = [];
  const errors: CommandError[] = [];
  const fail = (code: string, message: string): void => {
    errors.push({ code, message });
    events.tell({ kind: 'failed', code, message });
  };
  const asked = modelsAsked(loaded, options, events.tell);
  for (const model of asked) {
    const result = await simulateModel(
      {
        loaded,
        model,
        fresh: options.fresh === true,
        limit: options.limit ?? null,
        concurrency: options.concurrency ?? null,
        out: options.out ?? null,
      },
      world,
    );
    if (result.kind === 'impossible') {
      fail(result.code, result.message);
      return report(exitCodeOf(result.code), ran, errors, [], options, terminal);
    }
    const unused = unusedAnswers(result, loaded.study.items.length);
    if (unused !== null) {
      events.tell({ kind: 'notice', severity: 'warning', message: unused });
    }
    if (result.status !== 'failed') {
      ran.push(result);
    } else if (options.model === undefined && result.code === 'unavailable') {
      const message = result.message ?? `\`${model}\` cannot answer this study.`;
      events.tell({ kind: 'notice', severity: 'warning', message });
    } else {
      ran.push(result);
      fail(result.code ?? 'run-failed', `${model}: ${result.message ?? 'the run failed'}`);
    }
    if (signal.aborted) {
      break;
    }
  }
  if (signal.aborted) {
    if (isHuman) {
      terminal.err('Stopped. What was answered is kept; the same command goes on from there.\n');
    }
    return report(exitCodes.interrupted, ran, errors, [], options, terminal);
  }
  if (errors.length > 0) {
    return report(exitCodes.failed, ran, errors, [], options, terminal);
  }
  if (options.evaluate === true && loaded.people === null) {
    const message =
      'The answers are stored, and there is nobody to compare them with yet: name the data of people under `human`.';
    events.tell({ kind: 'notice', severity: 'warning', message });
  }
  if (options.evaluate !== true || loaded.people === null) {
    if (isHuman) {
      const people = (count: number): string => `${count} ${count === 1 ? 'respondent' : 'respondents'}`;
      terminal.out(ran.map((one) => `${one.run}: ${people(one.answered)} asked, ${shownPath(one.folder)}\n`).join(''));
    }
    return report(exitCodes.fine, ran, errors, [], options, terminal);
  }
  // Without --model the built-in respondents are asked, and the best of them is judged beside the others.
  const subjects = options.model === undefined ? ran.slice(-1) : ran;
  const judged = await evaluateRuns(
    loaded,
    subjects.map((one) => one.run),
    { out: options.out ?? null, events, signal, terminal, print: isHuman },
  );
  const evaluated = judged.kind === 'evaluated' ? judged.files : [];
  const failures = judged.kind === 'evaluated' ? [] : judged.errors;
  return report(judged.exitCode, ran, [...errors, ...failures], evaluated, options, terminal);
}

/** How many answers of a run cannot be used, by kind; null where all can. */
function unusedAnswers({ run, answered, failures }: Ran, items: number): string | null {
  const counts = failureKinds.flatMap((kind) => (failures[kind] === 0 ? [] : [`${failures[kind]} ${kindWords[kind]}`]));
  if (counts.length === 0) {
    return null;
  }
  const again = failures.error === 0 ? '' : ' The same command asks those without a reply again.';
  return `${run}: of ${answered * items} answers these cannot be used: ${counts.join(', ')}.${again}`;
}

const kindWords: Readonly<Record<FailureKind, string>> = {
  refused: 'refused',
  invalid: 'invalid',
  missing: 'missing',
  error: 'without a reply',
};

function report(
  exitCode: ExitCode,
  ran: readonly Ran[],
  errors: readonly CommandError[],
  evaluations: readonly unknown[],
  options: SimulateOptions,
  terminal: Terminal,
): ExitCode {
  if (options.json === true && options.events !== true) {
    const runs = ran.map(({ run, folder, status, message, answered, failures }) => ({
      run,
      folder,
      status,
      message,
      answered,
      failures,
    }));
    terminal.out(envelope('simulate', exitCode, { data: { runs, evaluations }, errors }));
  }
  return exitCode;
}

/** The models to ask: those named, else the built-in ones that can answer this study. An endpoint is never asked unnamed. */
function modelsAsked(
  loaded: LoadedStudy,
  options: SimulateOptions,
  tell: (event: RunEvent) => void,
): readonly string[] {
  if (options.model !== undefined) {
    return [...new Set(options.model)];
  }
  if (loaded.split !== null && loaded.split.pilot.length > 0) {
    return builtInModels;
  }
  tell({
    kind: 'notice',
    severity: 'information',
    message:
      'Without a pilot only `uniform` can answer: the other built-in respondents learn from one (`human.pilot`).',
  });
  return ['uniform'];
}

function exitCodeOf(code: string): ExitCode {
  return code === 'unknown-model' || code === 'not-in-version-1' || code === 'not-tuned'
    ? exitCodes.usage
    : exitCodes.failed;
}

function withSeed(study: Study, seed: number | undefined): Study {
  return seed === undefined ? study : { ...study, simulation: { ...study.simulation, seed } };
}
