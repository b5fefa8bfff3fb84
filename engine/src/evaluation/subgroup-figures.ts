import type { DisparityOf } from './cell-plan.ts';
import type { GroupVariance, SubgroupSummary } from './generated/evaluation-types.ts';
import {
  adjustedEtaSquared,
  adjustedTau,
  type GroupCounts,
  meanSpread,
  varianceBetween,
  varianceWithin,
  welchP,
} from './group-figures.ts';
import type { MeasuredCell } from './measured-cells.ts';
import { hasOrder } from './measured-items.ts';
import { finite } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';

/** The levels of one attribute on one item of one model. */
export interface LevelCells {
  readonly model: ModelSide;
  readonly item: number;
  readonly attribute: string;
  /** Every level with its cell, tested or not. */
  readonly all: readonly { readonly label: string; readonly cell: MeasuredCell }[];
  readonly tested: readonly MeasuredCell[];
  readonly leftOut: readonly string[];
  /** Of the tested ones; NaN for fewer than two. */
  readonly disparity_q95: number;
}

/** For every model, item and attribute of `subgroups` (alone, not crossed): its levels, all arms together. */
export function levelCells(
  sides: Sides,
  cells: readonly MeasuredCell[],
  disparityOf: DisparityOf,
): readonly LevelCells[] {
  const single = sides.slices.flatMap((slice, index) =>
    slice.arm === null && slice.group.length === 1 ? [{ part: slice.group[0], index }] : [],
  );
  const attributes = [...new Set(single.map(({ part }) => part.attribute))];
  const byKey = new Map(cells.map((cell) => [`${cell.model.id} ${cell.item} ${cell.slice}`, cell]));
  return sides.models.flatMap((model) =>
    sides.items.flatMap((_, item) =>
      attributes.map((attribute) => {
        const own = single
          .filter(({ part }) => part.attribute === attribute)
          .flatMap(({ part, index }) => {
            const cell = byKey.get(`${model.id} ${item} ${index}`);
            return cell === undefined ? [] : [{ label: part.label, cell }];
          });
        return {
          model,
          item,
          attribute,
          all: own,
          tested: own.flatMap(({ cell }) => (cell.result === null ? [] : [cell])),
          leftOut: own.flatMap(({ label, cell }) => (cell.result === null ? [label] : [])),
          disparity_q95: disparityOf(model, item, attribute),
        };
      }),
    ),
  );
}

/** One figure per attribute and item, as measures.md, section 2, has them. */
export function subgroupSummary(sides: Sides, levels: LevelCells): SubgroupSummary {
  const item = sides.items[levels.item];
  const { tested } = levels;
  const labels = tested.map((cell) => levelOf(sides, cell));
  const excess = tested.map((cell) => cell.cell.excess_distance ?? Number.NaN);
  const worst = excess.reduce((best, value, index) => (best === -1 || value > excess[best] ? index : best), -1);
  const enough = tested.length >= 2;
  const human = tested.map((cell) => cell.counts.human);
  const means = hasOrder(item);
  const p = enough && means ? welchP(human, item.scores) : Number.NaN;
  const showsGap = Number.isNaN(p) ? null : p <= 0.05;
  const eta = (groups: GroupCounts): number =>
    item.measure === 'nominal' ? adjustedTau(groups) : adjustedEtaSquared(groups, item.scores);
  const humanEta = enough ? eta(human) : Number.NaN;
  const simulatedEta = enough ? eta(simulatedCounts(tested)) : Number.NaN;
  return {
    model: levels.model.id,
    item: item.id,
    attribute: levels.attribute,
    levels: labels,
    levels_left_out: [...levels.leftOut],
    n_below_first_bin: belowFirstBin(sides, levels.attribute),
    worst_group: worst < 0 ? null : labels[worst],
    worst_group_distance: worst < 0 ? null : finite(excess[worst]),
    group_disparity: enough ? finite(Math.max(...excess) - Math.min(...excess)) : null,
    group_disparity_q95: enough ? finite(levels.disparity_q95) : null,
    gap_inflation:
      showsGap === true
        ? finite(meanSpread(simulatedCounts(tested), item.scores) / meanSpread(human, item.scores))
        : null,
    people_show_gap: showsGap,
    human_welch_p: finite(p),
    human_eta_squared: finite(humanEta),
    simulated_eta_squared: finite(simulatedEta),
    delta_eta_squared: finite(simulatedEta - humanEta),
  };
}

/** How the variance splits within and between the levels; null for items without means and fewer than two levels. */
export function groupVariance(sides: Sides, levels: LevelCells): GroupVariance | null {
  const item = sides.items[levels.item];
  if (item.measure === 'nominal' || levels.tested.length < 2) {
    return null;
  }
  const human = levels.tested.map((cell) => cell.counts.human);
  const simulated = simulatedCounts(levels.tested);
  const p = welchP(human, item.scores);
  const humanWithin = varianceWithin(human, item.scores);
  const humanBetween = varianceBetween(human, item.scores);
  const within = humanWithin > 0 ? varianceWithin(simulated, item.scores) / humanWithin : Number.NaN;
  const between = humanBetween > 0 && p <= 0.05 ? varianceBetween(simulated, item.scores) / humanBetween : Number.NaN;
  return {
    attribute: levels.attribute,
    n_levels: levels.tested.length,
    within_ratio: finite(within),
    between_ratio: finite(between),
    human_welch_p: finite(p),
    stereotyped: between > 1.5 && within < 0.8,
  };
}

/** People who gave a number that is in no bin. */
function belowFirstBin(sides: Sides, attribute: string): number {
  const variable = sides.people.variables.get(attribute);
  const values = variable?.values ?? null;
  return values === null || variable === undefined
    ? 0
    : values.reduce((sum, value, row) => sum + Number(Number.isFinite(value) && variable.codes[row] < 0), 0);
}

function simulatedCounts(cells: readonly MeasuredCell[]): GroupCounts {
  return cells.map((cell) => cell.counts.simulated);
}

function levelOf(sides: Sides, cell: MeasuredCell): string {
  return sides.slices[cell.slice].group[0]?.label ?? '';
}
