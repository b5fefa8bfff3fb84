// The example of the report's tests: a study, a scripted model that answers beliefs nearly alike and acts against them,
// and the evaluation of it.
import fs from 'node:fs';
import path from 'node:path';
import { type CodedTable, type CodedVariable, selectRows } from '#engine/data';
import {
  type AnswerTable,
  type Evaluation,
  type EvaluationInput,
  evaluate,
  inlineExecutor,
  type ModelAnswers,
} from '#engine/evaluation';
import { furtherAnswers, furtherStage, inputWith, mimic, mostly, useless } from '../evaluation/made-further.ts';
import { builtIn, inputOf, type Stage, stageOf } from '../evaluation/whole-path.ts';
import { root } from '../tools/places.mjs';

const folder = path.join(root, 'test/fixtures/report');

export const exampleStudyText = fs.readFileSync(path.join(folder, 'example.study.yaml'), 'utf8');

let made: Promise<Evaluation> | undefined;

/** The evaluation of the example: a copy, which a test may change. */
export async function exampleEvaluation(): Promise<Evaluation> {
  made ??= evaluated();
  return structuredClone(await made);
}

/** The example with the model `gpt`, and beside it `resample` and a `copy` of gpt's own answers. */
export async function besideEvaluation(): Promise<Evaluation> {
  const stage = await stageOf(exampleStudyText, dataOfSample());
  const input = inputOf(stage, scriptedModel(stage), 2);
  const [resample] = input.ladder.filter(({ id }) => id === 'resample');
  return evaluationOf({
    ...input,
    beside: [resample, { ...input.subject, id: 'copy', kind: 'answers', run: 'copy-00000000' }],
    draws: { permutations: 200, bootstrap: 200, refits: 10, subsamples: 10 },
  });
}

/** A study with further personas: a simulation that mostly answers as people do, and the ladder, which answers for them too. */
export async function rectifiedEvaluation(): Promise<Evaluation> {
  rectified ??= rectifiedExample();
  return structuredClone(await rectified);
}

let rectified: Promise<Evaluation> | undefined;

async function rectifiedExample(): Promise<Evaluation> {
  const stage = furtherStage(400);
  const input = inputWith(stage, mimic(stage, mostly, stage.others));
  const ladder = input.ladder.map((model) =>
    model.id === 'pooled' ? { ...model, further: furtherAnswers(stage, stage.others, useless) } : model,
  );
  return evaluationOf({ ...input, ladder, draws: { permutations: 200, bootstrap: 200, refits: 5, subsamples: 5 } });
}

/** The same, where the further personas are the held-out people once more. */
export async function refusedEvaluation(): Promise<Evaluation> {
  const stage = furtherStage(400);
  const heldOut = selectRows(stage.people.table, stage.split.heldOut);
  const again = selectRows(
    heldOut,
    Int32Array.from({ length: 4 * heldOut.size }, (_, row) => row % heldOut.size),
  );
  const input = inputWith(stage, mimic(stage, mostly, again));
  return evaluationOf({ ...input, draws: { permutations: 200, bootstrap: 60, refits: 5, subsamples: 5 } });
}

/** The evaluation of a study that has little: one belief, no pilot, no treatment, no rule, no regression, no subgroup. */
export async function bareEvaluation(): Promise<Evaluation> {
  const stage = await stageOf(bareStudyText, dataOfSample());
  const uniform = builtIn(stage, 'uniform', 1);
  const { study, people, split } = stage;
  const input = { study, people, split, subject: uniform, ladder: [uniform], seed: 1, version: '0.0.0-test' };
  return evaluationOf({ ...input, draws: { permutations: 200, bootstrap: 50 } });
}

const bareStudyText = `study: bare
human: { data: media-influence.csv, id: id }
personas:
  attributes:
    gender: { levels: [female, male] }
beliefs:
  importance:
    column: import
    ask: How important is the issue?
    scale: [1, 2, 3, 4, 5, 6, 7]
`;

async function evaluated(): Promise<Evaluation> {
  const stage = await stageOf(exampleStudyText, dataOfSample());
  const input = inputOf(stage, scriptedModel(stage), 3);
  return evaluationOf({ ...input, draws: { permutations: 2000, bootstrap: 400, refits: 30, subsamples: 10 } });
}

function scriptedModel(stage: Stage): ModelAnswers {
  return {
    id: 'gpt',
    kind: 'endpoint',
    run: '2026-01-01-gpt',
    n_planned: stage.plan.respondents.size,
    repeats: 1,
    temperature: 1,
    seeds: [scriptedAnswers(stage)],
  };
}

async function evaluationOf(input: EvaluationInput): Promise<Evaluation> {
  const result = await evaluate(input, { executor: inlineExecutor() });
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

function dataOfSample(): string {
  return path.join(root, 'samples/media-influence/data/media-influence.csv');
}

/** High beliefs with little variance; hardly anybody who holds the issue important buys; every 31st reply is refused. */
function scriptedAnswers(stage: Stage): AnswerTable {
  const people = selectRows(stage.people.table, stage.split.heldOut);
  const draw = (row: number, values: readonly number[]): number => values[(row * 7 + 3) % values.length];
  const importance = Array.from(people.ids, (_, row) => draw(row, [4, 5, 5, 5, 5, 6, 5, 4, 5, 5, 5]));
  const variables = new Map(people.variables);
  const change = (id: string, changed: (variable: CodedVariable) => Partial<CodedVariable>): void => {
    const variable = variables.get(id);
    if (variable !== undefined) {
      variables.set(id, { ...variable, ...changed(variable) });
    }
  };
  change('presumed_influence', () => ({
    codes: Int16Array.from(people.ids, () => 3),
    values: Float64Array.from(people.ids, (_, row) => draw(row, [6, 6, 6, 6.5, 6, 6, 6, 6.5])),
  }));
  change('importance', () => ({ codes: Int16Array.from(importance) }));
  change('buying', () => ({
    codes: Int16Array.from(importance, (code, row) =>
      row % 31 === 30 ? -100 : row % (code >= 5 ? 13 : 3) === 0 ? Number(code < 5) : Number(code >= 5),
    ),
  }));
  const table: CodedTable = { ...people, variables };
  return { table, twins: people.ids, repeatOf: null };
}
