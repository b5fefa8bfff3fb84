import { randomStream } from '#engine/random';
import { benjaminiHochberg, distanceFloor, momentsOfCounts, permutationBlock, uniformChoice } from '#engine/statistics';
import type { AnswerOrder } from './generated/evaluation-types.ts';
import type { AnswerTable } from './input.ts';
import { type MeasuredItem, positions } from './measured-items.ts';
import { finite, sumOf } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';

/** Fewer answers than this on a side, or in all, say nothing about an effect of their order. */
const FEWEST = 30;

/**
 * Whether a model's answers depend on the order in which they were offered: scales shown reversed against scales as they
 * are, and, for options, the place at which the chosen one was shown against places chosen equally often. Empty for models
 * whose answers have no record of that order, as built-in ones, and where it was not varied.
 */
export function answerOrder(sides: Sides, options: { readonly seed: number; readonly draws: number }): AnswerOrder[] {
  return sides.models.flatMap((model) => {
    const found = sides.items.flatMap((item) => effectOf(model, item, options) ?? []);
    const q = benjaminiHochberg(found.map(({ p }) => p ?? 1));
    return found.map((entry, index) => ({ ...entry, q_bh: finite(q[index]) }));
  });
}

type Effect = Omit<AnswerOrder, 'q_bh'>;

interface DrawOptions {
  readonly seed: number;
  readonly draws: number;
}

function effectOf(model: ModelSide, item: MeasuredItem, options: DrawOptions): Effect | null {
  const answers = model.source.seeds[0];
  const places = answers.orders?.get(item.id);
  if (places === undefined || item.measure === 'numeric') {
    return null;
  }
  return item.measure === 'nominal'
    ? optionEffect(model, item, answers, places, options)
    : scaleEffect(model, item, answers, places, options);
}

function optionEffect(
  model: ModelSide,
  item: MeasuredItem,
  answers: AnswerTable,
  places: Int16Array,
  { seed, draws }: DrawOptions,
): Effect | null {
  const counts = new Float64Array(item.size);
  for (let row = 0; row < places.length; row += 1) {
    if (isFirst(answers, row) && places[row] >= 0) {
      counts[places[row]] += 1;
    }
  }
  const n = sumOf(counts);
  if (n < FEWEST || item.size < 2) {
    return null;
  }
  const { distance, floorMean, floorQ95, p } = uniformChoice(
    counts,
    draws,
    randomStream(seed, 'answer order', model.id, item.id),
  );
  const most = counts.indexOf(Math.max(...counts));
  return {
    model: model.id,
    item: item.id,
    kind: 'shown-position',
    n,
    n_reversed: null,
    effect: finite(distance),
    floor_mean: finite(floorMean),
    floor_q95: finite(floorQ95),
    p: finite(p),
    mean_difference: null,
    most_chosen_place: most + 1,
    most_chosen_share: counts[most] / n,
  };
}

function scaleEffect(
  model: ModelSide,
  item: MeasuredItem,
  answers: AnswerTable,
  places: Int16Array,
  { seed, draws }: DrawOptions,
): Effect | null {
  const at = positions(item, answers.table);
  const kept = new Float64Array(item.size);
  const reversed = new Float64Array(item.size);
  for (let row = 0; row < places.length; row += 1) {
    if (isFirst(answers, row) && at[row] >= 0 && places[row] >= 0) {
      (places[row] === 1 ? reversed : kept)[at[row]] += 1;
    }
  }
  const [nKept, nReversed] = [sumOf(kept), sumOf(reversed)];
  if (nKept < FEWEST || nReversed < FEWEST) {
    return null;
  }
  const { primary } = permutationBlock(
    { scheme: { kind: 'independent', human: kept, simulated: reversed }, space: item.space },
    draws,
    randomStream(seed, 'answer order', model.id, item.id),
  );
  const floor = distanceFloor(primary);
  return {
    model: model.id,
    item: item.id,
    kind: 'reversed-scale',
    n: nKept + nReversed,
    n_reversed: nReversed,
    effect: finite(floor.observed),
    floor_mean: finite(floor.floorMean),
    floor_q95: finite(floor.floorQ95),
    p: finite(floor.pPermutation),
    mean_difference: finite(momentsOfCounts(reversed, item.scores).mean - momentsOfCounts(kept, item.scores).mean),
    most_chosen_place: null,
    most_chosen_share: null,
  };
}

/** A respondent who was asked several times counts once. */
function isFirst(answers: AnswerTable, row: number): boolean {
  return answers.repeatOf === null || answers.repeatOf[row] === 1;
}
