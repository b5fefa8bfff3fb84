// The whole path from a study file and its data to the input of an evaluation, as the command line goes it.
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { mapPeople, type People, type Split, splitPeople } from '#engine/data';
import type { AnswerTable, EvaluationInput, ModelAnswers } from '#engine/evaluation';
import { readDataFile } from '#engine/node';
import { prepareRespondents } from '#engine/respondents';
import { makePlan, type Plan } from '#engine/simulation';
import { type BuiltInModel, builtInModels, parseStudy, type Study } from '#engine/study';
import { root } from '../tools/places.mjs';

export interface Stage {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  readonly plan: Plan;
}

/** The text of a sample's study file. */
export function sampleText(sample: string): string {
  return fs.readFileSync(path.join(root, 'samples', sample, `${sample}.study.yaml`), 'utf8');
}

/** Study, people, pilot and plan. */
export async function stageOf(text: string, dataFile: string): Promise<Stage> {
  const study = parseStudy(text).value;
  const data = await readDataFile(dataFile);
  if (data.kind === 'error') {
    throw new Error(JSON.stringify(data.error));
  }
  return stageWith(study, mapPeople(study, data.table).value);
}

/** Study, people, pilot and plan. */
export function stageWith(study: Study, people: People): Stage {
  const split = splitPeople(study, people).value;
  const planned = makePlan(study, people, split);
  if (planned.kind !== 'planned') {
    throw new Error(planned.reason);
  }
  return { study, people, split, plan: planned.plan };
}

/** A built-in model asked the plan, with as many seeds as wanted. */
export function builtIn(stage: Stage, model: BuiltInModel, seeds: number): ModelAnswers {
  const prepared = prepareRespondents(model, stage);
  if (prepared.kind !== 'ready') {
    throw new Error(prepared.reason);
  }
  const draw = (seed: number): AnswerTable => ({
    table: prepared.draw(seed),
    twins: stage.plan.twins,
    repeatOf: null,
  });
  const first = stage.study.simulation.seed;
  return {
    id: model,
    kind: 'built-in',
    run: null,
    n_planned: stage.plan.respondents.size,
    repeats: stage.plan.repeats,
    seeds: [draw(first), ...Array.from({ length: seeds - 1 }, (_, index) => draw(first + index + 1))],
    notes: prepared.notes,
  };
}

/** The input of an evaluation of a built-in subject, or of other answers, over the ladder. */
export function inputOf(
  stage: Stage,
  subject: BuiltInModel | ModelAnswers,
  seeds: number,
  models: readonly BuiltInModel[] = builtInModels,
): EvaluationInput {
  const ladder = models.map((model) => builtIn(stage, model, seeds));
  const judged = typeof subject === 'string' ? ladder.find(({ id }) => id === subject) : subject;
  expect(judged).toBeDefined();
  return {
    study: stage.study,
    people: stage.people,
    split: stage.split,
    subject: judged ?? ladder[0],
    ladder,
    seed: stage.study.simulation.seed,
    version: '0.0.0-test',
  };
}
