import path from 'node:path';
import { buildReport, type Evaluation, evaluate, type Report, type RunFile } from '#engine';
import { fileReason, isFileError } from '../file-errors.ts';
import { writeHtmlReport } from '../report/write-html-report.ts';
import { type RunFolder, runFolder, runsRoot, writeWhole } from '../runs/run-folder.ts';
import type { SimulationWorld } from '../simulation/world.ts';
import type { LoadedStudy } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';
import { earlierEvaluations } from './earlier-evaluations.ts';
import { ladderOf, modelOf } from './models-of-run.ts';
import { sensitivityRuns } from './sensitivity-runs.ts';
import { cannotStandBeside, type Refusal, readRun, type StoredAnswersOfRun } from './stored-answers.ts';
import { splitOfRun, studyAsAsked } from './study-as-asked.ts';
import { workerExecutor } from './worker-executor.ts';

export interface EvaluateRunRequest {
  readonly loaded: LoadedStudy;
  /** The name of a run of this study: the one that is judged. */
  readonly run: string;
  /** Further runs, to stand beside it: each is measured as it is, and compared with it and with each other. */
  readonly beside?: readonly string[];
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
  const named = readAll(root, [request.run, ...(request.beside ?? [])]);
  if (named.kind === 'impossible') {
    return named;
  }
  const [subject, ...others] = named.runs;
  const { run, plan } = subject;
  const asked = await studyAsAsked(request.loaded, run, plan);
  if (asked.isEarlier) {
    world.tell({
      kind: 'notice',
      severity: 'warning',
      message: `The study or its data have changed since ${run.run} was made; it is judged as it was asked. Simulate again to judge the study of today.`,
    });
  }
  const { study, people } = asked;
  if (people === null) {
    const message = 'The study has no people to compare with: name their data under `human`.';
    return { kind: 'impossible', code: 'no-people', message };
  }
  const refusal = others.map((other) => cannotStandBeside(other.run, run, study)).find((one) => one !== null);
  if (refusal !== undefined) {
    return refusal;
  }
  const split = splitOfRun(people, plan);
  for (const one of named.runs) {
    const calls = one.plan.respondents.size * one.plan.repeats;
    if (one.lines.length < calls) {
      world.tell({
        kind: 'notice',
        severity: 'warning',
        message: `${one.run.run} has ${one.lines.length} of ${calls} answers; these are judged.`,
      });
    }
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
      subject: modelOf(subject, study, idIn(named.runs, run), ladder.models),
      beside: others.map((other) => modelOf(other, study, idIn(named.runs, other.run), ladder.models)),
      ladder: ladder.models,
      seed: run.simulation.seed,
      version: understudyVersion,
      earlierEvaluations: earlierEvaluations(root, run),
      sensitivity: sensitivityRuns(root, subject, study),
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

type NamedRuns =
  | { readonly kind: 'read'; readonly runs: readonly [StoredAnswersOfRun, ...StoredAnswersOfRun[]] }
  | Refusal;

/** The runs of these names, in order; the first that cannot be read is said. A name that is repeated counts once. */
function readAll(root: string, [first, ...others]: readonly [string, ...string[]]): NamedRuns {
  const subject = readRun(root, first);
  if (subject.kind === 'impossible') {
    return subject;
  }
  const runs: [StoredAnswersOfRun, ...StoredAnswersOfRun[]] = [subject.read];
  for (const name of new Set(others)) {
    const other = name === first ? null : readRun(root, name);
    if (other?.kind === 'impossible') {
      return other;
    }
    if (other !== null) {
      runs.push(other.read);
    }
  }
  return { kind: 'read', runs };
}

/** What a run's model is called among these: its id, or, where several have that id, the name of the run. */
function idIn(runs: readonly StoredAnswersOfRun[], run: RunFile): string {
  return runs.filter((one) => one.run.model.id === run.model.id).length === 1 ? run.model.id : run.run;
}
