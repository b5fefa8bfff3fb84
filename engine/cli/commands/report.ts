import fs from 'node:fs';
import { buildReport, readEvaluation, terminalReport } from '#engine';
import { runFolder, runsRoot, storedRuns } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, readStudy, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';

export interface ReportOptions extends CommonOptions {
  readonly run?: string;
  readonly out?: string;
}

/** `understudy report`: the report of an evaluation on disk, the newest if no run is named. Computes nothing anew. */
export async function report(
  argument: string | undefined,
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = await readStudy('report', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  const { study, file } = found.loaded;
  const root = runsRoot(file, study.id.value, options.out ?? null);
  const places = options.run === undefined ? newestEvaluated(root) : runFolder(root, options.run);
  if (places === null || !fs.existsSync(places.evaluation)) {
    const what = options.run === undefined ? 'No run of this study' : `The run ${options.run}`;
    const message = `${what} has been evaluated. Do that with: understudy evaluate ${shownPath(file)}`;
    return stopped('report', exitCodes.usage, 'no-evaluation', message, options, terminal).exitCode;
  }
  const read = readEvaluation(fs.readFileSync(places.evaluation, 'utf8'));
  if (read.kind === 'error') {
    const message = `${shownPath(places.evaluation)} cannot be read. ${read.reason}`;
    return stopped('report', exitCodes.failed, 'run-file', message, options, terminal).exitCode;
  }
  const built = buildReport(read.evaluation);
  const files = [
    { label: 'Evaluation', path: shownPath(places.evaluation) },
    ...(fs.existsSync(places.report) ? [{ label: 'Report', path: shownPath(places.report) }] : []),
  ];
  terminal.out(
    options.json === true
      ? envelope('report', exitCodes.fine, { data: { run: places.run, report: built } })
      : terminalReport(built, { color: terminal.color, width: terminal.width, files }),
  );
  return exitCodes.fine;
}

function newestEvaluated(root: string) {
  const evaluated = storedRuns(root)
    .map(({ places }) => places)
    .filter((places) => fs.existsSync(places.evaluation))
    .map((places) => ({ places, time: fs.statSync(places.evaluation).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  return evaluated[0]?.places ?? null;
}
