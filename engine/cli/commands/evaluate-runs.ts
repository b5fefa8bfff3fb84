import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalReport } from '#engine';
import { evaluateRun, type LoadedStudy } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import type { CommandError } from '../writers/json-envelope.ts';
import type { EventWriter } from '../writers/run-events.ts';

export interface EvaluateRunsOptions {
  readonly out: string | null;
  readonly events: EventWriter;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  /** Whether the report is printed for people. */
  readonly print: boolean;
  /** Runs to stand beside each of those that are judged. */
  readonly beside?: readonly string[];
}

export interface EvaluatedFiles {
  readonly run: string;
  /** The runs that stand beside it. */
  readonly beside: readonly string[];
  readonly evaluation: string;
  readonly report: string | null;
}

export type EvaluatedRuns =
  | { readonly kind: 'evaluated'; readonly exitCode: ExitCode; readonly files: readonly EvaluatedFiles[] }
  | { readonly kind: 'stopped'; readonly exitCode: ExitCode; readonly errors: readonly CommandError[] };

/** Judges runs one after the other and prints their reports. */
export async function evaluateRuns(
  loaded: LoadedStudy,
  runs: readonly string[],
  options: EvaluateRunsOptions,
): Promise<EvaluatedRuns> {
  const { terminal, events, signal, beside = [] } = options;
  const files: EvaluatedFiles[] = [];
  const programFolder = path.dirname(fileURLToPath(import.meta.url));
  for (const run of runs) {
    const result = await evaluateRun(
      { loaded, run, beside, out: options.out, programFolder },
      { signal, tell: events.tell },
    );
    events.stop();
    if (result.kind === 'cancelled') {
      return { kind: 'stopped', exitCode: exitCodes.interrupted, errors: [] };
    }
    if (result.kind === 'impossible') {
      const { code, message } = result;
      events.tell({ kind: 'failed', code, message });
      return { kind: 'stopped', exitCode: exitCodes.failed, errors: [{ code, message }] };
    }
    const { places, report, html } = result;
    files.push({ run, beside, evaluation: places.evaluation, report: html });
    if (options.print) {
      const shown = [
        { label: 'Evaluation', path: shownPath(places.evaluation) },
        ...(html === null ? [] : [{ label: 'Report', path: shownPath(html) }]),
      ];
      terminal.out(terminalReport(report, { color: terminal.color, width: terminal.width, files: shown }));
    }
  }
  return { kind: 'evaluated', exitCode: exitCodes.fine, files };
}
