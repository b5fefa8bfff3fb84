// A small study with made-up people, and models that answer it by a script.
import type { DataTable } from '#engine/data';
import { type CodedTable, type CodedVariable, failureCode, mapPeople, selectRows } from '#engine/data';
import type { AnswerTable, Evaluation, EvaluationInput, EvaluationResult, ModelAnswers } from '#engine/evaluation';
import { evaluate, inlineExecutor } from '#engine/evaluation';
import { randomStream } from '#engine/random';
import { parseStudy } from '#engine/study';
import { inputOf, type Stage, stageWith } from './whole-path.ts';

export const studyText = `
study: made-up
title: A study with people who do not exist
human:
  data: people.csv
  id: id
  pilot: { size: 150, seed: 3, stratify: [notice] }
personas:
  attributes:
    gender: { levels: [Female, Male, Other] }
    age: { number: { min: 18, max: 90, unit: years }, bins: [18, 40, 60] }
  sample: matched
  prompt: You are {{gender}} and {{age}} years old.
treatments:
  notice: { arms: { none: { prompt: "" }, shown: { prompt: A notice. } } }
beliefs:
  worry: { ask: Are you worried?, scale: &agreement [Strongly disagree, Disagree, Neutral, Agree, Strongly agree], also: [Do not know] }
  trust: { ask: Do you trust them?, scale: *agreement }
  risk: { ask: How likely is harm?, number: { min: 0, max: 100, step: 5, unit: "%" } }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
coherence:
  the-worried-decline: { when: worry >= "Agree", then: share == "Decline" }
regressions:
  sharing: { formula: share == "Share" ~ notice * worry + gender, family: binomial, errors: HC3 }
  harm: { formula: risk ~ worry + trust + age, family: gaussian, errors: HC1 }
subgroups: [gender, age]
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
simulation: { seed: 5 }
`;

/**
 * People whose worry depends on gender, whose sharing depends on worry and the notice. `change` may add columns to those of
 * the data, or rows.
 */
export function madeStage(n = 750, text = studyText, change: (columns: Columns) => Columns = (same) => same): Stage {
  const study = parseStudy(text).value;
  return stageWith(study, mapPeople(study, tableOf(change(madeColumns(n)))).value);
}

/** The cells of each column. */
export type Columns = Readonly<Record<string, readonly string[]>>;

function madeColumns(n: number): Columns {
  const random = randomStream(11, 'made people');
  const labels = ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'];
  const columns: Record<string, string[]> = {
    id: [],
    gender: [],
    age: [],
    notice: [],
    worry: [],
    trust: [],
    risk: [],
    share: [],
  };
  for (let row = 0; row < n; row += 1) {
    const gender = random.next() < 0.5 ? 0 : random.next() < 0.9 ? 1 : 2;
    const notice = random.integer(2);
    const worry = Math.min(
      4,
      Math.max(0, Math.round(2 + (gender === 0 ? 0.6 : -0.3) + 2.4 * (random.next() - 0.5) * 1.6)),
    );
    const trust = Math.min(4, Math.max(0, Math.round(4 - worry + 3 * (random.next() - 0.5))));
    const risk = Math.min(100, Math.max(0, 5 * Math.round(3 + 2.5 * worry + 6 * (random.next() - 0.5))));
    const decline = 1 / (1 + Math.exp(-(-1.6 + 0.9 * worry + 0.5 * notice)));
    columns['id']?.push(`p${row}`);
    columns['gender']?.push(['Female', 'Male', 'Other'][gender] ?? '');
    columns['age']?.push(row % 50 === 0 ? '' : String(18 + random.integer(60)));
    columns['notice']?.push(['none', 'shown'][notice] ?? '');
    columns['worry']?.push(row % 61 === 0 ? 'Do not know' : (labels[worry] ?? ''));
    columns['trust']?.push(row % 73 === 0 ? '' : (labels[trust] ?? ''));
    columns['risk']?.push(String(risk));
    columns['share']?.push(random.next() < decline ? 'Decline' : 'Share');
  }
  return columns;
}

function tableOf(columns: Columns): DataTable {
  return {
    rows: columns['id']?.length ?? 0,
    notes: [],
    columns: Object.entries(columns).map(([name, cells]) => {
      const values = [...new Set(cells)];
      const codes = Uint32Array.from(cells, (cell) => values.indexOf(cell));
      const counts = new Uint32Array(values.length);
      for (const code of codes) {
        counts[code] = (counts[code] ?? 0) + 1;
      }
      return { name, values, codes, counts };
    }),
  };
}

/** A model whose answers a script gives: positions of answers, numbers for `risk`. `rows` are rows of the plan. */
export function scripted(
  stage: Stage,
  id: string,
  answer: (item: string, row: number) => number | 'refused',
  rows: readonly number[] = Array.from({ length: stage.plan.respondents.size }, (_, row) => row),
): ModelAnswers {
  return {
    id,
    kind: 'endpoint',
    run: `${id}-1`,
    n_planned: stage.plan.respondents.size,
    repeats: 1,
    temperature: 1,
    seeds: [answerTable(stage, answer, rows)],
  };
}

/** Scripted answers of some rows of the plan. */
export function answerTable(
  stage: Stage,
  answer: (item: string, row: number) => number | 'refused',
  rows: readonly number[],
): AnswerTable {
  const asked = selectRows(stage.plan.respondents, rows);
  const variables = new Map<string, CodedVariable>(asked.variables);
  for (const item of stage.study.items) {
    const human = stage.people.table.variables.get(item.id.value);
    if (human === undefined) {
      throw new Error(`people lack ${item.id.value}`);
    }
    const given = rows.map((row) => answer(item.id.value, row));
    const numeric = human.values !== null;
    variables.set(item.id.value, {
      ...human,
      codes: Int16Array.from(given, (one) => (one === 'refused' ? failureCode('refused') : numeric ? 0 : one)),
      values: numeric ? Float64Array.from(given, (one) => (one === 'refused' ? Number.NaN : one)) : null,
    });
  }
  const table: CodedTable = { ...asked, variables };
  const twins = stage.plan.twins;
  return { table, twins: twins === null ? null : rows.map((row) => twins[row] ?? ''), repeatOf: null };
}

/** Evaluates with few draws, or throws. */
export async function evaluated(
  input: EvaluationInput,
  draws: EvaluationInput['draws'] = fewDraws,
): Promise<Evaluation> {
  const result: EvaluationResult = await evaluate(
    { ...input, ...(draws === undefined ? {} : { draws }) },
    { executor: inlineExecutor() },
  );
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

export const fewDraws = { permutations: 1000, bootstrap: 200, refits: 20, subsamples: 10 };

/** A scripted subject over the ladder. */
export function judged(stage: Stage, subject: ModelAnswers, seeds = 2): EvaluationInput {
  return inputOf(stage, subject, seeds);
}
