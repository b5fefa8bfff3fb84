import { rowsOf } from '#engine/data';
import { responsesOf } from './distributions.ts';
import type { ArmPeople, ModelCompared, Responses } from './generated/evaluation-types.ts';
import type { EvaluationInput } from './input.ts';
import { finite } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';

/** People in every arm of every treatment. */
export function armPeople(input: EvaluationInput, sides: Sides): ArmPeople[] {
  const { table } = input.people;
  return armsOf(sides).map((arm) => ({
    treatment: arm.treatment,
    arm: arm.label,
    n_pilot: rowsOf({ arm, group: [] }, table, input.split.pilot).length,
    n_held_out: rowsOf({ arm, group: [] }, table, input.split.heldOut).length,
    nonresponse: finite(nonresponse(responsesOf(sides.items, sides.people, rowsOf({ arm, group: [] }, sides.people)))),
  }));
}

/** Who the models are and what became of the questions put to them. */
export function comparedModels(sides: Sides): ModelCompared[] {
  return sides.models.map((model) => comparedModel(sides, model));
}

function comparedModel(sides: Sides, model: ModelSide): ModelCompared {
  const { source } = model;
  const { table } = source.seeds[0];
  return {
    id: model.id,
    kind: source.kind,
    role: model.role,
    run: source.run,
    n_planned: source.n_planned,
    n_respondents: model.seeds[0].table.size,
    complete: table.size >= source.n_planned * source.repeats,
    n_seeds: source.seeds.length,
    matched: model.matched,
    repeats: source.repeats,
    responses: responsesOf(sides.items, table),
    responses_by_arm: armsOf(sides).map((arm) => {
      const rows = rowsOf({ arm, group: [] }, table);
      const responses = responsesOf(sides.items, table, rows);
      return {
        treatment: arm.treatment,
        arm: arm.label,
        n_respondents: rowsOf({ arm, group: [] }, model.seeds[0].table).length,
        responses,
        nonresponse: finite(nonresponse(responses)),
      };
    }),
  };
}

/** The share of questions without a usable answer; NaN where nothing was asked. */
export function nonresponse({ answered, also, refused, invalid, missing, error }: Responses): number {
  const lost = refused + invalid + missing + error;
  return lost / (answered + also + lost);
}

function armsOf(
  sides: Sides,
): readonly { readonly treatment: string; readonly label: string; readonly code: number }[] {
  return sides.study.treatments.flatMap((treatment) =>
    treatment.arms.map((arm, code) => ({ treatment: treatment.id.value, label: arm.label.value, code })),
  );
}
