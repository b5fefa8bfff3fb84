import { type AnswerSpace, primaryDistance, total } from './distances.ts';
import { bootstrapLimit, isDrawnFromLimit } from './matched-limit.ts';
import { countsOfMatched, type MatchedTypes } from './matched-types.ts';
import { effectiveNumber } from './moments.ts';
import { drawMultinomial } from './multinomial.ts';
import { quantileInPlace } from './quantile.ts';
import type { UniformSource } from './uniform-source.ts';
import { type WeightedPairs, type WeightedPeople, weightsByAnswer, weightsOfPairs } from './weighted-pairs.ts';

/** What the bootstrap of a distance draws from. */
export type BootstrapScheme =
  | { readonly kind: 'independent'; readonly human: ArrayLike<number>; readonly simulated: ArrayLike<number> }
  | { readonly kind: 'matched'; readonly matched: MatchedTypes }
  /** Weighted people, drawn as (row, weight); counts of the simulated. */
  | { readonly kind: 'weighted'; readonly people: WeightedPeople; readonly simulated: ArrayLike<number> }
  /** Weighted people, drawn with their twins' answers. */
  | { readonly kind: 'weighted-matched'; readonly pairs: WeightedPairs };

export interface DistanceInterval {
  readonly distance: number;
  readonly low: number;
  readonly high: number;
  readonly radius: number;
}

/**
 * The interval of the primary distance of a cell: [max(0, D − r), min(1, D + r)], r the `level` quantile of the distance
 * by which the bootstrapped difference of the two distributions misses the observed difference, and at least
 * 3/min(n_h, n_s), weighted people counted by their effective number. The defaults are those of measures.md, section 1: 90 %, 2 000 draws. NaN where a side is empty.
 */
export function distanceInterval(
  scheme: BootstrapScheme,
  space: AnswerSpace,
  source: UniformSource,
  { draws = 2000, level = 0.9 }: { readonly draws?: number; readonly level?: number } = {},
): DistanceInterval {
  const bootstrap = bootstrapOf(scheme, space);
  const distance = primaryDistance(bootstrap.human, bootstrap.simulated, space);
  if (Number.isNaN(distance)) {
    return { distance, low: Number.NaN, high: Number.NaN, radius: Number.NaN };
  }
  const norm = normOf(space, bootstrap.human.length);
  const nHuman = total(bootstrap.human);
  const nSimulated = total(bootstrap.simulated);
  const observed = bootstrap.human.map((count, k) => count / nHuman - bootstrap.simulated[k] / nSimulated);
  const difference = new Float64Array(observed.length);
  const drawn = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    bootstrap.draw(difference, source);
    for (let k = 0; k < observed.length; k += 1) {
      difference[k] -= observed[k];
    }
    drawn[draw] = norm(difference);
  }
  const radius = Math.max(quantileInPlace(drawn, level), 3 / bootstrap.smallerSide);
  return { distance, low: Math.max(0, distance - radius), high: Math.min(1, distance + radius), radius };
}

interface Bootstrap {
  readonly human: Float64Array;
  readonly simulated: Float64Array;
  /** min(n_h, n_s), in respondents. */
  readonly smallerSide: number;
  /** Writes p*_h − p*_s of one draw. */
  draw(difference: Float64Array, source: UniformSource): void;
}

function bootstrapOf(scheme: BootstrapScheme, space: AnswerSpace): Bootstrap {
  switch (scheme.kind) {
    case 'independent':
      return independentBootstrap(Float64Array.from(scheme.human), Float64Array.from(scheme.simulated));
    case 'matched':
      return matchedBootstrap(scheme.matched, space);
    case 'weighted':
      return weightedBootstrap(scheme.people, Float64Array.from(scheme.simulated));
    case 'weighted-matched':
      return weightedMatchedBootstrap(scheme.pairs);
  }
}

function independentBootstrap(human: Float64Array, simulated: Float64Array): Bootstrap {
  const nHuman = total(human);
  const nSimulated = total(simulated);
  const humanDraw = new Float64Array(human.length);
  const simulatedDraw = new Float64Array(human.length);
  return {
    human,
    simulated,
    smallerSide: Math.min(nHuman, nSimulated),
    draw(difference, source) {
      drawMultinomial(nHuman, human, humanDraw, source);
      drawMultinomial(nSimulated, simulated, simulatedDraw, source);
      for (let k = 0; k < difference.length; k += 1) {
        difference[k] = humanDraw[k] / nHuman - simulatedDraw[k] / nSimulated;
      }
    },
  };
}

function matchedBootstrap(matched: MatchedTypes, space: AnswerSpace): Bootstrap {
  const { human, simulated } = countsOfMatched(matched);
  const personas = total(human);
  const smallerSide = Math.min(personas, total(simulated));
  const limit = isDrawnFromLimit(matched, space) ? bootstrapLimit(matched) : null;
  if (limit !== null) {
    return { human, simulated, smallerSide, draw: limit.draw };
  }
  const groups = groupsOf(matched);
  const weights = Float64Array.from(groups, (group) => group.personas);
  const counts = new Float64Array(groups.length);
  return {
    human,
    simulated,
    smallerSide,
    draw(difference, source) {
      drawMultinomial(personas, weights, counts, source);
      let answersGiven = 0;
      for (let index = 0; index < groups.length; index += 1) {
        answersGiven += counts[index] * groups[index].size;
      }
      difference.fill(0);
      for (let index = 0; index < groups.length; index += 1) {
        const count = counts[index];
        for (const { answer, human: humanAnswers, simulated: simulatedAnswers } of groups[index].parts) {
          difference[answer] += (count * humanAnswers) / personas - (count * simulatedAnswers) / answersGiven;
        }
      }
    },
  };
}

interface Group {
  personas: number;
  /** Simulated answers a persona. */
  readonly size: number;
  readonly parts: readonly { readonly answer: number; readonly human: number; readonly simulated: number }[];
}

/** The types, with all those in one where persona and twin agree entirely: they move no difference. */
function groupsOf({ types }: MatchedTypes): Group[] {
  const groups: Group[] = [];
  const sizes = new Set(types.map((type) => type.simulated.length));
  let agreeing: Group | undefined;
  for (const type of types) {
    const size = type.simulated.length;
    if (sizes.size === 1 && type.simulated.every((answer) => answer === type.human)) {
      if (agreeing === undefined) {
        agreeing = { personas: 0, size, parts: [] };
        groups.push(agreeing);
      }
      agreeing.personas += type.personas;
      continue;
    }
    const answers = [...new Set([...type.simulated, type.human])].sort((left, right) => left - right);
    const parts = answers.map((answer) => ({
      answer,
      human: Number(answer === type.human),
      simulated: type.simulated.filter((one) => one === answer).length,
    }));
    groups.push({ personas: type.personas, size, parts });
  }
  return groups;
}

function weightedBootstrap(people: WeightedPeople, simulated: Float64Array): Bootstrap {
  const { answers, weights } = people;
  const nHuman = answers.length;
  const nSimulated = total(simulated);
  const humanDraw = new Float64Array(simulated.length);
  const simulatedDraw = new Float64Array(simulated.length);
  return {
    human: weightsByAnswer(people, simulated.length),
    simulated,
    smallerSide: Math.min(effectiveNumber(weights), nSimulated),
    draw(difference, source) {
      humanDraw.fill(0);
      let weight = 0;
      for (let draw = 0; draw < nHuman; draw += 1) {
        const row = Math.floor(source.next() * nHuman);
        humanDraw[answers[row]] += weights[row];
        weight += weights[row];
      }
      drawMultinomial(nSimulated, simulated, simulatedDraw, source);
      for (let k = 0; k < difference.length; k += 1) {
        difference[k] = humanDraw[k] / weight - simulatedDraw[k] / nSimulated;
      }
    },
  };
}

function weightedMatchedBootstrap(pairs: WeightedPairs): Bootstrap {
  const { answers, weights, size } = pairs;
  const n = answers.length;
  const humanDraw = new Float64Array(size);
  const simulatedDraw = new Float64Array(size);
  return {
    ...weightsOfPairs(pairs),
    smallerSide: effectiveNumber(weights),
    draw(difference, source) {
      humanDraw.fill(0);
      simulatedDraw.fill(0);
      let weight = 0;
      let answered = 0;
      for (let draw = 0; draw < n; draw += 1) {
        const row = Math.floor(source.next() * n);
        humanDraw[answers[row]] += weights[row];
        weight += weights[row];
        for (const repeat of pairs.simulated) {
          if (repeat[row] >= 0) {
            simulatedDraw[repeat[row]] += weights[row];
            answered += weights[row];
          }
        }
      }
      for (let k = 0; k < size; k += 1) {
        difference[k] = humanDraw[k] / weight - simulatedDraw[k] / answered;
      }
    },
  };
}

/** The primary distance as a norm of a difference of distributions. */
function normOf(space: AnswerSpace, answers: number): (difference: Float64Array) => number {
  if (space.kind === 'nominal') {
    return (difference) => {
      let sum = 0;
      for (let k = 0; k < answers; k += 1) {
        sum += Math.abs(difference[k]);
      }
      return sum / 2;
    };
  }
  const { scores, range } = space;
  const width = range === undefined ? scores[answers - 1] - scores[0] : range[1] - range[0];
  return (difference) => {
    let cumulated = 0;
    let sum = 0;
    for (let k = 0; k < answers - 1; k += 1) {
      cumulated += difference[k];
      sum += Math.abs(cumulated) * (scores[k + 1] - scores[k]);
    }
    return width > 0 ? sum / width : 0;
  };
}
