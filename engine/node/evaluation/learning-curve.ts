import path from 'node:path';
import {
  contentHash,
  evaluate,
  type Headline,
  headlinesOf,
  htmlLearningCurve,
  type LearningCurve,
  learningCurve,
  makePlan,
  type People,
  type PilotResult,
  type Plan,
  type Split,
  type Study,
  subPilot,
} from '#engine';
import { fileReason, isFileError } from '../file-errors.ts';
import { makeRunsFolder, runsRoot, writeWhole } from '../runs/run-folder.ts';
import type { SimulationWorld } from '../simulation/world.ts';
import type { LoadedStudy } from '../study/load-study.ts';
import { understudyVersion } from '../version.ts';
import { ladderOf } from './models-of-run.ts';
import { workerExecutor } from './worker-executor.ts';

/** Permutations behind each floor: enough for a mean. Nothing is tested here. */
const PERMUTATIONS = 400;
/** Subsamples behind the counts of coefficients, where more respondents are simulated than people asked. */
const SUBSAMPLES = 20;

export interface LearningCurveRequest {
  readonly loaded: LoadedStudy;
  /** Sizes of pilots; `all` is the whole pilot. */
  readonly sizes: readonly (number | 'all')[];
  /** Pilots of each size. */
  readonly resamples: number;
  readonly out: string | null;
  /** The folder of the program, where `worker.mjs` lies. */
  readonly programFolder: string;
}

export type LearningCurveResult =
  | { readonly kind: 'drawn'; readonly curve: LearningCurve; readonly file: string; readonly html: string }
  | { readonly kind: 'cancelled' }
  /** `code` is stable; `message` says what to do. */
  | { readonly kind: 'impossible'; readonly code: string; readonly message: string };

/**
 * How well the built-in respondents do by the size of the pilot: pilots are drawn from the study's, each model learns from
 * each of them, and answers for the same held-out people. Writes `learning-curve.json` and `.html` beside the runs of the study. The
 * same study, data and numbers give the same file.
 */
export async function drawLearningCurve(
  request: LearningCurveRequest,
  world: Pick<SimulationWorld, 'signal' | 'tell'>,
): Promise<LearningCurveResult> {
  const { loaded, resamples } = request;
  const { study, people, split } = loaded;
  if (people === null || split === null) {
    const message = 'The study has no people to compare with: name their data under `human`.';
    return { kind: 'impossible', code: 'no-people', message };
  }
  const sizes = sizesOf(request.sizes, split.pilot.length);
  if (sizes.kind === 'impossible') {
    return sizes;
  }
  // A curve is about twins: further personas would cost much and change nothing.
  const planned = makePlan(withoutFurther(study), people, split);
  if (planned.kind === 'impossible') {
    return { kind: 'impossible', code: 'no-plan', message: planned.reason };
  }
  const notes = [...sizes.notes, ...tunedNotes(loaded)];
  for (const message of notes) {
    world.tell({ kind: 'notice', severity: 'warning', message });
  }
  const done = await pilotResults(request, { people, split, plan: planned.plan, sizes: sizes.sizes }, world);
  if (done.kind !== 'done') {
    return done;
  }
  const curve = learningCurve(
    {
      understudy: understudyVersion,
      study: { id: study.id.value, title: study.title?.value ?? null, hash: contentHash(loaded.text) },
      seed: study.simulation.seed,
      permutations: PERMUTATIONS,
      people: { n_pilot: split.pilot.length, n_held_out: split.heldOut.length },
      resamples,
      sizes: [...sizes.sizes],
      notes: [...notes, ...done.notes],
    },
    done.results,
  );
  return written(curve, runsRoot(loaded.file, study.id.value, request.out));
}

function withoutFurther(study: Study): Study {
  return study.sample.kind === 'matched' ? { ...study, sample: { kind: 'matched' } } : study;
}

type Sizes =
  | { readonly kind: 'sizes'; readonly sizes: readonly number[]; readonly notes: readonly string[] }
  | (LearningCurveResult & { readonly kind: 'impossible' });

/** The sizes that the pilot has people for, ascending, each once; and what is left out. */
function sizesOf(wanted: LearningCurveRequest['sizes'], pilot: number): Sizes {
  if (pilot === 0) {
    const message =
      'A learning curve needs a pilot to draw smaller ones from, and this study has none (`human.pilot`).';
    return { kind: 'impossible', code: 'no-pilot', message };
  }
  const numbers = [...new Set(wanted.map((size) => (size === 'all' ? pilot : size)))].sort((a, b) => a - b);
  const sizes = numbers.filter((size) => size <= pilot);
  const beyond = numbers.filter((size) => size > pilot);
  const have = `the pilot has ${pilot} people`;
  if (sizes.length === 0) {
    const message = `There is no pilot of ${beyond.join(', ')}: ${have}. Ask for smaller ones, or for \`all\`.`;
    return { kind: 'impossible', code: 'sizes', message };
  }
  const notes =
    beyond.length === 0 ? [] : [`Without ${beyond.join(', ')}: ${have}, and smaller pilots are drawn from it.`];
  return { kind: 'sizes', sizes, notes };
}

function tunedNotes({ study }: LoadedStudy): readonly string[] {
  const tuned = study.models.filter(({ kind }) => kind === 'tuned').map(({ id }) => `\`${id.value}\``);
  return tuned.length === 0
    ? []
    : [
        `Without ${tuned.join(', ')}: ${tuned.length === 1 ? 'it is' : 'they are'} not tuned, and this version does not tune models.`,
      ];
}

interface Drawing {
  readonly people: People;
  readonly split: Split;
  readonly plan: Plan;
  readonly sizes: readonly number[];
}

type PilotResults =
  | { readonly kind: 'done'; readonly results: readonly PilotResult[]; readonly notes: readonly string[] }
  | Exclude<LearningCurveResult, { readonly kind: 'drawn' }>;

/** Every model on every pilot, one pilot after the other. */
async function pilotResults(
  { loaded: { study }, resamples, programFolder }: LearningCurveRequest,
  { people, split, plan, sizes }: Drawing,
  world: Pick<SimulationWorld, 'signal' | 'tell'>,
): Promise<PilotResults> {
  const executor = workerExecutor({ file: path.join(programFolder, 'worker.mjs') });
  const results: PilotResult[] = [];
  const said = new Said(resamples);
  const total = sizes.length * resamples;
  for (const size of sizes) {
    for (let resample = 1; resample <= resamples; resample += 1) {
      const seed = study.simulation.seed + resample - 1;
      const pilot = subPilot(study, people, split, size, resample);
      const ladder = ladderOf({ study, people, split: pilot, plan, seed, draws: 1 });
      for (const reason of ladder.left_out) {
        said.add(size, reason, reason);
      }
      for (const { id, notes = [] } of ladder.models) {
        for (const note of notes.slice(0, 1)) {
          said.add(size, id, `\`${id}\`: ${note}`);
        }
      }
      const subject = ladder.models.at(-1);
      if (subject === undefined) {
        continue;
      }
      const judged = await evaluate(
        {
          study,
          people,
          split: pilot,
          subject,
          ladder: ladder.models,
          seed: study.simulation.seed,
          version: understudyVersion,
          draws: { permutations: PERMUTATIONS, bootstrap: 0, refits: 0, subsamples: SUBSAMPLES },
        },
        { executor, signal: world.signal },
      );
      if (judged.kind === 'cancelled') {
        return { kind: 'cancelled' };
      }
      if (judged.kind !== 'evaluated') {
        return { kind: 'impossible', code: judged.kind, message: judged.message };
      }
      const models = new Map(
        ladder.models.map(({ id }): [string, readonly Headline[]] => [id, headlinesOf(judged.evaluation, id)]),
      );
      results.push({ size, resample, models });
      const done = results.length;
      world.tell({ kind: 'progress', phase: 'evaluating', model: 'the learning curve', done, total, failures: 0 });
    }
  }
  return { kind: 'done', results, notes: said.notes() };
}

/** What models had to say of pilots of one size, such as that they could not learn from one: once, with how many pilots. */
class Said {
  readonly #resamples: number;
  readonly #byKey = new Map<string, { readonly size: number; readonly first: string; readonly count: number }>();

  constructor(resamples: number) {
    this.#resamples = resamples;
  }

  add(size: number, about: string, text: string): void {
    const key = `${size} ${about}`;
    const known = this.#byKey.get(key) ?? { size, first: text, count: 0 };
    this.#byKey.set(key, { ...known, count: known.count + 1 });
  }

  notes(): readonly string[] {
    return [...this.#byKey.values()].map(
      ({ size, first, count }) => `Pilots of ${size} (${count} of ${this.#resamples}): ${first}`,
    );
  }
}

function written(curve: LearningCurve, root: string): LearningCurveResult {
  const file = path.join(root, 'learning-curve.json');
  const html = path.join(root, 'learning-curve.html');
  try {
    makeRunsFolder(root);
    writeWhole(file, `${JSON.stringify(curve, null, 1)}\n`);
    writeWhole(html, htmlLearningCurve(curve));
    return { kind: 'drawn', curve, file, html };
  } catch (error) {
    if (!isFileError(error)) {
      throw error;
    }
    const message = `${file} cannot be written: ${fileReason(error)}. Mend that, or name another folder with --out.`;
    return { kind: 'impossible', code: 'not-writable', message };
  }
}
