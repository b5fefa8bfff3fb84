import { randomStream } from '#engine/random';
import {
  type AnswerSpace,
  type BootstrapScheme,
  distanceFloor,
  distanceInterval,
  mergeTallies,
  type PermutationScheme,
  preparePermutations,
} from '#engine/statistics';

/** The permutations and the bootstrap of one cell. */
export interface CellJob {
  readonly kind: 'cell';
  /** The cell's stable name, which keys its random draws together with `seed`. */
  readonly id: string;
  readonly seed: number;
  readonly scheme: PermutationScheme & BootstrapScheme;
  readonly space: AnswerSpace;
  /** The class of each answer for `js_distance`; null where each answer is its own. */
  readonly classOf: Int32Array | null;
  readonly permutations: number;
  /** 0 for no interval. */
  readonly bootstrap: number;
  /** Whether every drawn primary distance is needed, for figures over several cells. */
  readonly keep: 'nothing' | 'distances';
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
  readonly drawn: Float64Array | null;
}

/** Draws in one block; each block has its own stream. */
const BLOCK = 2500;

/** Draws the permutations, block by block, and the bootstrap of one cell. */
export function runCellJob(job: CellJob): CellResult {
  const { scheme, space, classOf } = job;
  const cell = preparePermutations({ scheme, space, ...(classOf === null ? {} : { jsClasses: classOf }) });
  const block = (index: number) =>
    cell.block(
      Math.min(BLOCK, job.permutations - index * BLOCK),
      randomStream(job.seed, 'cell', job.id, 'permutations', index),
    );
  const more = Array.from({ length: Math.ceil(job.permutations / BLOCK) - 1 }, (_, index) => block(index + 1));
  const tally = mergeTallies([block(0), ...more]);
  const primary = distanceFloor(tally.primary);
  const js = distanceFloor(tally.js);
  const interval =
    job.bootstrap === 0
      ? null
      : distanceInterval(job.scheme, job.space, randomStream(job.seed, 'cell', job.id, 'bootstrap'), {
          draws: job.bootstrap,
        });
  return {
    kind: 'cell',
    distance: primary.observed,
    floor_mean: primary.floorMean,
    floor_q95: primary.floorQ95,
    p_permutation: primary.pPermutation,
    js_distance: js.observed,
    js_floor_mean: js.floorMean,
    js_floor_q95: js.floorQ95,
    radius: interval === null ? Number.NaN : interval.radius,
    drawn: job.keep === 'distances' ? tally.primary.values : null,
  };
}
