import { expect } from 'vitest';
import { type CodedTable, mapPeople, type People, type Split, splitPeople } from '#engine/data';
import { prepareRespondents, type RespondentsInput } from '#engine/respondents';
import { makePlan, type Plan } from '#engine/simulation';
import { type BuiltInModel, parseStudy, type Study } from '#engine/study';
import { tableOf } from '../data/helpers.ts';

export interface Prepared extends RespondentsInput {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  readonly plan: Plan;
}

/** A study and its people at the stage at which respondents are drawn. */
export function preparedStudy(text: string, columns: Readonly<Record<string, readonly string[]>>): Prepared {
  const { value: study, diagnostics } = parseStudy(text);
  expect(diagnostics.map((one) => one.message)).toEqual([]);
  const people = mapPeople(study, tableOf(columns)).value;
  const split = splitPeople(study, people).value;
  const planned = makePlan(study, people, split);
  if (planned.kind === 'impossible') {
    throw new Error(planned.reason);
  }
  return { study, people, split, plan: planned.plan };
}

/** The answers of a model that is known to be able to answer. */
export function drawn(model: BuiltInModel, input: RespondentsInput, seed = 1): CodedTable {
  const prepared = prepareRespondents(model, input);
  if (prepared.kind === 'unavailable') {
    throw new Error(prepared.reason);
  }
  return prepared.draw(seed);
}

export function codes(table: CodedTable, id: string): readonly number[] {
  return Array.from(table.variables.get(id)?.codes ?? []);
}

export function values(table: CodedTable, id: string): readonly number[] {
  return Array.from(table.variables.get(id)?.values ?? []);
}

/** The share of rows in which `isTrue`, among those where `among`. */
export function share(
  size: number,
  isTrue: (row: number) => boolean,
  among: (row: number) => boolean = () => true,
): number {
  const rows = Array.from({ length: size }, (_, row) => row).filter(among);
  return rows.filter(isTrue).length / rows.length;
}
