import { entropyMillerMadow } from '#engine/statistics';
import { type BootstrapFigures, percentileInterval } from './bootstrap-figures.ts';
import { countCell } from './cell-counts.ts';
import { sdOfCounts } from './count-figures.ts';
import type { Heterogeneity, Interval } from './generated/evaluation-types.ts';
import { classCounts } from './measured-cells.ts';
import { finite, sumOf } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';
import { groupVariance, type LevelCells } from './subgroup-figures.ts';

/** Whether each model varies as people do, item by item. */
export function heterogeneityOf(
  sides: Sides,
  levels: readonly LevelCells[],
  figures: BootstrapFigures,
): Heterogeneity[] {
  return sides.models.flatMap((model) => sides.items.map((_, item) => entry(sides, model, item, levels, figures)));
}

function entry(
  sides: Sides,
  model: ModelSide,
  index: number,
  levels: readonly LevelCells[],
  figures: BootstrapFigures,
): Heterogeneity {
  const item = sides.items[index];
  const hasSd = item.measure !== 'nominal';
  const spread = spreadOf(sides, model, 0, index);
  const { humanSd, simulatedSd, sdRatio, humanEntropy, simulatedEntropy, entropyRatio } = spread;
  const intervalOf = (kind: 'sd-ratio' | 'entropy-ratio', ratio: number, level: number): Interval | null =>
    Number.isNaN(ratio) ? null : percentileInterval(figures.drawn({ kind, model: model.id, item: item.id }), level);
  const sdInterval = intervalOf('sd-ratio', sdRatio, 0.9);
  const entropyInterval = intervalOf('entropy-ratio', entropyRatio, 0.9);
  return {
    model: model.id,
    item: item.id,
    human_sd: finite(humanSd),
    simulated_sd: finite(simulatedSd),
    sd_ratio: finite(sdRatio),
    sd_ratio_interval: sdInterval,
    sd_ratio_interval_95: intervalOf('sd-ratio', sdRatio, 0.95),
    human_entropy: finite(humanEntropy),
    simulated_entropy: finite(simulatedEntropy),
    entropy_ratio: finite(entropyRatio),
    entropy_ratio_interval: entropyInterval,
    state: hasSd ? stateOf(finite(sdRatio), sdInterval) : stateOf(finite(entropyRatio), entropyInterval),
    groups: levels
      .filter((level) => level.model === model && level.item === index)
      .flatMap((level) => groupVariance(sides, level) ?? []),
    // Nobody chooses what is computed.
    unused_options: item.item.kind === 'derived' ? [] : unused(item.labels, spread.human, spread.simulated),
  };
}

/** How much people and one seed of a model vary on one item, and the ratios; NaN where something is not defined. */
export function spreadOf(sides: Sides, model: ModelSide, seed: number, index: number): Spread {
  const item = sides.items[index];
  const counts = countCell(sides, model, seed, index, 0);
  const human = classCounts(item, counts.human);
  const simulated = classCounts(item, counts.simulated);
  const hasSd = item.measure !== 'nominal';
  const humanSd = hasSd ? sdOfCounts(counts.human, item.scores) : Number.NaN;
  const simulatedSd = hasSd ? sdOfCounts(counts.simulated, item.scores) : Number.NaN;
  const humanEntropy = entropyMillerMadow(human);
  const simulatedEntropy = entropyMillerMadow(simulated);
  return {
    human,
    simulated,
    humanSd,
    simulatedSd,
    sdRatio: humanSd > 0 ? simulatedSd / humanSd : Number.NaN,
    humanEntropy,
    simulatedEntropy,
    entropyRatio: humanEntropy > 0 ? simulatedEntropy / humanEntropy : Number.NaN,
  };
}

interface Spread {
  /** Answers counted in classes. */
  readonly human: Float64Array;
  readonly simulated: Float64Array;
  readonly humanSd: number;
  readonly simulatedSd: number;
  readonly sdRatio: number;
  readonly humanEntropy: number;
  readonly simulatedEntropy: number;
  readonly entropyRatio: number;
}

/** Below this share of the human spread there is hardly any spread left. */
const COLLAPSED = 0.2;

function stateOf(ratio: number | null, interval: Interval | null): Heterogeneity['state'] {
  if (ratio === null || interval === null) {
    return null;
  }
  if (interval[0] >= 0.8 && interval[1] <= 1.25) {
    return 'alike';
  }
  if (ratio < 0.8 && interval[1] < 1) {
    return ratio < COLLAPSED ? 'collapsed' : 'flattened';
  }
  return ratio > 1.25 && interval[0] > 1 ? 'inflated' : 'undecided';
}

function unused(
  labels: readonly string[],
  human: Float64Array,
  simulated: Float64Array,
): Heterogeneity['unused_options'] {
  const n = sumOf(human);
  if (n === 0 || sumOf(simulated) === 0) {
    return [];
  }
  return labels.flatMap((label, index) =>
    human[index] / n >= 0.05 && simulated[index] === 0 ? [{ label, human_share: human[index] / n }] : [],
  );
}
