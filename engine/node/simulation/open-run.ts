import fs from 'node:fs';
import {
  builtInModels,
  callsOf,
  contentHash,
  makePlan,
  type Plan,
  planColumns,
  type RespondentAnswers,
  RUN_FORMAT,
  type RunFile,
  type RunModel,
  type Study,
  selectRows,
  settingsHash,
} from '#engine';
import { fileReason, isFileError } from '../file-errors.ts';
import { isUnanswered, Journal, readJournal } from '../runs/journal.ts';
import { makeRunFolder, type RunFolder, readStoredRun, runFolder, runsRoot, writeRunFile } from '../runs/run-folder.ts';
import { takeLock } from '../runs/run-lock.ts';
import type { LoadedStudy } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';

/** A run that this process may write to. */
export interface OpenRun {
  readonly places: RunFolder;
  readonly run: RunFile;
  readonly plan: Plan;
  /** Answers that were there already. */
  readonly stored: readonly RespondentAnswers[];
  readonly journal: Journal;
  /** Aborted when another process has taken the run over. */
  readonly lost: AbortSignal;
  /** Writes `run.json` anew. */
  readonly save: (change: Partial<Pick<RunFile, 'status' | 'capabilities' | 'limit' | 'notes'>>) => void;
  readonly close: () => void;
}

export type OpenRunResult =
  | { readonly kind: 'open'; readonly open: OpenRun }
  /** `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

export interface RunRequest {
  readonly loaded: LoadedStudy;
  readonly model: RunModel;
  /** Begin another run even if there is one that asked the same. */
  readonly fresh: boolean;
  readonly limit: number | null;
  readonly out: string | null;
  readonly now: number;
}

/**
 * Opens the run that asks this study of this model: the one on disk when there is one with the same settings, else a new
 * one. The run's name is the model's and the first eight digits of the hash of all that its answers depend on.
 */
export function openRun(request: RunRequest): OpenRunResult {
  const { loaded, model } = request;
  const { study } = loaded;
  const planned = makePlan(study, loaded.people, loaded.split, loaded.further);
  if (planned.kind === 'impossible') {
    return { kind: 'impossible', code: 'no-plan', message: planned.reason };
  }
  const { plan } = planned;
  const pilot =
    loaded.people === null || loaded.split === null ? null : selectRows(loaded.people.table, loaded.split.pilot);
  const settings = settingsHash(study, plan, model, pilot);
  const root = runsRoot(loaded.file, study.id.value, request.out);
  const name = runName(root, `${model.id}-${settings.slice(0, 8)}`, request.fresh);
  let release = (): void => {};
  try {
    const places = makeRunFolder(root, name);
    const abort = new AbortController();
    const lock = takeLock(places.lock, () => abort.abort());
    if (lock.kind === 'held') {
      const who = lock.pid === null ? 'Another process' : `Process ${lock.pid}`;
      return {
        kind: 'impossible',
        code: 'run-locked',
        message: `${who} is writing to the run ${places.run}. Wait until it has ended, or stop it.`,
      };
    }
    release = lock.release;
    const opened = openLocked(request, { plan, settings, places, lost: abort.signal, release });
    if (opened.kind === 'impossible') {
      release();
    }
    return opened;
  } catch (error) {
    release();
    return notWritten(runFolder(root, name), error);
  }
}

/** What to say where the files of a run cannot be written; other errors are thrown on. */
export function notWritten(places: RunFolder, error: unknown): OpenRunResult & { readonly kind: 'impossible' } {
  if (!isFileError(error)) {
    throw error;
  }
  const message = `${places.folder} cannot be written to: ${fileReason(error)}. Mend that, or name another folder with --out.`;
  return { kind: 'impossible', code: 'not-writable', message };
}

interface LockedRun extends Pick<OpenRun, 'plan' | 'places' | 'lost'> {
  readonly settings: string;
  readonly release: () => void;
}

function openLocked(request: RunRequest, { plan, settings, places, lost, release }: LockedRun): OpenRunResult {
  const { study } = request.loaded;
  const refuse = (file: string, reason: string): OpenRunResult => ({
    kind: 'impossible',
    code: 'run-file',
    message: `${file} cannot be read: ${reason}. Delete the folder of the run, or begin another with --fresh.`,
  });
  const isNew = !fs.existsSync(places.runFile);
  const stored = isNew ? null : readStoredRun(places);
  if (stored?.kind === 'unreadable') {
    return refuse(places.runFile, stored.reason);
  }
  if (stored !== null && stored.value.settings_hash !== settings) {
    return refuse(places.runFile, 'it belongs to other settings than its name says');
  }
  const content = readJournal(places.answers);
  if (content.kind === 'unreadable') {
    return refuse(`${places.answers}:${content.line}:1`, content.reason);
  }
  let run: RunFile = {
    ...(stored?.value ?? newRun(request, study, plan, places.run, settings)),
    limit: request.limit,
    updated: new Date(request.now).toISOString(),
  };
  const save: OpenRun['save'] = (change) => {
    run = { ...run, ...change, updated: new Date().toISOString() };
    writeRunFile(places, run);
  };
  save({ status: { ...run.status, kind: 'running', message: null } });
  const journal = Journal.open(places.answers, content);
  return {
    kind: 'open',
    open: {
      places,
      run,
      plan,
      stored: answersOfPlan(plan, content.lines),
      journal,
      lost,
      save,
      close: () => {
        try {
          journal.close();
        } finally {
          release();
        }
      },
    },
  };
}

/** The lines that answer a call of the plan, the first for each call: what else a journal may hold answers nothing. */
function answersOfPlan(plan: Plan, lines: readonly RespondentAnswers[]): readonly RespondentAnswers[] {
  const open = new Set(callsOf(plan).map(callKey));
  return lines.filter((line) => !isUnanswered(line) && open.delete(callKey(line)));
}

/** What tells the calls of a run apart. */
export function callKey(call: { readonly respondent: string; readonly repeat: number }): string {
  return `${call.repeat} ${call.respondent}`;
}

/** The name as it is, or, for a fresh run, the first of `name-2`, `name-3` … that is not taken. */
function runName(root: string, name: string, fresh: boolean): string {
  let candidate = name;
  for (let number = 2; fresh && fs.existsSync(runFolder(root, candidate).runFile); number += 1) {
    candidate = `${name}-${number}`;
  }
  return candidate;
}

function newRun(request: RunRequest, study: Study, plan: Plan, run: string, settings: string): RunFile {
  const { loaded, model } = request;
  const created = new Date(request.now).toISOString();
  return {
    format: RUN_FORMAT,
    run,
    created,
    updated: created,
    versions: { understudy: understudyVersion, node: process.versions.node },
    study: {
      id: study.id.value,
      file: loaded.fileName,
      hash: contentHash(loaded.text),
      text: loaded.text,
    },
    model,
    simulation: { ...study.simulation },
    settings_hash: settings,
    plan: planColumns(plan),
    limit: request.limit,
    capabilities: { structured_replies: 'unknown' },
    status: { kind: 'running', answered: 0, failures: { refused: 0, invalid: 0, missing: 0, error: 0 }, message: null },
    notes: [],
  };
}

/** The settings of a model of a study, or of a built-in one, as a run keeps them; null for a name that means neither. */
export function runModel(study: Study, id: string): RunModel | { readonly kind: 'tuned' } | null {
  if ((builtInModels as readonly string[]).includes(id)) {
    return {
      kind: 'built-in',
      id,
      model: null,
      base_url: null,
      key_env: null,
      temperature: null,
      max_tokens: null,
      seed: null,
    };
  }
  const model = study.models.find((one) => one.id.value === id);
  if (model === undefined) {
    return null;
  }
  if (model.kind === 'tuned') {
    return { kind: 'tuned' };
  }
  return {
    kind: 'openai',
    id,
    model: model.model.value,
    base_url: model.base_url?.value ?? null,
    key_env: model.key_env,
    temperature: model.temperature,
    max_tokens: model.max_tokens,
    seed: model.seed,
  };
}
