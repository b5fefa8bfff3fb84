import type { LevelSummary } from './generated/evaluation-types.ts';
import type { MeasuredCell } from './measured-cells.ts';
import { wasAsked } from './measured-items.ts';
import { finite, meanOf } from './numbers.ts';
import type { Sides } from './sides.ts';
import type { LevelCells } from './subgroup-figures.ts';

/**
 * Every level of the attributes in `subgroups` over all items that were asked, for every model: means over the items on which the level
 * could be tested. Empty without subgroups.
 */
export function levelSummaries(sides: Sides, levels: readonly LevelCells[]): LevelSummary[] {
  const found = new Map<string, { model: string; attribute: string; level: string; cells: MeasuredCell[] }>();
  for (const { model, attribute, all } of levels.filter(({ item }) => wasAsked(sides.items[item]))) {
    for (const { label, cell } of all) {
      const key = JSON.stringify([model.id, attribute, label]);
      const known = found.get(key) ?? { model: model.id, attribute, level: label, cells: [] };
      known.cells.push(cell);
      found.set(key, known);
    }
  }
  const order = new Map(sides.models.map(({ id }, index) => [id, index]));
  return [...found.values()]
    .sort((left, right) => (order.get(left.model) ?? 0) - (order.get(right.model) ?? 0))
    .map(({ model, attribute, level, cells }) => ({ model, attribute, level, ...summaryOf(cells) }));
}

function summaryOf(cells: readonly MeasuredCell[]): Omit<LevelSummary, 'model' | 'attribute' | 'level'> {
  const tested = cells.flatMap(({ cell, result }) => (result === null ? [] : [{ cell, result }]));
  const mean = (pick: (one: (typeof tested)[number]) => number | null): number =>
    meanOf(tested.map((one) => pick(one) ?? Number.NaN));
  const distance = mean(({ cell }) => cell.distance);
  const floor = mean(({ cell }) => cell.floor_mean);
  return {
    n_h: cells.reduce((most, { cell }) => Math.max(most, cell.n_h), 0),
    n_items: tested.length,
    n_misaligned: tested.filter(({ cell }) => cell.verdict === 'misaligned').length,
    distance: finite(distance),
    floor_mean: finite(floor),
    excess_distance: finite(distance - floor),
    js_distance: finite(mean(({ cell }) => cell.js_distance)),
    js_floor_mean: finite(mean(({ cell }) => cell.js_floor_mean)),
  };
}
