import { fingerprintOfPath } from '#engine/study';
import { contentHash } from '#engine/text';
import { answerOrder } from './answer-order.ts';
import { answerPairs, associationOf, jointJob } from './associations.ts';
import { type BootstrapFigures, bootstrapFigures, bootstrapJobs } from './bootstrap-figures.ts';
import { bootstrapPlan } from './bootstrap-plan.ts';
import { planCells } from './cell-plan.ts';
import { coherenceOf } from './coherence.ts';
import { compositionOf } from './composition.ts';
import { comparedItems } from './distributions.ts';
import type { CancelSignal, Executor } from './executor.ts';
import type { Figures } from './findings-context.ts';
import type { Evaluation } from './generated/evaluation-types.ts';
import { heterogeneityOf } from './heterogeneity.ts';
import { type DrawNumbers, defaultDraws, type EvaluationFailure, type EvaluationInput } from './input.ts';
import { JobList } from './job-list.ts';
import { comparisons, ladderRungs } from './ladder.ts';
import { levelSummaries } from './level-summaries.ts';
import { comparedSlices, countCells, measureCells } from './measured-cells.ts';
import { comparedModels } from './models-compared.ts';
import { peopleCompared, sampleOf } from './people-compared.ts';
import { profilesOf } from './profiles.ts';
import { planRectified } from './rectified.ts';
import { regressionJobs } from './regression-jobs.ts';
import { compareRegression, planRegressions } from './regressions.ts';
import { sensitivityOf } from './sensitivity.ts';
import { prepareSides, type Sides } from './sides.ts';
import { levelCells, subgroupSummary } from './subgroup-figures.ts';
import { treatmentEffects } from './treatment-effects.ts';
import { twinAgreement } from './twin-agreement.ts';
import { verdictOf } from './verdict.ts';
import { warningsOf } from './warnings.ts';

/** An evaluation, or why there is none. */
export type EvaluationResult = { readonly kind: 'evaluated'; readonly evaluation: Evaluation } | EvaluationFailure;

/** Who does the work, who hears of its progress, and how it is stopped. */
export interface EvaluationOptions {
  readonly executor: Executor;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: CancelSignal;
}

/**
 * Compares simulated respondents with held-out people: every measure of `docs/measures.md`. The same input gives the same
 * evaluation, whoever does the work. Leakage stops it: nobody may be both learned from and compared with.
 */
export async function evaluate(input: EvaluationInput, options: EvaluationOptions): Promise<EvaluationResult> {
  const wasCancelled = async (): Promise<boolean> => {
    await options.executor.pause?.();
    return options.signal?.aborted === true;
  };
  const prepared = prepareSides(input);
  if (prepared.kind !== 'ready') {
    return prepared;
  }
  if (await wasCancelled()) {
    return cancelled;
  }
  const { sides } = prepared;
  const { seed } = input;
  const counted = countCells(sides);
  const draws = drawNumbers(input, sides, counted.filter((cell) => cell.tested).length / sides.models.length);
  const { permutations, bootstrap } = draws;
  const jobs = new JobList();
  if (await wasCancelled()) {
    return cancelled;
  }
  const cellsDrawn = planCells(sides, counted, jobs, { seed, permutations, bootstrap });
  if (await wasCancelled()) {
    return cancelled;
  }
  const pairs = answerPairs(sides);
  const pairHandles = pairs.map((pair) => jobs.add(jointJob(sides, pair, { seed, permutations })));
  const slices = comparedSlices(sides, counted);
  if (await wasCancelled()) {
    return cancelled;
  }
  const plan = bootstrapPlan(sides, slices, seed);
  const bootstrapHandles = bootstrapJobs(plan, seed, bootstrap).map((job) => jobs.add(job));
  if (await wasCancelled()) {
    return cancelled;
  }
  const regressions = planRegressions(input, sides).map((planned) => ({
    planned,
    results: regressionJobs(planned, jobs, seed, draws),
  }));
  const rectify = planRectified(
    sides,
    regressions.map(({ planned }) => planned),
    jobs,
    { seed, bootstrap },
  );
  const done = await options.executor.run(
    jobs.jobs,
    options.onProgress ?? (() => {}),
    options.signal ?? { aborted: false },
  );
  if (done === null || (await wasCancelled())) {
    return cancelled;
  }
  const results = jobs.resultsFrom(done);
  const ofCells = cellsDrawn(results);
  const cells = measureCells(sides, counted, ofCells.results);
  const levels = levelCells(sides, cells, ofCells.disparityOf);
  const drawn: BootstrapFigures = bootstrapFigures(
    plan,
    bootstrapHandles.flatMap((handle) => results.bootstrap(handle) ?? []),
  );
  if (await wasCancelled()) {
    return cancelled;
  }
  const rectified = rectify(results);
  const items = comparedItems(sides);
  if (await wasCancelled()) {
    return cancelled;
  }
  const profiles = profilesOf(sides);
  if (await wasCancelled()) {
    return cancelled;
  }
  const coherence = coherenceOf(sides);
  if (await wasCancelled()) {
    return cancelled;
  }
  const associations = pairs.map((pair, index) => associationOf(sides, pair, drawn, results.cell(pairHandles[index])));
  if (await wasCancelled()) {
    return cancelled;
  }
  const ladder = ladderRungs(sides, cells, slices);
  const figures: Figures = {
    format: 1,
    understudy: input.version,
    study: {
      id: sides.study.id.value,
      title: sides.study.title?.value ?? null,
      source: sides.study.source?.value ?? null,
      synthetic: sides.study.human?.synthetic ?? false,
      hash: contentHash(sides.study.text),
      sample: sampleOf(sides.study),
    },
    seed,
    alignment: { ...sides.study.alignment },
    draws: {
      permutations,
      bootstrap,
      ladder_seeds: sides.models.reduce((most, model) => Math.max(most, model.seeds.length), 1),
    },
    subject: input.subject.id,
    people: peopleCompared(input, sides),
    attributes: sides.study.attributes.map((attribute) => ({
      id: attribute.id.value,
      title: attribute.title?.value ?? null,
      unit: attribute.measure.kind === 'number' ? attribute.measure.number.unit : null,
    })),
    models: comparedModels(sides),
    items,
    cells: cells.map(({ cell }) => cell),
    ladder,
    comparisons: comparisons(sides, ladder[0], plan, drawn),
    subgroups: levels.map((level) => subgroupSummary(sides, level)),
    level_summaries: levelSummaries(sides, levels),
    sensitivity: sensitivityOf(input, sides),
    answer_order: answerOrder(sides, { seed, draws: permutations }),
    composition: compositionOf(sides),
    treatment_effects: treatmentEffects(sides, drawn),
    heterogeneity: heterogeneityOf(sides, levels, drawn),
    twin_agreement: twinAgreement(sides),
    profiles,
    coherence,
    associations,
    regressions: regressions.flatMap(({ planned, results: own }) => compareRegression(sides, planned, own(results))),
    ...(rectified.length === 0 ? {} : { rectified }),
  };
  const context = { input, sides, figures };
  const evaluation = { ...figures, warnings: warningsOf(context), verdict: verdictOf(context) };
  return { kind: 'evaluated', evaluation: { ...evaluation, fingerprints: fingerprints(sides, evaluation) } };
}

const cancelled = { kind: 'cancelled', message: 'The evaluation was cancelled.' } as const;

/** Enough permutations that a p can pass Benjamini–Hochberg among all cells of a run. */
function drawNumbers(input: EvaluationInput, sides: Sides, cells: number): DrawNumbers {
  const draws = { ...defaultDraws, ...input.draws };
  const wanted = Math.ceil((2 * cells) / Math.max(sides.study.alignment.fdr, 1e-4));
  return { ...draws, permutations: input.draws?.permutations ?? Math.max(draws.permutations, wanted) };
}

/** A hash for every path that something in the evaluation points at. */
function fingerprints(sides: Sides, evaluation: Omit<Evaluation, 'fingerprints'>): Record<string, string> {
  const paths = [
    ...evaluation.items.map(({ path }) => path),
    ...evaluation.cells.map(({ path }) => path),
    ...evaluation.coherence.map(({ path }) => path),
    ...evaluation.regressions.flatMap(({ path, coefficients }) => [
      path,
      ...coefficients.map(({ term_path }) => term_path),
    ]),
    ...(evaluation.rectified ?? []).flatMap(({ items }) => items.map(({ path }) => path)),
    ...evaluation.warnings.flatMap(({ path }) => path ?? []),
  ];
  const entries = [...new Set(paths)].sort().flatMap((path) => {
    const fingerprint = fingerprintOfPath(sides.study, path);
    return fingerprint === null ? [] : [[path, fingerprint] as const];
  });
  return Object.fromEntries(entries);
}
