import { type CodedTable, failureCode, failureKinds, rowsOf } from '#engine/data';
import { type Moments, momentsOf, momentsOfCounts, scaledToEffective } from '#engine/statistics';
import type { Category } from '#engine/study';
import type { Distribution, ItemCompared, Responses } from './generated/evaluation-types.ts';
import { classCounts } from './measured-cells.ts';
import { askedItems, type MeasuredItem, positions } from './measured-items.ts';
import { finite, sumOf } from './numbers.ts';
import type { Sides } from './sides.ts';
import { itemPath } from './study-paths.ts';

/** Every item with the answers of people and models, over all arms and in each. */
export function comparedItems(sides: Sides): ItemCompared[] {
  const arms = sides.study.treatments.flatMap((treatment) =>
    treatment.arms.map((arm, code) => ({ treatment: treatment.id.value, label: arm.label.value, code })),
  );
  const rowsByArm = (table: CodedTable): readonly Int32Array[] => arms.map((arm) => rowsOf({ arm, group: [] }, table));
  const humanRows = rowsByArm(sides.people);
  const simulatedRows = sides.models.map((model) => rowsByArm(model.seeds[0].table));
  return sides.items.map((item) => ({
    id: item.id,
    path: itemPath(item.item),
    role: item.item.kind === 'derived' ? 'derived' : item.item.role,
    title: item.item.title?.value ?? null,
    ask: item.item.kind === 'derived' ? item.item.source.text.trim() : item.item.ask.source.text,
    measure: item.measure,
    primary: item.primary,
    labels: [...item.labels],
    also: alsoOf(item).map((category) => category.label.value),
    scores: item.measure === 'ordinal' ? [...item.scores] : [],
    minimum: item.range === null ? null : finite(item.range[0]),
    maximum: item.range === null ? null : finite(item.range[1]),
    unit: item.item.measure.kind === 'numeric' ? item.item.measure.number.unit : null,
    human: distribution(item, sides.people),
    pilot: sides.pilot === null ? null : distribution(item, sides.pilot),
    simulated: sides.models.map((model) => ({
      model: model.id,
      distribution: distribution(item, model.seeds[0].table),
    })),
    by_arm: arms.map((arm, at) => ({
      treatment: arm.treatment,
      arm: arm.label,
      human: distribution(item, sides.people, humanRows[at]),
      simulated: sides.models.map((model, index) => ({
        model: model.id,
        distribution: distribution(item, model.seeds[0].table, simulatedRows[index][at]),
      })),
    })),
  }));
}

function alsoOf({ item }: MeasuredItem): readonly Category[] {
  return item.kind === 'derived' ? [] : item.also;
}

/** The answers of some rows (all, if none are named) to one item. */
function distribution(item: MeasuredItem, table: CodedTable, rows?: Int32Array): Distribution {
  const at = positions(item, table);
  const respondents = rows === undefined ? table.size : rows.length;
  const grid = new Float64Array(item.size);
  const weighted = new Float64Array(item.size);
  let squares = 0;
  const also = alsoOf(item).map(() => 0);
  const codes = table.variables.get(item.id)?.codes;
  const { weights } = table;
  for (let index = 0; index < respondents; index += 1) {
    const row = rows === undefined ? index : rows[index];
    const position = at[row];
    if (position >= 0) {
      const weight = weights === null ? 1 : weights[row];
      grid[position] += 1;
      weighted[position] += weight;
      squares += weight * weight;
      continue;
    }
    const code = codes === undefined ? -1 : codes[row];
    if (code <= -2 && code > failureCode(failureKinds[0])) {
      also[-2 - code] += 1;
    }
  }
  const n = sumOf(grid);
  const counts = Array.from(classCounts(item, grid));
  if (table.weights !== null) {
    scaledToEffective(squares, weighted, []);
  }
  const sum = sumOf(weighted);
  const moments = item.measure === 'nominal' ? null : momentsIn(item, table, rows, weighted);
  return {
    n,
    n_missing: respondents - n,
    counts,
    shares: Array.from(classCounts(item, weighted), (weight) => (n === 0 ? 0 : weight / sum)),
    also_counts: also,
    mean: moments === null ? null : finite(moments.mean),
    sd: moments === null ? null : finite(Math.sqrt(moments.variance)),
  };
}

/** Numbers as they were given, which the grid may have rounded; else scores by counts. */
function momentsIn(item: MeasuredItem, table: CodedTable, rows: Int32Array | undefined, grid: Float64Array): Moments {
  const values = table.variables.get(item.id)?.values ?? null;
  if (values === null) {
    return momentsOfCounts(grid, item.scores);
  }
  const { weights } = table;
  const all = rows ?? Int32Array.from(values.keys());
  const known = all.filter((row) => Number.isFinite(values[row]));
  const given = Float64Array.from(known, (row) => values[row]);
  if (weights === null) {
    return momentsOf(given);
  }
  const own = Float64Array.from(known, (row) => weights[row]);
  scaledToEffective(sumOf(own.map((weight) => weight * weight)), own, []);
  return momentsOfCounts(own, given);
}

/** What became of the questions put to the rows (all, if none are named) of a model's answers. */
export function responsesOf(items: readonly MeasuredItem[], table: CodedTable, rows?: Int32Array): Responses {
  const responses = { answered: 0, also: 0, refused: 0, invalid: 0, missing: 0, error: 0 };
  const chosen = rows ?? Int32Array.from({ length: table.size }, (_, row) => row);
  for (const { item } of askedItems(items)) {
    const at = positions(item, table);
    const codes = table.variables.get(item.id)?.codes;
    for (const row of chosen) {
      if (at[row] >= 0) {
        responses.answered += 1;
        continue;
      }
      const code = codes === undefined ? -1 : codes[row];
      const failure = failureKinds.find((kind) => failureCode(kind) === code);
      if (failure !== undefined) {
        responses[failure] += 1;
      } else if (code <= -2) {
        responses.also += 1;
      } else {
        responses.missing += 1;
      }
    }
  }
  return responses;
}
