import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReport, type Evaluation, type EvaluationTableName, readEvaluation, terminalReport } from '#engine';
import { runFolder, runsRoot, storedRuns, writeTexts } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, readStudy, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';
import { type ReportFormat, reportTexts } from '../writers/report-files.ts';

export interface ReportOptions extends CommonOptions {
  readonly run?: string;
  readonly out?: string;
  readonly format: ReportFormat;
  /** One table of the evaluation, with `--format csv`. */
  readonly table?: EvaluationTableName;
  /** The file or folder to write, instead of standard output. */
  readonly to?: string;
}

/**
 * `understudy report`: the report of an evaluation on disk, the newest if no run is named, as text or in another format.
 * Computes nothing anew.
 */
export async function report(
  argument: string | undefined,
  given: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const options = given.format === 'json' ? { ...given, json: true } : given;
  const contradiction = contradictionIn(given);
  if (contradiction !== null) {
    return stopped('report', exitCodes.usage, 'usage', contradiction, options, terminal).exitCode;
  }
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
  const { format } = options;
  if (format !== 'text' && format !== 'json') {
    return written(read.evaluation, { ...options, format }, terminal);
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

/** Options that do not go together, in a sentence; null where there are none. */
function contradictionIn({ format, table, to, json }: ReportOptions): string | null {
  if (json === true && format !== 'json' && format !== 'text') {
    return `\`--json\` and \`--format ${format}\` are two formats: leave one out.`;
  }
  if (table !== undefined && format !== 'csv') {
    return '`--table` belongs to `--format csv`.';
  }
  return to !== undefined && (format === 'text' || format === 'json')
    ? '`--to` belongs to the formats markdown, csv, html and methods.'
    : null;
}

/** The report in another format, on standard output or in files, which are named. */
function written(
  evaluation: Evaluation,
  options: ReportOptions & { readonly format: Exclude<ReportFormat, 'text' | 'json'> },
  terminal: Terminal,
): ExitCode {
  const result = reportTexts({
    report: buildReport(evaluation),
    evaluation,
    format: options.format,
    table: options.table ?? null,
    to: options.to ?? null,
    programFolder: path.dirname(fileURLToPath(import.meta.url)),
  });
  if (result.kind === 'text') {
    terminal.out(result.text);
    return exitCodes.fine;
  }
  const outcome =
    result.kind === 'files' ? writeTexts(result.files) : { kind: 'not-written' as const, reason: result.reason };
  if (outcome.kind === 'not-written') {
    return stopped('report', exitCodes.failed, 'not-written', outcome.reason, options, terminal).exitCode;
  }
  const files = result.kind === 'files' ? result.files : [];
  const width = Math.max(...files.map(({ file }) => shownPath(file).length));
  for (const { file, content } of files) {
    terminal.out(`${shownPath(file).padEnd(width)}  ${terminal.paint.dim(content)}\n`);
  }
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
