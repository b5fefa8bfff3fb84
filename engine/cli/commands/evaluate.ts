import { builtInModels } from '#engine';
import { runsRoot, storedRuns } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { interruption } from '../interruption.ts';
import { type CommonOptions, stopped, studyFor } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';
import { humanEvents } from '../writers/run-events.ts';
import { evaluateRuns } from './evaluate-runs.ts';

export interface EvaluateOptions extends CommonOptions {
  readonly run?: readonly string[];
  readonly out?: string;
}

/** `understudy evaluate`: judges runs that are on disk, the newest finished one if none is named. Calls no model. */
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
  const root = runsRoot(loaded.file, loaded.study.id.value, options.out ?? null);
  const named = options.run ?? newestFinished(root);
  if (named.length === 0) {
    const message = `${shownPath(loaded.file)} has no finished run. Make one with: understudy simulate ${shownPath(loaded.file)}`;
    return stopped('evaluate', exitCodes.usage, 'no-run', message, options, terminal).exitCode;
  }
  const events = humanEvents(terminal, Date.now);
  const stop = interruption(false);
  try {
    const judged = await evaluateRuns(loaded, named, {
      out: options.out ?? null,
      events,
      signal: stop.signal,
      terminal,
      print: options.json !== true,
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

/** The newest finished run. Built-in models are simulated together: of those on the same plan, the best one. */
function newestFinished(root: string): readonly string[] {
  const finished = storedRuns(root).flatMap(({ places, file }) =>
    file.kind === 'read' && file.value.status.kind === 'finished' ? [{ run: places.run, file: file.value }] : [],
  );
  const newest = finished[0];
  if (newest === undefined) {
    return [];
  }
  const best = [...builtInModels]
    .reverse()
    .map((id) => finished.find(({ file }) => file.model.id === id && file.plan.hash === newest.file.plan.hash))
    .find((one) => one !== undefined);
  return [newest.file.model.kind === 'built-in' ? (best?.run ?? newest.run) : newest.run];
}
