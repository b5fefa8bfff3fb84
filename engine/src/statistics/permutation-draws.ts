import { drawBinomial } from './binomial.ts';
import { binomialTable, type DiscreteTable, drawFromTable, hypergeometricTable } from './discrete-table.ts';
import { drawMultivariateHypergeometric } from './hypergeometric.ts';
import { permutationLimit } from './matched-limit.ts';
import { countsOfMatched, type MatchedTypes } from './matched-types.ts';
import { effectiveNumber } from './moments.ts';
import { drawMultinomial } from './multinomial.ts';
import type { UniformSource } from './uniform-source.ts';
import {
  type WeightedPairs,
  type WeightedPeople,
  weightedExchanges,
  weightsByAnswer,
  weightsOfPairs,
} from './weighted-pairs.ts';

/** Who is compared, and so what may be exchanged where people and simulation do not differ. */
export type PermutationScheme =
  /** Two unrelated groups: counts of each answer. */
  | { readonly kind: 'independent'; readonly human: ArrayLike<number>; readonly simulated: ArrayLike<number> }
  /** Each persona has a human twin. */
  | { readonly kind: 'matched'; readonly matched: MatchedTypes }
  /**
   * Weighted people and counts of the simulated. Under no difference both sides are drawn from the pooled shares, as many
   * people as their effective number (Kish) says.
   */
  | { readonly kind: 'weighted'; readonly people: WeightedPeople; readonly simulated: ArrayLike<number> }
  /**
   * Weighted people with twins. Within the pairs that gave the same answers the human answer is drawn for the effective
   * number of pairs (Kish), each of which moves an equal part of their weight.
   */
  | { readonly kind: 'weighted-matched'; readonly pairs: WeightedPairs };

/** Makes draws under "no difference" for one cell. */
export interface PermutationDrawer {
  /** The observed counts (shares, for weighted people). */
  readonly human: Float64Array;
  readonly simulated: Float64Array;
  /** Where each answer's human and simulated count always sum to what was observed. */
  readonly keepsTotals: boolean;
  /** Where all counts are whole numbers. */
  readonly isWhole: boolean;
  /** Overwrites the two arrays of counts with one draw. */
  draw(human: Float64Array, simulated: Float64Array, source: UniformSource): void;
}

/** Prepares the draws of a scheme: the tables that all draws of a cell share are built once. */
export function permutationDrawer(scheme: PermutationScheme): PermutationDrawer {
  switch (scheme.kind) {
    case 'independent':
      return independentDrawer(Float64Array.from(scheme.human), Float64Array.from(scheme.simulated));
    case 'matched':
      return matchedDrawer(scheme.matched);
    case 'weighted':
      return weightedDrawer(scheme.people, Float64Array.from(scheme.simulated));
    case 'weighted-matched':
      return weightedMatchedDrawer(scheme.pairs);
  }
}

/** Draws of a matched cell from the normal limit of its counts, which are then no whole numbers. */
export function permutationLimitDrawer(matched: MatchedTypes): PermutationDrawer {
  const { human, simulated } = countsOfMatched(matched);
  const totals = human.map((count, k) => count + simulated[k]);
  const limit = permutationLimit(matched);
  return {
    human,
    simulated,
    keepsTotals: true,
    isWhole: false,
    draw(intoHuman, intoSimulated, source) {
      limit.draw(intoHuman, source);
      for (let k = 0; k < totals.length; k += 1) {
        intoSimulated[k] = totals[k] - intoHuman[k];
      }
    },
  };
}

function independentDrawer(human: Float64Array, simulated: Float64Array): PermutationDrawer {
  const answers = human.length;
  const pooled = human.map((count, k) => count + simulated[k]);
  const nHuman = sum(human);
  const nSimulated = sum(simulated);
  // The smaller side is drawn. The largest answer comes first: its draws all have the same parameters, hence a table.
  const drawn = Math.min(nHuman, nSimulated);
  const order = Array.from(pooled.keys()).sort((left, right) => pooled[right] - pooled[left]);
  const first = order[0];
  const table = hypergeometricTable(pooled[first] ?? 0, nHuman + nSimulated - (pooled[first] ?? 0), drawn);
  const restSizes = Float64Array.from(order.slice(1), (answer) => pooled[answer]);
  const restCounts = new Float64Array(restSizes.length);
  return {
    human,
    simulated,
    keepsTotals: true,
    isWhole: true,
    draw(intoHuman, intoSimulated, source) {
      const small = nHuman <= nSimulated ? intoHuman : intoSimulated;
      const large = nHuman <= nSimulated ? intoSimulated : intoHuman;
      const count = drawFromTable(table, source);
      drawMultivariateHypergeometric(restSizes, drawn - count, restCounts, source);
      small[first] = count;
      for (let index = 1; index < answers; index += 1) {
        small[order[index]] = restCounts[index - 1];
      }
      for (let k = 0; k < answers; k += 1) {
        large[k] = pooled[k] - small[k];
      }
    },
  };
}

/** Personas with the same set of answers, of which one is drawn as the human one. */
interface Exchange {
  readonly personas: number;
  readonly answers: readonly number[];
  readonly counts: readonly number[];
}

function matchedDrawer(matched: MatchedTypes): PermutationDrawer {
  const { human, simulated } = countsOfMatched(matched);
  const totals = human.map((count, k) => count + simulated[k]);
  const fixed = new Float64Array(matched.answers);
  const tables = new Map<string, DiscreteTable>();
  const pairs: {
    readonly table: DiscreteTable;
    readonly one: number;
    readonly other: number;
    readonly personas: number;
  }[] = [];
  const larger: Exchange[] = [];
  for (const exchange of exchangesOf(matched)) {
    const { personas, answers, counts } = exchange;
    if (answers.length === 1) {
      fixed[answers[0]] += personas;
    } else if (answers.length === 2) {
      const p = counts[0] / (counts[0] + counts[1]);
      const key = `${personas} ${p}`;
      const table = tables.get(key) ?? binomialTable(personas, p);
      tables.set(key, table);
      pairs.push({ table, one: answers[0], other: answers[1], personas });
    } else {
      larger.push(exchange);
    }
  }
  return {
    human,
    simulated,
    keepsTotals: true,
    isWhole: true,
    draw(intoHuman, intoSimulated, source) {
      intoHuman.set(fixed);
      for (const { table, one, other, personas } of pairs) {
        const count = drawFromTable(table, source);
        intoHuman[one] += count;
        intoHuman[other] += personas - count;
      }
      for (const exchange of larger) {
        drawExchange(exchange, intoHuman, source);
      }
      for (let k = 0; k < totals.length; k += 1) {
        intoSimulated[k] = totals[k] - intoHuman[k];
      }
    },
  };
}

function drawExchange({ personas, answers, counts }: Exchange, into: Float64Array, source: UniformSource): void {
  let left = personas;
  let countLeft = counts.reduce((before, count) => before + count, 0);
  for (let index = 0; index < answers.length && left > 0; index += 1) {
    const drawn = drawBinomial(left, counts[index] / countLeft, source);
    into[answers[index]] += drawn;
    left -= drawn;
    countLeft -= counts[index];
  }
}

function exchangesOf(matched: MatchedTypes): Exchange[] {
  const found = new Map<string, { personas: number; readonly all: readonly number[] }>();
  for (const type of matched.types) {
    const all = [...type.simulated, type.human].sort((left, right) => left - right);
    const key = all.join();
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { personas: type.personas, all });
    } else {
      known.personas += type.personas;
    }
  }
  return [...found]
    .sort(([, left], [, right]) => inOrder(left.all, right.all))
    .map(([, { personas, all }]) => {
      const answers = [...new Set(all)];
      return { personas, answers, counts: answers.map((answer) => all.filter((one) => one === answer).length) };
    });
}

/** An order of answers given that does not depend on who is met first. */
function inOrder(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((answer, index) => answer !== right[index]);
  return at < 0 || at >= right.length ? left.length - right.length : right[at] - left[at];
}

function weightedDrawer(people: WeightedPeople, counts: Float64Array): PermutationDrawer {
  const human = shares(weightsByAnswer(people, counts.length));
  const simulated = shares(counts);
  const nHuman = Math.max(1, Math.round(effectiveNumber(people.weights)));
  const nSimulated = Math.max(1, Math.round(sum(counts)));
  const pooled = human.map((share, k) => (nHuman * share + nSimulated * simulated[k]) / (nHuman + nSimulated));
  return {
    human,
    simulated,
    keepsTotals: false,
    isWhole: false,
    draw(intoHuman, intoSimulated, source) {
      drawMultinomial(nHuman, pooled, intoHuman, source);
      drawMultinomial(nSimulated, pooled, intoSimulated, source);
    },
  };
}

function weightedMatchedDrawer(pairs: WeightedPairs): PermutationDrawer {
  const { human, simulated } = weightsOfPairs(pairs);
  const totals = human.map((weight, k) => weight + simulated[k]);
  const exchanges = weightedExchanges(pairs);
  const fixed = new Float64Array(pairs.size);
  for (const { answers, weight } of exchanges) {
    if (answers.length === 1) {
      fixed[answers[0]] += weight;
    }
  }
  const open = exchanges.filter(({ answers }) => answers.length > 1);
  const drawn = new Float64Array(open.reduce((most, { answers }) => Math.max(most, answers.length), 0));
  return {
    human,
    simulated,
    keepsTotals: true,
    isWhole: false,
    draw(intoHuman, intoSimulated, source) {
      intoHuman.set(fixed);
      for (const { answers, counts, effective, weight } of open) {
        drawMultinomial(effective, counts, drawn, source);
        for (let index = 0; index < answers.length; index += 1) {
          intoHuman[answers[index]] += (drawn[index] * weight) / effective;
        }
      }
      for (let k = 0; k < totals.length; k += 1) {
        intoSimulated[k] = totals[k] - intoHuman[k];
      }
    },
  };
}

function shares(counts: Float64Array): Float64Array {
  const all = sum(counts);
  return counts.map((count) => count / all);
}

function sum(values: Float64Array): number {
  let all = 0;
  for (let k = 0; k < values.length; k += 1) {
    all += values[k];
  }
  return all;
}
