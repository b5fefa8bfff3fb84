import { rowsOf } from '#engine/data';
import { effectiveNumber } from '#engine/statistics';
import type { Study } from '#engine/study';
import type { ArmPeople, EvaluatedStudy, PeopleCompared } from './generated/evaluation-types.ts';
import type { EvaluationInput } from './input.ts';
import { armsOf, weightedNonresponse } from './models-compared.ts';
import { finite } from './numbers.ts';
import type { Sides } from './sides.ts';

/** The way of people from the rows of the data to those who are compared. */
export function peopleCompared(input: EvaluationInput, sides: Sides): PeopleCompared {
  const { flow } = input.people;
  const human = sides.study.human;
  const pilot = input.split.pilot.length === 0 ? null : (human?.pilot ?? null);
  return {
    data: human?.data.value ?? null,
    rows: flow.rows,
    where: human?.where?.source.text ?? null,
    excluded: flow.excluded,
    ...(flow.excluded_unknown === undefined ? {} : { excluded_unknown: flow.excluded_unknown }),
    people: flow.people,
    n_without_id: flow.without_id ?? 0,
    n_repeated_ids: flow.repeated_id ?? 0,
    n_pilot: input.split.pilot.length,
    pilot_seed: pilot?.seed ?? null,
    pilot_stratify: pilot?.stratify.map(({ value }) => value) ?? [],
    n_held_out: sides.n_held_out,
    n_compared: sides.people.size,
    ...surveyWeights(input, sides),
    arms: armPeople(input, sides),
  };
}

/** Whom the study asks to simulate. */
export function sampleOf({ sample }: Study): EvaluatedStudy['sample'] {
  return sample.kind === 'draw' && sample.quotas !== null ? 'quotas' : sample.kind === 'draw' ? 'draw' : sample.kind;
}

function armPeople(input: EvaluationInput, sides: Sides): ArmPeople[] {
  const { table } = input.people;
  return armsOf(sides).map((arm) => ({
    treatment: arm.treatment,
    arm: arm.label,
    n_pilot: rowsOf({ arm, group: [] }, table, input.split.pilot).length,
    n_held_out: rowsOf({ arm, group: [] }, table, input.split.heldOut).length,
    nonresponse: finite(weightedNonresponse(sides.items, sides.people, rowsOf({ arm, group: [] }, sides.people))),
  }));
}

/** What is said of survey weights; nothing where there are none. */
function surveyWeights({ people }: EvaluationInput, sides: Sides): Pick<PeopleCompared, 'weights'> {
  const { weights } = sides.people;
  return weights === null
    ? {}
    : {
        weights: {
          column: sides.study.human?.weights?.value ?? '',
          n_left_out: people.flow.without_weight ?? 0,
          n_effective: effectiveNumber(weights),
        },
      };
}
