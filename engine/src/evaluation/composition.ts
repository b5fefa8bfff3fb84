import { type CodedTable, categoryWeights } from '#engine/data';
import { totalVariation } from '#engine/statistics';
import type { Composition } from './generated/evaluation-types.ts';
import { finite, sumOf } from './numbers.ts';
import type { Sides } from './sides.ts';

/** Who was simulated beside who was asked: for models without twins, each attribute that has levels or bins. */
export function compositionOf(sides: Sides): Composition[] {
  return sides.models
    .filter((model) => !model.matched)
    .flatMap((model) =>
      sides.study.attributes.flatMap((attribute) => {
        const id = attribute.id.value;
        const human = countsOf(sides.people, id);
        const simulated = countsOf(model.seeds[0].table, id);
        if (human === null || simulated === null) {
          return [];
        }
        const distance = totalVariation(human.counts, simulated.counts);
        return [
          {
            model: model.id,
            attribute: id,
            levels: human.labels.map((level, index) => ({
              level,
              human_share: finite(human.counts[index] / sumOf(human.counts)),
              simulated_share: finite(simulated.counts[index] / sumOf(simulated.counts)),
            })),
            total_variation: finite(distance),
            exceeds_margin: distance > sides.study.alignment.margin,
          },
        ];
      }),
    );
}

function countsOf(
  table: CodedTable,
  attribute: string,
): { readonly labels: readonly string[]; readonly counts: Float64Array } | null {
  const variable = table.variables.get(attribute);
  return variable === undefined || variable.labels.length < 2
    ? null
    : { labels: variable.labels, counts: categoryWeights(variable, table.weights) };
}
