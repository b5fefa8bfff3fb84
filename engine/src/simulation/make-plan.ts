import {
  type CodedTable,
  type CodedVariable,
  type FurtherPeople,
  type People,
  type Split,
  selectRows,
  variableShape,
} from '#engine/data';
import { randomStream, shuffled } from '#engine/random';
import type { Sample, Study } from '#engine/study';
import { contentHash } from '#engine/text';
import { crossPersonas } from './cross-personas.ts';
import { drawPersonas } from './draw-personas.ts';
import { furtherPersonas } from './further-personas.ts';
import type { Plan } from './plan.ts';
import { stacked } from './stacked-tables.ts';

export type PlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan }
  /** Why nobody can be asked, and what to do about it, in a sentence. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** More simulated respondents than this are taken for a mistake. */
const MOST_RESPONDENTS = 2_000_000;

/**
 * Whom a run of this study asks. `matched`: one respondent for each held-out person, with that person's attributes and
 * arms; with `further` also one for each of those people, who come after the twins. `n`: persona rows of held-out people drawn with replacement, or attributes drawn independently to the quotas.
 * `each`: every combination. The last two cross all arms evenly. Without people there is no `matched`. `further` are the
 * people of the file that `sample` names; null where there is none, or it could not be read.
 */
export function makePlan(
  study: Study,
  people: People | null,
  split: Split | null,
  further: FurtherPeople | null = null,
): PlanResult {
  const { sample } = study;
  if (sample.kind === 'matched') {
    if (people === null || split === null) {
      const reason = '`sample: matched` needs `human` data: use `sample: { each: 1 }` until there are some.';
      return { kind: 'impossible', reason };
    }
    const twins = matched(study, people, split);
    if (sample.further === undefined) {
      return planned(study, people, split, twins, twinsOf(people, split));
    }
    const others = furtherPersonas(study, sample.further, twins, further);
    return others.kind === 'impossible'
      ? others
      : planned(study, people, split, stacked(twins, others.table), twinsOf(people, split));
  }
  const heldOut = people === null || split === null ? null : selectRows(people.table, split.heldOut);
  const personas = personasFor(study, sample, heldOut);
  if (personas.kind === 'impossible') {
    return personas;
  }
  return planned(study, people, split, personas.table, null);
}

function matched(study: Study, people: People, split: Split): CodedTable {
  const heldOut = selectRows(people.table, split.heldOut);
  const variables = new Map<string, CodedVariable>();
  for (const variable of [...study.attributes, ...study.treatments]) {
    const column = heldOut.variables.get(variable.id.value);
    if (column !== undefined) {
      variables.set(variable.id.value, column);
    }
  }
  return { size: heldOut.size, ids: heldOut.ids.map((id) => `twin:${id}`), variables, weights: heldOut.weights };
}

function twinsOf(people: People, split: Split): readonly string[] {
  return Array.from(split.heldOut, (row) => people.table.ids[row] ?? '');
}

type Personas =
  | { readonly kind: 'drawn'; readonly table: CodedTable }
  | { readonly kind: 'impossible'; readonly reason: string };

function personasFor(study: Study, sample: Exclude<Sample, { kind: 'matched' }>, heldOut: CodedTable | null): Personas {
  if (sample.kind === 'draw') {
    if (sample.quotas === null && (heldOut === null || heldOut.size === 0)) {
      return {
        kind: 'impossible',
        reason:
          '`sample: { n }` draws from people, and this study has none: add `quotas`, or use `sample: { each: 1 }`.',
      };
    }
    if (sample.n > MOST_RESPONDENTS) {
      return tooMany(sample.n);
    }
    const variables = drawPersonas(study, sample, heldOut);
    return { kind: 'drawn', table: withArms(study, variables, sample.n, 'draw') };
  }
  const crossed = crossPersonas(study, heldOut);
  const arms = armCombinations(study);
  const size = crossed.combinations * arms.length * sample.n;
  if (size > MOST_RESPONDENTS) {
    return tooMany(size);
  }
  const rows = Int32Array.from({ length: size }, (_, index) => Math.floor(index / (arms.length * sample.n)));
  const table: CodedTable = { size, ids: numbered('each', size), variables: crossed.variablesFor(rows), weights: null };
  const codes = Array.from({ length: size }, (_, index) => Math.floor(index / sample.n) % arms.length);
  return { kind: 'drawn', table: { ...table, variables: addArms(study, table.variables, arms, codes) } };
}

function tooMany(size: number): Personas {
  return {
    kind: 'impossible',
    reason: `The sample would have ${size} respondents, more than ${MOST_RESPONDENTS}: give a smaller \`n\` or fewer levels.`,
  };
}

/** Draws arms in even numbers and in random order. */
function withArms(
  study: Study,
  variables: ReadonlyMap<string, CodedVariable>,
  size: number,
  prefix: string,
): CodedTable {
  const arms = armCombinations(study);
  const even = Array.from({ length: size }, (_, index) => index % arms.length);
  const order = shuffled(even, randomStream(study.simulation.seed, 'plan', 'arms'));
  return { size, ids: numbered(prefix, size), variables: addArms(study, variables, arms, order), weights: null };
}

function addArms(
  study: Study,
  variables: ReadonlyMap<string, CodedVariable>,
  arms: readonly (readonly number[])[],
  combinationOf: readonly number[],
): ReadonlyMap<string, CodedVariable> {
  const all = new Map(variables);
  study.treatments.forEach((treatment, index) => {
    const codes = Int16Array.from(combinationOf, (combination) => arms[combination]?.[index] ?? 0);
    all.set(treatment.id.value, { ...variableShape(treatment), codes, values: null, texts: null });
  });
  return all;
}

/** Every combination of arms, each as one arm number a treatment; one empty combination without treatments. */
function armCombinations(study: Study): readonly (readonly number[])[] {
  let combinations: readonly (readonly number[])[] = [[]];
  for (const treatment of study.treatments) {
    combinations = combinations.flatMap((before) => treatment.arms.map((_, arm) => [...before, arm]));
  }
  return combinations.length === 0 ? [[]] : combinations;
}

function numbered(prefix: string, size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `${prefix}:${index + 1}`);
}

function planned(
  study: Study,
  people: People | null,
  split: Split | null,
  respondents: CodedTable,
  twins: readonly string[] | null,
): PlanResult {
  if (respondents.size === 0) {
    return { kind: 'impossible', reason: 'The sample has nobody in it: no person is held out, or `n` is 0.' };
  }
  const { repeats } = study.simulation;
  return { kind: 'planned', plan: planOf(people, split, { respondents, twins, repeats }) };
}

/** The plan that asks these respondents. */
export function planOf(
  people: People | null,
  split: Split | null,
  asked: Pick<Plan, 'respondents' | 'twins' | 'repeats'>,
): Plan {
  const pilotIds =
    people === null || split === null ? [] : Array.from(split.pilot, (row) => people.table.ids[row] ?? '');
  return { ...asked, pilotIds, hash: planHash(asked.respondents, asked.twins, asked.repeats, pilotIds) };
}

/** SHA-256 of the content of a plan. */
function planHash(
  respondents: CodedTable,
  twins: readonly string[] | null,
  repeats: number,
  pilotIds: readonly string[],
): string {
  const variables = [...respondents.variables.values()].map((variable) => [
    variable.id,
    variable.labels,
    variable.scores,
    Array.from(variable.codes),
    variable.values === null ? null : Array.from(variable.values, String),
    variable.texts,
  ]);
  const weights = respondents.weights === null ? null : Array.from(respondents.weights, String);
  return contentHash(JSON.stringify([respondents.ids, variables, weights, twins, repeats, pilotIds]));
}
