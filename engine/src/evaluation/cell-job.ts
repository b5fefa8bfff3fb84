import { randomStream } from '#engine/random';
import {
  type AnswerSpace,
  distanceFloor,
  distanceInterval,
  mergeTallies,
  type PermutationTally,
  preparePermutations,
  quantile,
} from '#engine/statistics';
import { type CellScheme, type PackedPairs, unpacked } from './packed-pairs.ts';

/** The permutations and the bootstrap of one cell. */
export interface CellJob {
  readonly kind: 'cell';
  /** The cell's stable name, which keys its random draws together with `seed`. */
  readonly id: string;
  readonly seed: number;
  readonly scheme: CellScheme | PackedPairs;
  readonly space: AnswerSpace;
  /** The class of each answer for `js_distance`; null where each answer is its own. */
  readonly classOf: Int32Array | null;
  readonly permutations: number;
  /** 0 for no interval. */
  readonly bootstrap: number;
}

export interface CellResult {
  readonly kind: 'cell';
  /** Observed, in the first seed. */
  readonly distance: number;
  readonly floor_mean: number;
  readonly floor_q95: number;
  readonly p_permutation: number;
  readonly js_distance: number;
  readonly js_floor_mean: number;
  readonly js_floor_q95: number;
  /** Half the width of the interval; NaN without a bootstrap. */
  readonly radius: number;
}

/** The cells of the levels of one attribute: together, so that no drawn distance leaves the worker. */
export interface LevelsJob {
  readonly kind: 'levels';
  readonly cells: readonly CellJob[];
}

export interface LevelsResult {
  readonly kind: 'levels';
  readonly cells: readonly CellResult[];
  /** What max − min of the excess distances seldom exceeds by chance; NaN for fewer than two cells. */
  readonly disparity_q95: number;
}

/** Draws in one block; each block has its own stream. */
const BLOCK = 2500;

/** Draws the permutations, block by block, and the bootstrap of one cell. A step is a block. */
export function* cellSteps(job: CellJob): Generator<void, CellResult, void> {
  return (yield* drawnCell(job)).result;
}

/** Draws cell after cell. */
export function* levelsSteps({ cells }: LevelsJob): Generator<void, LevelsResult, void> {
  const drawn: { readonly values: Float64Array; readonly floor: number }[] = [];
  const results: CellResult[] = [];
  for (const cell of cells) {
    const { result, values } = yield* drawnCell(cell);
    results.push(result);
    drawn.push({ values, floor: result.floor_mean });
  }
  return { kind: 'levels', cells: results, disparity_q95: disparityQ95(drawn) };
}

function* drawnCell(
  job: CellJob,
): Generator<void, { readonly result: CellResult; readonly values: Float64Array }, void> {
  const { space, classOf } = job;
  const scheme = unpacked(job.scheme);
  const cell = preparePermutations({ scheme, space, ...(classOf === null ? {} : { jsClasses: classOf }) });
  const block = (index: number): PermutationTally =>
    cell.block(
      Math.min(BLOCK, job.permutations - index * BLOCK),
      randomStream(job.seed, 'cell', job.id, 'permutations', index),
    );
  const blocks: [PermutationTally, ...PermutationTally[]] = [block(0)];
  while (blocks.length * BLOCK < job.permutations) {
    yield;
    blocks.push(block(blocks.length));
  }
  yield;
  const tally = mergeTallies(blocks);
  const primary = distanceFloor(tally.primary);
  const js = distanceFloor(tally.js);
  const interval =
    job.bootstrap === 0
      ? null
      : distanceInterval(scheme, space, randomStream(job.seed, 'cell', job.id, 'bootstrap'), { draws: job.bootstrap });
  yield;
  return {
    result: {
      kind: 'cell',
      distance: primary.observed,
      floor_mean: primary.floorMean,
      floor_q95: primary.floorQ95,
      p_permutation: primary.pPermutation,
      js_distance: js.observed,
      js_floor_mean: js.floorMean,
      js_floor_q95: js.floorQ95,
      radius: interval === null ? Number.NaN : interval.radius,
    },
    values: tally.primary.values,
  };
}

/** Groups of one attribute hold different people, so that draw b of each of them is one draw of all of them. */
function disparityQ95(groups: readonly { readonly values: Float64Array; readonly floor: number }[]): number {
  if (groups.length < 2) {
    return Number.NaN;
  }
  const disparity = Float64Array.from({ length: groups[0].values.length }, (_, draw) => {
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (const { values, floor } of groups) {
      most = Math.max(most, values[draw] - floor);
      least = Math.min(least, values[draw] - floor);
    }
    return most - least;
  });
  return quantile(disparity, 0.95);
}
