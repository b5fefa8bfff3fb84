// The made-up people of `made-people.ts` with others of the same law, who were not asked: a simulation that gives most people's
// own answers back, for twins and for the others.
import { type CodedTable, type CodedVariable, selectRows } from '#engine/data';
import type { EvaluationInput, FurtherAnswers, ModelAnswers } from '#engine/evaluation';
import { judged, madeStage } from './made-people.ts';
import { type Stage, stageWith } from './whole-path.ts';

export interface FurtherStage extends Stage {
  /** People who were not asked, with the answers that they would give. */
  readonly others: CodedTable;
}

/** 700 people, of whom 550 are held out, and `others` more of the same law. */
export function furtherStage(others = 600, text?: string): FurtherStage {
  const everyone = madeStage(700 + others, text);
  const rows = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, index) => from + index);
  const { table } = everyone.people;
  const stage = stageWith(everyone.study, { ...everyone.people, table: selectRows(table, rows(0, 700)) });
  return { ...stage, others: selectRows(table, rows(700, 700 + others)) };
}

/** How a simulation answers: a column of people's answers, made into simulated ones. */
export type Mimicry = (variable: CodedVariable, salt: number) => CodedVariable;

/** Three of four answers are the person's own, each fourth one that of somebody else. */
export const mostly: Mimicry = (variable, salt) => {
  const size = variable.codes.length;
  const from = (row: number): number => ((row * 7 + salt * 3) % 4 === 0 ? (row * 31 + 17 + salt) % size : row);
  return {
    ...variable,
    codes: variable.codes.map((_, row) => variable.codes[from(row)] ?? -1),
    values: variable.values?.map((_, row) => variable.values?.[from(row)] ?? Number.NaN) ?? null,
  };
};

/** The answers of somebody else throughout. */
export const useless: Mimicry = (variable, salt) => {
  const size = variable.codes.length;
  const from = (row: number): number => (row * 31 + 17 + salt) % size;
  return {
    ...variable,
    codes: variable.codes.map((_, row) => variable.codes[from(row)] ?? -1),
    values: variable.values?.map((_, row) => variable.values?.[from(row)] ?? Number.NaN) ?? null,
  };
};

/** Everybody's items answered so. */
export function simulatedBy(stage: Stage, table: CodedTable, mimicry: Mimicry, salt = 0): CodedTable {
  const variables = new Map(table.variables);
  for (const { id } of stage.study.items) {
    const known = table.variables.get(id.value);
    if (known !== undefined) {
      variables.set(id.value, mimicry(known, salt));
    }
  }
  return { ...table, variables };
}

/** The answers of further personas, one row each. */
export function furtherAnswers(stage: Stage, table: CodedTable, mimicry: Mimicry): FurtherAnswers {
  return {
    n_planned: table.size,
    table: simulatedBy(stage, table, mimicry),
    personas: Int32Array.from(table.ids, (_, row) => row),
  };
}

/** A subject with twins who answer so, and further personas where there are any. */
export function mimic(stage: Stage, mimicry: Mimicry, further: CodedTable | null): ModelAnswers {
  const heldOut = selectRows(stage.people.table, stage.split.heldOut);
  return {
    id: 'mimic',
    kind: 'endpoint',
    run: 'mimic-1',
    n_planned: heldOut.size,
    repeats: 1,
    temperature: 1,
    seeds: [{ table: simulatedBy(stage, heldOut, mimicry), twins: heldOut.ids, repeatOf: null }],
    ...(further === null ? {} : { further: furtherAnswers(stage, further, mimicry) }),
  };
}

/** Judged over the ladder, which answers for twins only. */
export function inputWith(stage: Stage, subject: ModelAnswers): EvaluationInput {
  return judged(stage, subject);
}
