import path from 'node:path';
import {
  buildReport,
  codeAnswers,
  contentHash,
  type Evaluation,
  evaluate,
  type People,
  type Plan,
  planFromColumns,
  type Report,
  type RunFile,
  type Split,
  type Study,
  selectRows,
  settingsHash,
} from '#engine';
import { fileReason, isFileError } from '../file-errors.ts';
import { writeHtmlReport } from '../report/write-html-report.ts';
import { readJournal } from '../runs/journal.ts';
import { type RunFolder, readStoredRun, runFolder, runsRoot, writeWhole } from '../runs/run-folder.ts';
import type { SimulationWorld } from '../simulation/world.ts';
import { type LoadedStudy, loadStudyText } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';
import { earlierEvaluations } from './earlier-evaluations.ts';
import { ladderOf, subjectOf } from './models-of-run.ts';
import { workerExecutor } from './worker-executor.ts';

export interface EvaluateRunRequest {
  readonly loaded: LoadedStudy;
  /** The name of a run of this study. */
  readonly run: string;
  readonly out: string | null;
  /** The folder of the program: `worker.mjs` lies there, and the script of the HTML report there or in `dist` above. */
  readonly programFolder: string;
}

export type EvaluateRunResult =
  | {
      readonly kind: 'evaluated';
      readonly places: RunFolder;
      readonly evaluation: Evaluation;
      readonly report: Report;
      /** Null where no HTML report could be written; that has been told. */
      readonly html: string | null;
    }
  | { readonly kind: 'cancelled' }
  /** `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/**
 * Compares a stored run and the built-in respondents with the held-out people, and writes `evaluation.json` and
 * `report.html` into the run's folder. Calls no model. Regressions, rules and subgroups are those of the study as it is
 * now; where the questions have changed since, the study is judged as it was when they were asked.
 */
export async function evaluateRun(
  request: EvaluateRunRequest,
  world: Pick<SimulationWorld, 'signal' | 'tell'>,
): Promise<EvaluateRunResult> {
  const root = runsRoot(request.loaded.file, request.loaded.study.id.value, request.out);
  const places = runFolder(root, request.run);
  try {
    return await evaluateStored(request, root, places, world);
  } catch (error) {
    if (!isFileError(error)) {
      throw error;
    }
    const message = `The files of the run in ${places.folder} cannot be read or written: ${fileReason(error)}.`;
    return { kind: 'impossible', code: 'run-file', message };
  }
}

async function evaluateStored(
  request: EvaluateRunRequest,
  root: string,
  places: RunFolder,
  world: Pick<SimulationWorld, 'signal' | 'tell'>,
): Promise<EvaluateRunResult> {
  const stored = readStoredRun(places);
  if (stored.kind === 'unreadable') {
    return { kind: 'impossible', code: 'run-file', message: `${places.runFile} cannot be read: ${stored.reason}.` };
  }
  const run = stored.value;
  const journal = readJournal(places.answers);
  if (journal.kind === 'unreadable') {
    const message = `${places.answers}:${journal.line}:1 cannot be read: ${journal.reason}.`;
    return { kind: 'impossible', code: 'run-file', message };
  }
  const plan = planFromColumns(run.plan);
  const asked = await studyAsAsked(request.loaded, run, plan, world);
  const { study, people } = asked;
  if (people === null) {
    const message = 'The study has no people to compare with: name their data under `human`.';
    return { kind: 'impossible', code: 'no-people', message };
  }
  const split = splitOf(people, plan);
  const answers = codeAnswers(study, plan, journal.lines);
  if (answers.calls.answered < answers.calls.planned) {
    world.tell({
      kind: 'notice',
      severity: 'warning',
      message: `${request.run} has ${answers.calls.answered} of ${answers.calls.planned} answers; these are judged.`,
    });
  }
  const ladder = ladderOf({ study, people, split, plan, seed: run.simulation.seed });
  for (const message of ladder.left_out) {
    world.tell({ kind: 'notice', severity: 'information', message });
  }
  const result = await evaluate(
    {
      study,
      people,
      split,
      subject: subjectOf(run, answers, ladder.models),
      ladder: ladder.models,
      seed: run.simulation.seed,
      version: understudyVersion,
      earlierEvaluations: earlierEvaluations(root, run),
    },
    {
      executor: workerExecutor({ file: path.join(request.programFolder, 'worker.mjs') }),
      signal: world.signal,
      onProgress: (done, total) =>
        world.tell({ kind: 'progress', phase: 'evaluating', model: run.model.id, done, total, failures: 0 }),
    },
  );
  if (result.kind === 'cancelled') {
    return { kind: 'cancelled' };
  }
  if (result.kind !== 'evaluated') {
    return { kind: 'impossible', code: result.kind, message: result.message };
  }
  return written(places, result.evaluation, request.programFolder, world);
}

function written(
  places: RunFolder,
  evaluation: Evaluation,
  programFolder: string,
  world: Pick<SimulationWorld, 'tell'>,
): EvaluateRunResult {
  writeWhole(places.evaluation, `${JSON.stringify(evaluation, null, 1)}\n`);
  const report = buildReport(evaluation);
  const html = writeHtmlReport(report, places.report, programFolder);
  if (html.kind === 'not-written') {
    world.tell({ kind: 'notice', severity: 'warning', message: html.reason });
  }
  world.tell({ kind: 'evaluated', file: places.evaluation, report: places.report });
  return { kind: 'evaluated', places, evaluation, report, html: html.kind === 'written' ? html.file : null };
}

/** The study of today if it still asks what the run asked, else the one of then; both with how the run simulated it. */
async function studyAsAsked(
  loaded: LoadedStudy,
  run: RunFile,
  plan: Plan,
  world: Pick<SimulationWorld, 'tell'>,
): Promise<{ readonly study: Study; readonly people: People | null }> {
  const today = { study: asSimulated(loaded.study, run), people: loaded.people };
  if (contentHash(loaded.text) === run.study.hash || asksTheSame(today, run, plan)) {
    return today;
  }
  world.tell({
    kind: 'notice',
    severity: 'warning',
    message: `The study or its data have changed since ${run.run} was made; it is judged as it was asked. Simulate again to judge the study of today.`,
  });
  const then = await loadStudyText(loaded.file, run.study.text);
  return { study: asSimulated(then.study, run), people: then.people };
}

function asksTheSame(
  today: { readonly study: Study; readonly people: People | null },
  run: RunFile,
  plan: Plan,
): boolean {
  const pilot = today.people === null ? null : selectRows(today.people.table, splitOf(today.people, plan).pilot);
  return settingsHash(today.study, plan, run.model, pilot) === run.settings_hash;
}

function asSimulated(study: Study, run: RunFile): Study {
  return { ...study, simulation: { ...run.simulation } };
}

/** Pilot and held-out as the run knew them: whom a model may have learned from is never compared with. */
function splitOf(people: People, plan: Plan): Split {
  const pilotIds = new Set(plan.pilotIds);
  const rows = Int32Array.from({ length: people.table.size }, (_, row) => row);
  const isPilot = (row: number): boolean => pilotIds.has(people.table.ids[row] ?? '');
  return { pilot: rows.filter(isPilot), heldOut: rows.filter((row) => !isPilot(row)) };
}
