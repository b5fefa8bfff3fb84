import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
  contentHash,
  type DataError,
  type GivenProblem,
  givenAnswers,
  type Plan,
  planColumns,
  type RespondentAnswers,
  RUN_FORMAT,
  type RunFile,
  type RunModel,
  settingsHash,
} from '#engine';
import { readDataFile } from '../data/read-data-file.ts';
import { fileReason, isFileError } from '../file-errors.ts';
import {
  makeRunFolder,
  type RunFolder,
  readStoredRun,
  runsRoot,
  writeRunFile,
  writeWhole,
} from '../runs/run-folder.ts';
import { takeLock } from '../runs/run-lock.ts';
import type { LoadedStudy } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';

export interface AnswersRequest {
  readonly loaded: LoadedStudy;
  /** A CSV or TSV file with answers that were simulated elsewhere. */
  readonly file: string;
  /** What the model is called. */
  readonly model: string;
  /** The folder for runs instead of `.understudy` beside the study file. */
  readonly out: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type StoredAnswers =
  | { readonly kind: 'stored'; readonly run: string; readonly problems: readonly GivenProblem[] }
  /** Nothing was written. At least one of the problems is an error. */
  | { readonly kind: 'refused'; readonly problems: readonly GivenProblem[] }
  /** `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/**
 * Reads answers that were simulated elsewhere and stores them as a run like any other, so that it can be evaluated,
 * listed and compared. The same file for the same study is the same run. Never rejects for what a file may hold.
 */
export async function storeAnswers(request: AnswersRequest): Promise<StoredAnswers> {
  const { loaded, file } = request;
  const { study, people, split } = loaded;
  if (people === null || split === null) {
    const message = 'The study has no people to compare with: name their data under `human`.';
    return { kind: 'impossible', code: 'no-people', message };
  }
  const read = await readDataFile(file, { withLines: true });
  if (read.kind === 'error') {
    return unreadable(read.error);
  }
  const given = givenAnswers(study, people, split, read.table);
  if (given.kind === 'refused') {
    return given;
  }
  const bytes = fs.readFileSync(file);
  const model: RunModel = {
    kind: 'answers',
    id: request.model,
    model: null,
    base_url: null,
    key_env: null,
    temperature: null,
    max_tokens: null,
    seed: null,
    source: { file: path.basename(file), hash: createHash('sha256').update(bytes).digest('hex') },
  };
  const root = runsRoot(loaded.file, study.id.value, request.out);
  const run = answersRun(request, model, given.plan, given.lines, given.problems);
  try {
    const stored = written(root, run, given.lines);
    return stored.kind === 'stored' ? { ...stored, problems: given.problems } : stored;
  } catch (error) {
    if (!isFileError(error)) {
      throw error;
    }
    const message = `${path.join(root, run.run)} cannot be written to: ${fileReason(error)}. Mend that, or name another folder with --out.`;
    return { kind: 'impossible', code: 'not-writable', message };
  }
}

/**
 * A name for the model that a file of answers comes from: the file's own, without extension and with `-` for what a name
 * of a model may not hold.
 */
export function nameOfAnswers(file: string): string {
  const stem = path
    .basename(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[^\p{L}_]+|-+$/gu, '');
  return stem === '' ? 'answers' : stem;
}

function answersRun(
  { loaded, model: id, now }: AnswersRequest,
  model: RunModel,
  plan: Plan,
  lines: readonly RespondentAnswers[],
  problems: readonly GivenProblem[],
): RunFile {
  const simulation = { ...loaded.study.simulation, repeats: plan.repeats };
  const settings = settingsHash({ ...loaded.study, simulation }, plan, model, null);
  const created = new Date(now).toISOString();
  const given = loaded.study.items.length * lines.length;
  const answered = lines.reduce((sum, line) => sum + Object.keys(line.answers).length, 0);
  const invalid = lines.reduce((sum, line) => sum + Object.keys(line.failures ?? {}).length, 0);
  return {
    format: RUN_FORMAT,
    run: `${id}-${settings.slice(0, 8)}`,
    created,
    updated: created,
    versions: { understudy: understudyVersion, node: process.versions.node },
    study: {
      id: loaded.study.id.value,
      file: loaded.fileName,
      hash: contentHash(loaded.text),
      text: loaded.text,
    },
    model,
    simulation,
    settings_hash: settings,
    plan: planColumns(plan),
    limit: null,
    capabilities: { structured_replies: 'unknown' },
    status: {
      kind: 'finished',
      answered: lines.length,
      failures: { refused: 0, invalid, missing: given - answered - invalid, error: 0 },
      message: null,
    },
    notes: problems.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
  };
}

/** Writes the run, as a whole. One that is there keeps the time at which it was first read. */
function written(
  root: string,
  run: RunFile,
  lines: readonly RespondentAnswers[],
): { readonly kind: 'stored'; readonly run: string } | (StoredAnswers & { readonly kind: 'impossible' }) {
  const places: RunFolder = makeRunFolder(root, run.run);
  const lock = takeLock(places.lock, () => {});
  if (lock.kind === 'held') {
    const who = lock.pid === null ? 'Another process' : `Process ${lock.pid}`;
    const message = `${who} is writing to the run ${run.run}. Wait until it has ended, or stop it.`;
    return { kind: 'impossible', code: 'run-locked', message };
  }
  try {
    const before = fs.existsSync(places.runFile) ? readStoredRun(places) : null;
    const created = before?.kind === 'read' ? before.value.created : run.created;
    writeWhole(places.answers, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    writeRunFile(places, { ...run, created });
    return { kind: 'stored', run: run.run };
  } finally {
    lock.release();
  }
}

function unreadable(error: DataError): StoredAnswers {
  const refused = (code: string, line: number, message: string): StoredAnswers => ({
    kind: 'refused',
    problems: [{ severity: 'error', code, line, message }],
  });
  switch (error.kind) {
    case 'not-found':
      return { kind: 'impossible', code: 'no-answers-file', message: `There is no file ${error.path}.` };
    case 'unreadable':
      return { kind: 'impossible', code: 'no-answers-file', message: `${error.path} cannot be read. ${error.reason}` };
    case 'empty':
      return refused('answers-empty', 1, 'The file is empty.');
    case 'duplicate-columns':
      return refused(
        'answers-column',
        1,
        `Two columns are called \`${error.name}\`. Give one of them another name, or leave it out.`,
      );
    case 'unclosed-quote':
      return refused('answers-format', error.line, 'A quote is not closed, so that the rest cannot be read.');
    case 'encoding':
      return refused('answers-encoding', error.line, `The line is not ${error.encoding}. Save the file as UTF-8.`);
    case 'unknown-encoding':
      return refused('answers-encoding', 1, `\`${error.encoding}\` is not an encoding that can be read.`);
  }
}
