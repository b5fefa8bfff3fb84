import path from 'node:path';
import type { ExportFormat } from '#engine';
import { exportStudy, runsRoot } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, stopped, studyFor } from '../load.ts';
import { newestFinished } from '../newest-run.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';

export const exportContents = ['people', 'answers', 'both'] as const;
export const exportFormats: readonly ExportFormat[] = ['wide', 'long'];

export interface ExportOptions extends CommonOptions {
  readonly run?: readonly string[];
  readonly what: (typeof exportContents)[number];
  readonly format: ExportFormat;
  readonly spreadsheet?: boolean;
  readonly rScript?: boolean;
  readonly to?: string;
  readonly out?: string;
}

/** `understudy export`: people and the answers of runs as CSV, with a codebook. Without `--run` the newest finished one. */
export async function exportCommand(
  argument: string | undefined,
  options: ExportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = await studyFor('export', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  if (options.rScript === true && (options.what === 'answers' || options.format === 'long' || options.spreadsheet)) {
    const message =
      'The R script reads people in the wide format: leave out `--what answers`, `--format long` and `--spreadsheet`.';
    return stopped('export', exitCodes.usage, 'usage', message, options, terminal).exitCode;
  }
  const { loaded } = found;
  const { study, file } = loaded;
  const out = options.out ?? null;
  const runs = options.run ?? newestFinished(runsRoot(file, study.id.value, out));
  if (runs.length === 0 && options.what === 'answers') {
    const message = `${shownPath(file)} has no finished run. Make one with: understudy simulate ${shownPath(file)}`;
    return stopped('export', exitCodes.usage, 'no-run', message, options, terminal).exitCode;
  }
  const result = await exportStudy({
    loaded,
    runs,
    what: options.what,
    format: options.format,
    forSpreadsheets: options.spreadsheet === true,
    withScript: options.rScript === true,
    out,
    to: path.resolve(options.to ?? `${study.id.value}-export`),
  });
  if (result.kind === 'impossible') {
    return stopped('export', exitCodes.failed, result.code, result.message, options, terminal).exitCode;
  }
  const { files, notes } = result;
  if (options.json === true) {
    terminal.out(envelope('export', exitCodes.fine, { data: { runs, files, notes } }));
    return exitCodes.fine;
  }
  const width = Math.max(...files.map((one) => shownPath(one.file).length));
  for (const { file: name, content, rows } of files) {
    const size = rows === null ? '' : ` ${rows} rows.`;
    terminal.out(`${shownPath(name).padEnd(width)}  ${terminal.paint.dim(`${content}${size}`)}\n`);
  }
  for (const note of notes) {
    terminal.err(`${terminal.paint.yellow('warning')} ${note}\n`);
  }
  return exitCodes.fine;
}
