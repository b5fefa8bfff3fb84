import { cohensKappa, spearmanOfTable } from '#engine/statistics';
import type { TwinAgreement } from './generated/evaluation-types.ts';
import { hasOrder, type MeasuredItem } from './measured-items.ts';
import { finite, meanOf } from './numbers.ts';
import type { Sides } from './sides.ts';

/** Whether each simulated twin answers as its own person does. Empty where no model has twins. */
export function twinAgreement(sides: Sides): TwinAgreement[] {
  return sides.models
    .filter((model) => model.matched)
    .flatMap((model) =>
      sides.items.map((item, index) => {
        const tables = model.seeds.map((seed) =>
          pairTable(item, sides.human[index], seed.answers[index][0], sides.people.weights),
        );
        return {
          model: model.id,
          item: item.id,
          n_pairs: pairsIn(sides.human[index], model.seeds[0].answers[index][0]),
          kappa: finite(meanOf(tables.map((table) => cohensKappa(inClasses(item, table))))),
          rho: hasOrder(item) ? finite(meanOf(tables.map(spearmanOfTable))) : null,
        };
      }),
    );
}

function pairsIn(human: Int32Array, simulated: Int32Array): number {
  return human.reduce((sum, answer, row) => sum + Number(answer >= 0 && simulated[row] >= 0), 0);
}

/** How often, or with what weight, each answer of a person meets each of the twin. */
function pairTable(
  item: MeasuredItem,
  human: Int32Array,
  simulated: Int32Array,
  weights: Float64Array | null,
): readonly Float64Array[] {
  const table = Array.from({ length: item.size }, () => new Float64Array(item.size));
  for (let row = 0; row < human.length; row += 1) {
    if (human[row] >= 0 && simulated[row] >= 0) {
      table[human[row]][simulated[row]] += weights === null ? 1 : weights[row];
    }
  }
  return table;
}

function inClasses(item: MeasuredItem, table: readonly Float64Array[]): readonly Float64Array[] {
  if (item.measure !== 'numeric') {
    return table;
  }
  const classes = Array.from(item.labels, () => new Float64Array(item.labels.length));
  table.forEach((row, human) => {
    row.forEach((count, simulated) => {
      classes[item.classOf[human]][item.classOf[simulated]] += count;
    });
  });
  return classes;
}
