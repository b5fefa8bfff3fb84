import { expect } from 'vitest';
import { mapPeople, type People, type Split, splitPeople } from '#engine/data';
import { makePlan, type Plan, type PlanResult } from '#engine/simulation';
import { parseStudy, type Study } from '#engine/study';
import { tableOf } from '../data/helpers.ts';

export function studyOf(text: string): Study {
  const { value, diagnostics } = parseStudy(text);
  expect(diagnostics.map((one) => one.message)).toEqual([]);
  return value;
}

export interface WithPeople {
  readonly study: Study;
  readonly people: People | null;
  readonly split: Split | null;
}

export function withPeople(text: string, columns: Readonly<Record<string, readonly string[]>>): WithPeople {
  const study = studyOf(text);
  const people = mapPeople(study, tableOf(columns)).value;
  return { study, people, split: splitPeople(study, people).value };
}

export function planOf({ study, people, split }: WithPeople): Plan {
  return plannedBy(makePlan(study, people, split));
}

export function plannedBy(result: PlanResult): Plan {
  if (result.kind === 'impossible') {
    throw new Error(result.reason);
  }
  return result.plan;
}
