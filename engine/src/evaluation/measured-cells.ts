import { benjaminiHochberg, jsDistance, meanDifference, primaryDistance, shareDifferences } from '#engine/statistics';
import { type CellCounts, cellRows, countCell, matchedTypesOfCell } from './cell-counts.ts';
import type { CellJob, CellResult } from './cell-job.ts';
import { cellScheme } from './cell-scheme.ts';
import type { Cell } from './generated/evaluation-types.ts';
import type { MeasuredItem } from './measured-items.ts';
import { finite, finiteInterval, meanOf } from './numbers.ts';
import { type CellScheme, packed } from './packed-pairs.ts';
import type { ModelSide, Sides } from './sides.ts';
import { cellPath } from './study-paths.ts';

/** A cell of one model, counted and ready to be tested. */
export interface CountedCell {
  readonly id: string;
  readonly model: ModelSide;
  /** Positions in `sides.items` and `sides.slices`. */
  readonly item: number;
  readonly slice: number;
  readonly tested: boolean;
  /** People that the test stands on: pairs for matched models. */
  readonly people: number;
  /** These and the figures below are of the first seed, which is the stored run. */
  readonly counts: CellCounts;
  readonly distance: number;
  readonly js: number;
  readonly mean_difference: number;
  readonly share_differences: readonly number[];
  /** Of every seed, for the ladder. */
  readonly distances: readonly number[];
  readonly jsDistances: readonly number[];
}

/** A cell whose draws are done. */
export interface MeasuredCell extends CountedCell {
  readonly result: CellResult | null;
  readonly cell: Cell;
}

/** Counts every cell of every model. */
export function countCells(sides: Sides): readonly CountedCell[] {
  return sides.models.flatMap((model) =>
    sides.items.flatMap((item, itemIndex) =>
      sides.slices.map((slice, sliceIndex) => {
        const bySeed = model.seeds.map((_, seed) => countCell(sides, model, seed, itemIndex, sliceIndex));
        const counts = bySeed[0];
        const people = counts.n_pairs ?? counts.n_h;
        const answers = counts.n_pairs ?? counts.n_s;
        const { min_n } = sides.study.alignment;
        return {
          id: `${model.id}/${item.id}/${slice.key}`,
          model,
          item: itemIndex,
          slice: sliceIndex,
          tested: item.size > 0 && people >= Math.max(1, min_n) && answers >= Math.max(1, min_n),
          people,
          counts,
          ...pointEstimates(item, counts),
          distances: bySeed.map((own) => primaryDistance(own.human, own.simulated, item.space)),
          jsDistances: bySeed.map((own) => jsDistance(classCounts(item, own.human), classCounts(item, own.simulated))),
        };
      }),
    ),
  );
}

/**
 * For each item the slices of everyone, all arms and each, that could be tested for every model: what models are compared
 * over. So every rung of the ladder stands on the same cells.
 */
export function comparedSlices(sides: Sides, counted: readonly CountedCell[]): readonly (readonly number[])[] {
  return sides.items.map((_, item) =>
    sides.slices.flatMap((slice, index) =>
      slice.group.length === 0 && counted.every((cell) => cell.item !== item || cell.slice !== index || cell.tested)
        ? [index]
        : [],
    ),
  );
}

/** The draws that a cell needs; null for a cell that is too small. */
export function cellJob(
  sides: Sides,
  counted: CountedCell,
  options: { readonly seed: number; readonly permutations: number; readonly bootstrap: number },
): CellJob | null {
  if (!counted.tested) {
    return null;
  }
  const item = sides.items[counted.item];
  const scheme = schemeOf(sides, counted);
  return scheme === null
    ? null
    : {
        kind: 'cell',
        id: counted.id,
        ...options,
        scheme: packed(scheme),
        space: item.space,
        classOf: item.measure === 'numeric' ? item.classOf : null,
      };
}

/** Without weights, counts and types of pairs are enough; weighted people are drawn row by row. */
function schemeOf(sides: Sides, { model, item, slice, counts }: CountedCell): CellScheme | null {
  if (sides.people.weights !== null) {
    return cellScheme(cellRows(sides, model, item, slice));
  }
  return model.matched
    ? { kind: 'matched', matched: matchedTypesOfCell(sides, model, item, slice) }
    : { kind: 'independent', human: counts.human, simulated: counts.simulated };
}

/** Puts counts and draws together; q values and verdicts are taken over all tested cells of each model. */
export function measureCells(
  sides: Sides,
  counted: readonly CountedCell[],
  results: readonly (CellResult | null)[],
): readonly MeasuredCell[] {
  const qOf = new Map<string, number>();
  for (const model of sides.models) {
    const own = counted.flatMap((cell, index) => {
      const result = results[index];
      return cell.model === model && result !== null ? [{ id: cell.id, p: result.p_permutation }] : [];
    });
    benjaminiHochberg(own.map(({ p }) => p)).forEach((q, index) => {
      qOf.set(own[index].id, q);
    });
  }
  return counted.map((cell, index) => {
    const result = results[index];
    return { ...cell, result, cell: describe(sides, cell, result, qOf.get(cell.id) ?? Number.NaN) };
  });
}

function pointEstimates(
  item: MeasuredItem,
  counts: CellCounts,
): Pick<CountedCell, 'distance' | 'js' | 'mean_difference' | 'share_differences'> {
  const human = classCounts(item, counts.human);
  const simulated = classCounts(item, counts.simulated);
  return {
    distance: primaryDistance(counts.human, counts.simulated, item.space),
    js: jsDistance(human, simulated),
    mean_difference:
      item.measure === 'nominal' ? Number.NaN : meanDifference(counts.human, counts.simulated, item.scores),
    share_differences: [...shareDifferences(human, simulated)],
  };
}

/** Counts on the grid, put together by what distributions are shown by. */
export function classCounts(item: MeasuredItem, counts: Float64Array): Float64Array {
  if (item.measure !== 'numeric') {
    return counts;
  }
  const sums = new Float64Array(item.labels.length);
  counts.forEach((count, position) => {
    sums[item.classOf[position]] += count;
  });
  return sums;
}

function describe(sides: Sides, counted: CountedCell, result: CellResult | null, q: number): Cell {
  const slice = sides.slices[counted.slice];
  const item = sides.items[counted.item];
  const { margin, fdr } = sides.study.alignment;
  const base = {
    id: counted.id,
    path: cellPath(sides.study, item.item, slice),
    model: counted.model.id,
    item: item.id,
    treatment: slice.arm?.treatment ?? null,
    arm: slice.arm?.label ?? null,
    subgroup: slice.group.map((part) => ({ attribute: part.attribute, level: part.label })),
    n_h: counted.counts.n_h,
    ...(counted.counts.n_effective === null ? {} : { n_h_effective: counted.counts.n_effective }),
    n_s: counted.counts.n_s,
    n_pairs: counted.counts.n_pairs,
    n_pairs_left_out: counted.counts.n_pairs_left_out,
    measure: item.primary,
  };
  if (result === null) {
    return {
      ...base,
      status: 'too-small',
      low_n: false,
      ...untested,
    };
  }
  const excess = counted.distance - result.floor_mean;
  const low = Math.max(0, counted.distance - result.radius);
  const high = Math.min(1, counted.distance + result.radius);
  const verdict = q <= fdr && excess > margin ? 'misaligned' : high < margin ? 'aligned' : 'undecided';
  return {
    ...base,
    status: 'tested',
    low_n: counted.people < 100,
    distance: finite(counted.distance),
    mean_distance_over_seeds: counted.distances.length > 1 ? finite(meanOf(counted.distances)) : null,
    floor_mean: finite(result.floor_mean),
    floor_q95: finite(result.floor_q95),
    p_permutation: finite(result.p_permutation),
    q_bh: finite(q),
    excess_distance: finite(excess),
    interval: finiteInterval(low, high),
    verdict,
    smallest_aligned_margin: finite(high),
    too_few_to_align: verdict !== 'aligned' && result.radius >= margin,
    js_distance: finite(counted.js),
    js_floor_mean: finite(result.js_floor_mean),
    js_floor_q95: finite(result.js_floor_q95),
    mean_difference: finite(counted.mean_difference),
    share_differences: counted.share_differences.every((share) => Number.isFinite(share))
      ? [...counted.share_differences]
      : null,
    detectable: finite(Math.min(1, result.floor_q95 + (NORMAL_Q80 / NORMAL_Q95) * result.radius)),
  };
}

/** 80 % and 95 % quantiles of the normal distribution: a 90 % radius is 1.645 errors, and 80 % power asks for .842 more. */
const NORMAL_Q80 = 0.8416212335729143;
const NORMAL_Q95 = 1.6448536269514722;

const untested = {
  distance: null,
  mean_distance_over_seeds: null,
  floor_mean: null,
  floor_q95: null,
  p_permutation: null,
  q_bh: null,
  excess_distance: null,
  interval: null,
  verdict: null,
  smallest_aligned_margin: null,
  too_few_to_align: false,
  js_distance: null,
  js_floor_mean: null,
  js_floor_q95: null,
  mean_difference: null,
  share_differences: null,
  detectable: null,
} as const;
