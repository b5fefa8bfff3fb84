import { type BootstrapFigures, percentileInterval } from './bootstrap-figures.ts';
import type { BootstrapPlan } from './bootstrap-plan.ts';
import type { Comparison, LadderFigure, LadderRung } from './generated/evaluation-types.ts';
import { spreadOf } from './heterogeneity.ts';
import type { MeasuredCell } from './measured-cells.ts';
import { wasAsked } from './measured-items.ts';
import { finite, meanOf, sdOf } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';
import { interval, modelName, number } from './words.ts';

/** The models side by side: over all items that were asked, then item by item, derived variables last. */
export function ladderRungs(
  sides: Sides,
  cells: readonly MeasuredCell[],
  slices: readonly (readonly number[])[],
): [LadderRung, ...LadderRung[]] {
  const rung = (item: number | null): LadderRung => ({
    item: item === null ? null : sides.items[item].id,
    models: sides.models.map((model) => ladderFigure(sides, model, item, cells, slices)),
  });
  return [rung(null), ...sides.items.map((_, index) => rung(index))];
}

function ladderFigure(
  sides: Sides,
  model: ModelSide,
  item: number | null,
  cells: readonly MeasuredCell[],
  slices: readonly (readonly number[])[],
): LadderFigure {
  const own = cells.filter((cell) => cell.model === model && (item === null || cell.item === item));
  const isMeant = (index: number): boolean => (item === null ? wasAsked(sides.items[index]) : index === item);
  const everyone = own.filter((cell) => isMeant(cell.item) && slices[cell.item].includes(cell.slice));
  const bySeed = model.seeds.map((_, seed) => meanOf(everyone.map((cell) => cell.distances[seed])));
  const distance = meanOf(bySeed);
  const floor = meanOf(everyone.map((cell) => cell.result?.floor_mean ?? Number.NaN));
  const spread = sides.items.flatMap((_, index) =>
    isMeant(index) ? [model.seeds.map((_seed, seed) => spreadOf(sides, model, seed, index))] : [],
  );
  return {
    model: model.id,
    n_seeds: model.seeds.length,
    n_cells: everyone.length,
    distance: finite(distance),
    distance_sd: finite(sdOf(bySeed)),
    floor: finite(floor),
    excess: finite(distance - floor),
    js_distance: finite(meanOf(everyone.map((cell) => meanOf(cell.jsDistances)))),
    js_floor: finite(meanOf(everyone.map((cell) => cell.result?.js_floor_mean ?? Number.NaN))),
    sd_ratio: finite(meanOf(spread.map((seeds) => meanOf(seeds.map(({ sdRatio }) => sdRatio))))),
    entropy_ratio: finite(meanOf(spread.map((seeds) => meanOf(seeds.map(({ entropyRatio }) => entropyRatio))))),
    n_misaligned: own.filter((cell) => cell.cell.verdict === 'misaligned').length,
    n_tested: own.filter((cell) => cell.result !== null).length,
  };
}

/**
 * The subject against every other model, on the cells of the ladder, and likewise each model that stands beside it against
 * those that follow: the difference of their figures, but with equal numbers of respondents where models have more or
 * fewer. In the draws people are resampled jointly and built-in models take their seeds in turn.
 */
export function comparisons(
  sides: Sides,
  overall: LadderRung,
  plan: BootstrapPlan,
  figures: BootstrapFigures,
): Comparison[] {
  const context = { sides, overall, plan, figures };
  return sides.models.flatMap((model, index) =>
    model.role === 'ladder' ? [] : sides.models.slice(index + 1).map((other) => comparison(context, model, other)),
  );
}

interface ComparisonContext {
  readonly sides: Sides;
  readonly overall: LadderRung;
  readonly plan: BootstrapPlan;
  readonly figures: BootstrapFigures;
}

function comparison(
  { sides, overall, plan, figures }: ComparisonContext,
  model: ModelSide,
  other: ModelSide,
): Comparison {
  const observed = ({ id }: ModelSide): number =>
    plan.hasUnequalSizes
      ? figures.observed({ kind: 'distance', model: id })
      : (overall.models.find((figure) => figure.model === id)?.distance ?? Number.NaN);
  const distance = observed(model);
  const against = observed(other);
  const otherDraws = figures.drawn({ kind: 'distance', model: other.id });
  const differences = figures
    .drawn({ kind: 'distance', model: model.id })
    .map((drawn, draw) => drawn - otherDraws[draw]);
  const ends = percentileInterval(differences, 0.9);
  const verdict =
    ends === null ? 'cannot-be-told-apart' : ends[1] < 0 ? 'better' : ends[0] > 0 ? 'worse' : 'cannot-be-told-apart';
  const compared = {
    model: model.id,
    against: other.id,
    n_cells: overall.models[0]?.n_cells ?? 0,
    n_s: Math.min(...sides.models.map(({ seeds: [{ asked }] }) => asked.reduce((sum, one) => sum + one, 0))),
    distance: finite(distance),
    distance_against: finite(against),
    difference: finite(distance - against),
    interval: ends,
    verdict,
  } as const;
  return { ...compared, sentence: sentence(model, compared) };
}

const done: Readonly<Record<string, string>> = {
  uniform: 'answering at random',
  pooled: "the pilot's overall answers",
  resample: 'resampling the pilot',
  regression: 'a regression on the pilot',
};

function sentence(model: ModelSide, compared: Omit<Comparison, 'sentence'>): string {
  const name = modelName(model.id);
  const other = done[compared.against] ?? `\`${compared.against}\``;
  const figures = `difference of mean distances ${number(compared.difference)}, 90 % interval ${interval(compared.interval)}`;
  switch (compared.verdict) {
    case 'better':
      return `${name} is nearer to people than ${other} (${figures}).`;
    case 'worse':
      return `${name} is further from people than ${other} (${figures}).`;
    case 'cannot-be-told-apart':
      return `${name} cannot be told apart from ${other} (${figures}).`;
  }
}
