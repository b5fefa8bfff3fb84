import { type LoadedStudy, runsRoot } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { interruption } from '../interruption.ts';
import { type CommonOptions, stopped, studyFor } from '../load.ts';
import { newestFinished } from '../newest-run.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { type CommandError, envelope } from '../writers/json-envelope.ts';
import { type EventWriter, humanEvents } from '../writers/run-events.ts';
import { runsOfAnswers } from './answers-files.ts';
import { evaluateRuns } from './evaluate-runs.ts';
import { evaluateLearningCurve } from './learning-curve.ts';

export interface EvaluateOptions extends CommonOptions {
  /** What is to be judged, in the order of the command line: the first is the subject, the others stand beside it. */
  readonly named: readonly NamedAnswers[];
  readonly modelName?: readonly string[];
  readonly out?: string;
  /** Sizes of pilots: draw a learning curve instead of judging a run. */
  readonly learningCurve?: readonly (number | 'all')[];
  readonly resamples?: number;
}

/** A run by its name, or a file with answers that were simulated elsewhere. */
export type NamedAnswers =
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'file'; readonly file: string };

/**
 * `understudy evaluate`: judges a run that is on disk, the newest finished one if none is named, or answers from a file;
 * further ones stand beside it. Calls no model.
 */
export async function evaluate(
  argument: string | undefined,
  options: EvaluateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = await studyFor('evaluate', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  const { loaded } = found;
  const { learningCurve } = options;
  const contradiction = contradictionIn(options);
  if (contradiction !== null) {
    return stopped('evaluate', exitCodes.usage, 'usage', contradiction, options, terminal).exitCode;
  }
  const events = humanEvents(terminal, Date.now);
  const stop = interruption(false);
  try {
    if (learningCurve !== undefined) {
      const world = { events, signal: stop.signal };
      return await evaluateLearningCurve(loaded, { ...options, learningCurve }, terminal, world);
    }
    const named = await runsNamed(loaded, options, events);
    const judged =
      named.kind === 'stopped'
        ? named
        : await evaluateRuns(loaded, [named.runs[0]], {
            out: options.out ?? null,
            events,
            signal: stop.signal,
            terminal,
            print: options.json !== true,
            beside: named.runs.slice(1),
          });
    if (options.json === true) {
      const data = judged.kind === 'evaluated' ? { evaluations: judged.files } : null;
      const errors = judged.kind === 'evaluated' ? [] : judged.errors;
      terminal.out(envelope('evaluate', judged.exitCode, { data, errors }));
    }
    return judged.exitCode;
  } finally {
    events.stop();
    stop.release();
  }
}

/** Options that do not go together, in a sentence; null where there are none. */
function contradictionIn(options: EvaluateOptions): string | null {
  if (options.learningCurve === undefined) {
    return options.resamples === undefined ? null : '`--resamples` belongs to `--learning-curve`.';
  }
  return options.named.length === 0
    ? null
    : 'A learning curve is about the built-in respondents, which learn from the pilot: leave out `--run` and `--answers`, whose answers stay as they are.';
}

type NamedRuns =
  | { readonly kind: 'named'; readonly runs: readonly [string, ...string[]] }
  | { readonly kind: 'stopped'; readonly exitCode: ExitCode; readonly errors: readonly CommandError[] };

/** The runs to judge, in the order of the command line; files of answers become runs first. */
async function runsNamed(loaded: LoadedStudy, options: EvaluateOptions, events: EventWriter): Promise<NamedRuns> {
  const out = options.out ?? null;
  const files = options.named.flatMap((one) => (one.kind === 'file' ? [one.file] : []));
  const stored = await runsOfAnswers(loaded, files, options.modelName ?? [], { out, events });
  if (stored.kind === 'stopped') {
    return stored;
  }
  const ofFiles = [...stored.runs];
  const named = options.named.flatMap((one) => (one.kind === 'run' ? one.run : (ofFiles.shift() ?? [])));
  const [first, ...others] =
    named.length > 0 ? named : newestFinished(runsRoot(loaded.file, loaded.study.id.value, out));
  if (first !== undefined) {
    return { kind: 'named', runs: [first, ...others] };
  }
  const message = `${shownPath(loaded.file)} has no finished run. Make one with: understudy simulate ${shownPath(loaded.file)}`;
  events.tell({ kind: 'failed', code: 'no-run', message });
  return { kind: 'stopped', exitCode: exitCodes.usage, errors: [{ code: 'no-run', message }] };
}
