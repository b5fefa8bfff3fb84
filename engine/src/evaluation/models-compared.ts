import { alsoCode, type CodedTable, failureCode, rowsOf } from '#engine/data';
import { responsesOf } from './distributions.ts';
import type { ModelCompared, Responses } from './generated/evaluation-types.ts';
import { type MeasuredItem, positions } from './measured-items.ts';
import { finite } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';

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
    settings: source.settings ?? null,
    asked: source.asked ?? null,
    source: source.file ?? null,
    responses: responsesOf(sides.items, table),
    responses_by_arm: armsOf(sides).map((arm) => {
      const rows = rowsOf({ arm, group: [] }, table);
      return {
        treatment: arm.treatment,
        arm: arm.label,
        n_respondents: rowsOf({ arm, group: [] }, model.seeds[0].table).length,
        responses: responsesOf(sides.items, table, rows),
        nonresponse: finite(weightedNonresponse(sides.items, table, rows)),
      };
    }),
  };
}

/**
 * The share of the questions put to some respondents that have no usable answer, each respondent counting by weight where
 * there are weights; NaN where nobody was asked.
 */
export function weightedNonresponse(items: readonly MeasuredItem[], table: CodedTable, rows: Int32Array): number {
  const { weights } = table;
  let lost = 0;
  let all = 0;
  for (const item of items) {
    const at = positions(item, table);
    const codes = table.variables.get(item.id)?.codes;
    for (const row of rows) {
      const weight = weights === null ? 1 : weights[row];
      const isAlso = codes !== undefined && codes[row] <= alsoCode(0) && codes[row] > failureCode('refused');
      lost += at[row] < 0 && !isAlso ? weight : 0;
      all += weight;
    }
  }
  return lost / all;
}

/** The share of questions without a usable answer; NaN where nothing was asked. */
export function nonresponse({ answered, also, refused, invalid, missing, error }: Responses): number {
  const lost = refused + invalid + missing + error;
  return lost / (answered + also + lost);
}

/** Every arm of every treatment. */
export function armsOf(
  sides: Sides,
): readonly { readonly treatment: string; readonly label: string; readonly code: number }[] {
  return sides.study.treatments.flatMap((treatment) =>
    treatment.arms.map((arm, code) => ({ treatment: treatment.id.value, label: arm.label.value, code })),
  );
}
