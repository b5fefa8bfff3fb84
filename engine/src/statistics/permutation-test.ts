import { type AnswerSpace, jsDistance, jsTerm, primaryDistance } from './distances.ts';
import { isDrawnFromLimit, matchedClasses } from './matched-limit.ts';
import type { MatchedTypes } from './matched-types.ts';
import {
  type PermutationDrawer,
  type PermutationScheme,
  permutationDrawer,
  permutationLimitDrawer,
} from './permutation-draws.ts';
import { quantile } from './quantile.ts';
import type { UniformSource } from './uniform-source.ts';

/** One cell to be tested. */
export interface PermutationCell {
  readonly scheme: PermutationScheme;
  readonly space: AnswerSpace;
  /** For numeric items: the class of each answer in which `js_distance` counts; without it each answer is its own. */
  readonly jsClasses?: ArrayLike<number>;
}

/** What a block of draws found, for the primary distance and for `js_distance`. */
export interface PermutationTally {
  readonly draws: number;
  readonly primary: DistanceTally;
  readonly js: DistanceTally;
}

export interface DistanceTally {
  readonly observed: number;
  /** How many draws were at least the observed distance − 1e-9. */
  readonly atLeast: number;
  readonly sum: number;
  /** Every drawn distance, in the order of the draws. */
  readonly values: Float64Array;
}

/** `floor_mean`, `floor_q95`, `p_permutation` and `excess_distance` of measures.md, section 1. */
export interface DistanceFloor {
  readonly observed: number;
  readonly floorMean: number;
  readonly floorQ95: number;
  readonly pPermutation: number;
  readonly excessDistance: number;
  readonly draws: number;
}

/** A cell made ready for its permutations: what all draws share is computed once. */
export interface PreparedCell {
  /**
   * Draws `draws` permutations of the respondents. Give every block its own stream of random numbers, merge the blocks in their
   * order, and the result does not depend on who computed which block.
   */
  block(draws: number, source: UniformSource): PermutationTally;
}

/**
 * Prepares a cell. The primary distance of large matched cells with very many types comes from the normal limit of their
 * counts (see `isDrawnFromLimit`), and `js_distance` then from binomial draws of its own; else both come from the same draws.
 */
export function preparePermutations(cell: PermutationCell): PreparedCell {
  const { scheme, space } = cell;
  const limit = scheme.kind === 'matched' && isDrawnFromLimit(scheme.matched, space) ? scheme.matched : null;
  const drawer = limit === null ? permutationDrawer(scheme) : permutationLimitDrawer(limit);
  const js = limit === null ? { drawer, classes: cell.jsClasses } : exactClasses(limit, cell.jsClasses);
  const primaryOf = primaryEvaluator(drawer, space);
  const jsOf = jsEvaluator(js.drawer, js.classes);
  const observed = primaryDistance(drawer.human, drawer.simulated, space);
  const jsObserved = jsDistance(...classified(js.drawer.human, js.drawer.simulated, js.classes));
  const [human, simulated] = emptyCounts(drawer);
  const [jsHuman, jsSimulated] = js.drawer === drawer ? [human, simulated] : emptyCounts(js.drawer);
  return {
    block(draws, source) {
      const primaryValues = new Float64Array(draws);
      const jsValues = new Float64Array(draws);
      for (let draw = 0; draw < draws; draw += 1) {
        drawer.draw(human, simulated, source);
        primaryValues[draw] = primaryOf(human, simulated);
        if (js.drawer !== drawer) {
          js.drawer.draw(jsHuman, jsSimulated, source);
        }
        jsValues[draw] = jsOf(jsHuman, jsSimulated);
      }
      return { draws, primary: tallyOf(observed, primaryValues), js: tallyOf(jsObserved, jsValues) };
    },
  };
}

/** One block of a cell that has no other. */
export function permutationBlock(cell: PermutationCell, draws: number, source: UniformSource): PermutationTally {
  return preparePermutations(cell).block(draws, source);
}

function exactClasses(
  matched: MatchedTypes,
  classes: ArrayLike<number> | undefined,
): { readonly drawer: PermutationDrawer; readonly classes: undefined } {
  const own = classes === undefined ? matched : matchedClasses(matched, classes);
  return { drawer: permutationDrawer({ kind: 'matched', matched: own }), classes: undefined };
}

function emptyCounts({ human }: PermutationDrawer): [Float64Array, Float64Array] {
  return [new Float64Array(human.length), new Float64Array(human.length)];
}

/** Puts blocks of one cell together, in the order given. At least one block. */
export function mergeTallies(blocks: readonly [PermutationTally, ...PermutationTally[]]): PermutationTally {
  return {
    draws: blocks.reduce((draws, block) => draws + block.draws, 0),
    primary: mergeDistances(blocks.map((block) => block.primary)),
    js: mergeDistances(blocks.map((block) => block.js)),
  };
}

/** The floor under a distance, and its p. */
export function distanceFloor(tally: DistanceTally): DistanceFloor {
  const draws = tally.values.length;
  const floorMean = tally.sum / draws;
  return {
    observed: tally.observed,
    floorMean,
    floorQ95: quantile(tally.values, 0.95),
    pPermutation: (1 + tally.atLeast) / (1 + draws),
    excessDistance: tally.observed - floorMean,
    draws,
  };
}

function tallyOf(observed: number, values: Float64Array): DistanceTally {
  let atLeast = 0;
  let sum = 0;
  for (let draw = 0; draw < values.length; draw += 1) {
    sum += values[draw];
    if (values[draw] >= observed - 1e-9) {
      atLeast += 1;
    }
  }
  return { observed, atLeast, sum, values };
}

function mergeDistances(blocks: readonly DistanceTally[]): DistanceTally {
  const values = new Float64Array(blocks.reduce((length, block) => length + block.values.length, 0));
  let at = 0;
  for (const block of blocks) {
    values.set(block.values, at);
    at += block.values.length;
  }
  return tallyOf(blocks[0].observed, values);
}

type Evaluator = (human: Float64Array, simulated: Float64Array) => number;

function primaryEvaluator(drawer: PermutationDrawer, space: AnswerSpace): Evaluator {
  if (!drawer.keepsTotals) {
    return (human, simulated) => primaryDistance(human, simulated, space);
  }
  const perHuman = 1 / sum(drawer.human);
  const perSimulated = 1 / sum(drawer.simulated);
  const answers = drawer.human.length;
  if (space.kind === 'nominal') {
    return (human, simulated) => {
      let distance = 0;
      for (let k = 0; k < answers; k += 1) {
        distance += Math.abs(human[k] * perHuman - simulated[k] * perSimulated);
      }
      return distance / 2;
    };
  }
  const { scores, range } = space;
  const width = range === undefined ? scores[answers - 1] - scores[0] : range[1] - range[0];
  const steps = Float64Array.from({ length: Math.max(0, answers - 1) }, (_, k) =>
    width > 0 ? (scores[k + 1] - scores[k]) / width : 0,
  );
  return (human, simulated) => {
    let cumulated = 0;
    let distance = 0;
    for (let k = 0; k < steps.length; k += 1) {
      cumulated += human[k] * perHuman - simulated[k] * perSimulated;
      distance += Math.abs(cumulated) * steps[k];
    }
    return distance;
  };
}

/** Terms of an answer that are kept, so that large cells do not fill the memory. */
const MOST_REMEMBERED = 1 << 16;

/** Where totals are kept and whole, an answer's share of the divergence depends on its human count alone and is remembered. */
function jsEvaluator(drawer: PermutationDrawer, classes: ArrayLike<number> | undefined): Evaluator {
  if (!drawer.keepsTotals || !drawer.isWhole) {
    return (human, simulated) => jsDistance(...classified(human, simulated, classes));
  }
  const [humanObserved, simulatedObserved] = classified(drawer.human, drawer.simulated, classes);
  const perHuman = 1 / sum(humanObserved);
  const perSimulated = 1 / sum(simulatedObserved);
  const totals = humanObserved.map((count, k) => count + simulatedObserved[k]);
  const known = Array.from(totals, (count) =>
    new Float64Array(Math.min(MOST_REMEMBERED, Math.round(count) + 1)).fill(Number.NaN),
  );
  return (human, simulated) => {
    const counts = classes === undefined ? human : classified(human, simulated, classes)[0];
    let divergence = 0;
    for (let k = 0; k < known.length; k += 1) {
      const terms = known[k];
      const count = counts[k];
      let term = count < terms.length ? terms[count] : Number.NaN;
      if (Number.isNaN(term)) {
        term = jsTerm(count * perHuman, (totals[k] - count) * perSimulated);
        if (count < terms.length) {
          terms[count] = term;
        }
      }
      divergence += term;
    }
    return Math.sqrt(Math.max(0, divergence) / Math.LN2);
  };
}

function classified(
  human: Float64Array,
  simulated: Float64Array,
  classes: ArrayLike<number> | undefined,
): [Float64Array, Float64Array] {
  if (classes === undefined) {
    return [human, simulated];
  }
  let n = 0;
  for (let k = 0; k < classes.length; k += 1) {
    n = Math.max(n, classes[k] + 1);
  }
  const humanClasses = new Float64Array(n);
  const simulatedClasses = new Float64Array(n);
  for (let k = 0; k < classes.length; k += 1) {
    humanClasses[classes[k]] += human[k];
    simulatedClasses[classes[k]] += simulated[k];
  }
  return [humanClasses, simulatedClasses];
}

function sum(values: Float64Array): number {
  let all = 0;
  for (let k = 0; k < values.length; k += 1) {
    all += values[k];
  }
  return all;
}
