import { type AnswerSpace, jsDistance, jsTerm, primaryDistance } from './distances.ts';
import { type PermutationDrawer, type PermutationScheme, permutationDrawer } from './permutation-draws.ts';
import { quantile } from './quantile.ts';
import type { UniformSource } from './uniform-source.ts';

/** One cell to be tested. */
export interface PermutationCell {
  readonly scheme: PermutationScheme;
  readonly space: AnswerSpace;
  /** For numeric items: the class of each answer in which `js_distance` counts; without it each answer is its own. */
  readonly jsClasses?: ArrayLike<number>;
}

/** What a block of draws found, for the primary distance and for `js_distance` from the same draws. */
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

/**
 * Draws `draws` permutations of the respondents of one cell. Give every block its own stream of random numbers, merge the
 * blocks in their order, and the result does not depend on who computed which block.
 */
export function permutationBlock(cell: PermutationCell, draws: number, source: UniformSource): PermutationTally {
  const drawer = permutationDrawer(cell.scheme);
  const primaryOf = primaryEvaluator(drawer, cell.space);
  const jsOf = jsEvaluator(drawer, cell.jsClasses);
  const primary = new Float64Array(draws);
  const js = new Float64Array(draws);
  const human = new Float64Array(drawer.human.length);
  const simulated = new Float64Array(drawer.human.length);
  for (let draw = 0; draw < draws; draw += 1) {
    drawer.draw(human, simulated, source);
    primary[draw] = primaryOf(human, simulated);
    js[draw] = jsOf(human, simulated);
  }
  return {
    draws,
    primary: tallyOf(primaryDistance(drawer.human, drawer.simulated, cell.space), primary),
    js: tallyOf(jsDistance(...classified(drawer.human, drawer.simulated, cell.jsClasses)), js),
  };
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

/** Where totals are kept and whole, an answer's share of the divergence depends on its human count alone and is remembered. */
function jsEvaluator(drawer: PermutationDrawer, classes: ArrayLike<number> | undefined): Evaluator {
  if (!drawer.keepsTotals || !drawer.isWhole) {
    return (human, simulated) => jsDistance(...classified(human, simulated, classes));
  }
  const [humanObserved, simulatedObserved] = classified(drawer.human, drawer.simulated, classes);
  const perHuman = 1 / sum(humanObserved);
  const perSimulated = 1 / sum(simulatedObserved);
  const totals = humanObserved.map((count, k) => count + simulatedObserved[k]);
  const known = Array.from(totals, (count) => new Float64Array(Math.round(count) + 1).fill(Number.NaN));
  return (human, simulated) => {
    const counts = classes === undefined ? human : classified(human, simulated, classes)[0];
    let divergence = 0;
    for (let k = 0; k < known.length; k += 1) {
      const terms = known[k];
      const count = counts[k];
      let term = terms[count];
      if (Number.isNaN(term)) {
        term = jsTerm(count * perHuman, (totals[k] - count) * perSimulated);
        terms[count] = term;
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
