import { runSummary, runsRoot, storedRuns } from '#engine/node';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommonOptions, readStudy, stopped } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { shownPath } from '../writers/human-diagnostics.ts';
import { envelope } from '../writers/json-envelope.ts';

export interface RunsOptions extends CommonOptions {
  readonly out?: string;
}

/** `understudy runs`: the runs of a study that lie on disk, the newest first. */
export async function runs(argument: string | undefined, options: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const found = await readStudy('runs', argument, options, terminal);
  if (found.kind === 'stopped') {
    return found.exitCode;
  }
  const { study, file } = found.loaded;
  if (study.id.value === '') {
    return stopped(
      'runs',
      exitCodes.usage,
      'no-study-id',
      `${shownPath(file)} has no \`study:\` id.`,
      options,
      terminal,
    ).exitCode;
  }
  const rows = storedRuns(runsRoot(file, study.id.value, options.out ?? null)).map(runSummary);
  if (options.json === true) {
    terminal.out(envelope('runs', exitCodes.fine, { data: { study: study.id.value, runs: rows } }));
    return exitCodes.fine;
  }
  if (rows.length === 0) {
    terminal.out(`${shownPath(file)} has no runs yet. Make one with: understudy simulate ${shownPath(file)}\n`);
    return exitCodes.fine;
  }
  const cells = rows.map((row) => [
    row.run,
    row.status,
    row.answered === null ? '' : `${row.answered}/${row.calls}`,
    row.created?.slice(0, 16).replace('T', ' ') ?? '',
    row.evaluated ? 'evaluated' : '',
  ]);
  const head = ['run', 'status', 'answered', 'planned at (UTC)', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  terminal.out(`${terminal.paint.dim(line(head))}\n${cells.map((row) => `${line(row)}\n`).join('')}`);
  for (const row of rows.filter((one) => one.problem !== null)) {
    terminal.err(
      `${terminal.paint.yellow('warning')} ${shownPath(row.folder)}/run.json cannot be read: ${row.problem}.\n`,
    );
  }
  return exitCodes.fine;
}
