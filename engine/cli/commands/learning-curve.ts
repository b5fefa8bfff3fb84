import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalLearningCurve } from '#engine';
import { drawLearningCurve, type LoadedStudy } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';
import type { EventWriter } from '../writers/run-events.ts';

export interface LearningCurveOptions {
  readonly learningCurve: readonly (number | 'all')[];
  readonly resamples?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const RESAMPLES = 5;

/** `understudy evaluate --learning-curve`: how well the built-in respondents do by the size of the pilot. */
export async function evaluateLearningCurve(
  loaded: LoadedStudy,
  options: LearningCurveOptions,
  terminal: Terminal,
  world: { readonly events: EventWriter; readonly signal: AbortSignal },
): Promise<ExitCode> {
  const result = await drawLearningCurve(
    {
      loaded,
      sizes: options.learningCurve,
      resamples: options.resamples ?? RESAMPLES,
      out: options.out ?? null,
      programFolder: path.dirname(fileURLToPath(import.meta.url)),
    },
    { signal: world.signal, tell: world.events.tell },
  );
  world.events.stop();
  const finish = (exitCode: ExitCode, content: Parameters<typeof envelope>[2]): ExitCode => {
    if (options.json === true) {
      terminal.out(envelope('evaluate', exitCode, content));
    }
    return exitCode;
  };
  switch (result.kind) {
    case 'cancelled':
      return finish(exitCodes.interrupted, {});
    case 'impossible': {
      const { code, message } = result;
      world.events.tell({ kind: 'failed', code, message });
      const exitCode = code === 'sizes' || code === 'no-pilot' ? exitCodes.usage : exitCodes.failed;
      return finish(exitCode, { errors: [{ code, message }] });
    }
    case 'drawn':
      if (options.json !== true) {
        terminal.out(terminalLearningCurve(result.curve, { color: terminal.color, width: terminal.width }));
        terminal.out(`\n  Learning curve  ${shownPath(result.file)}\n  Charts          ${shownPath(result.html)}\n`);
      }
      return finish(exitCodes.fine, { data: { learning_curve: result.file, charts: result.html } });
  }
}
