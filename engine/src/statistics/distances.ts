/** How the answers of an item lie to each other: on a line (ordinal, numeric) or not at all (nominal). */
export type AnswerSpace =
  | { readonly kind: 'nominal' }
  | {
      readonly kind: 'line';
      /** Ascending scores of the answers, or the distinct values of a numeric item. */
      readonly scores: ArrayLike<number>;
      /** The declared range; without it, the first and last score. */
      readonly range?: readonly [number, number];
    };

/** The primary distance of an item: `wasserstein_1_normalized` on a line, `total_variation` for nominal answers. Counts or probabilities. */
export function primaryDistance(human: ArrayLike<number>, simulated: ArrayLike<number>, space: AnswerSpace): number {
  return space.kind === 'nominal'
    ? totalVariation(human, simulated)
    : wasserstein1Normalized(human, simulated, space.scores, space.range);
}

/**
 * `wasserstein_1_normalized`: Σ |F_h(v_k) − F_s(v_k)| (v_{k+1} − v_k) / range, in [0, 1] where the range holds the scores.
 * `human` and `simulated` are counts or probabilities over the ascending `scores`; each side is divided by its sum.
 * NaN where a side is empty; 0 where there is only one score.
 */
export function wasserstein1Normalized(
  human: ArrayLike<number>,
  simulated: ArrayLike<number>,
  scores: ArrayLike<number>,
  range?: readonly [number, number],
): number {
  const nHuman = total(human);
  const nSimulated = total(simulated);
  if (!(nHuman > 0) || !(nSimulated > 0)) {
    return Number.NaN;
  }
  const last = scores.length - 1;
  const width = range === undefined ? scores[last] - scores[0] : range[1] - range[0];
  if (!(width > 0)) {
    return 0;
  }
  let cumulated = 0;
  let distance = 0;
  for (let k = 0; k < last; k += 1) {
    cumulated += human[k] / nHuman - simulated[k] / nSimulated;
    distance += Math.abs(cumulated) * (scores[k + 1] - scores[k]);
  }
  return distance / width;
}

/**
 * `wasserstein_1_normalized` of two samples of numbers, on their empirical distributions, over the declared range.
 * The samples need not be sorted nor equally long. NaN where one is empty.
 */
export function wasserstein1NormalizedSamples(
  human: ArrayLike<number>,
  simulated: ArrayLike<number>,
  range: readonly [number, number],
): number {
  const table = valueTable(human, simulated);
  return wasserstein1Normalized(table.human, table.simulated, table.values, range);
}

/** The distinct values of two samples, ascending, and how often each sample has them. */
export function valueTable(
  human: ArrayLike<number>,
  simulated: ArrayLike<number>,
): { readonly values: Float64Array; readonly human: Float64Array; readonly simulated: Float64Array } {
  const sortedHuman = Float64Array.from(human).sort();
  const sortedSimulated = Float64Array.from(simulated).sort();
  const values: number[] = [];
  const humanCounts: number[] = [];
  const simulatedCounts: number[] = [];
  let i = 0;
  let j = 0;
  while (i < sortedHuman.length || j < sortedSimulated.length) {
    const value = Math.min(sortedHuman[i] ?? Number.POSITIVE_INFINITY, sortedSimulated[j] ?? Number.POSITIVE_INFINITY);
    const fromI = i;
    const fromJ = j;
    while (i < sortedHuman.length && sortedHuman[i] === value) {
      i += 1;
    }
    while (j < sortedSimulated.length && sortedSimulated[j] === value) {
      j += 1;
    }
    if (i === fromI && j === fromJ) {
      break; // Only NaN is left: it sorts to the end and equals nothing.
    }
    values.push(value);
    humanCounts.push(i - fromI);
    simulatedCounts.push(j - fromJ);
  }
  return {
    values: Float64Array.from(values),
    human: Float64Array.from(humanCounts),
    simulated: Float64Array.from(simulatedCounts),
  };
}

/** `total_variation`: ½ Σ |p − q|, in [0, 1]. Counts or probabilities; NaN where a side is empty. */
export function totalVariation(human: ArrayLike<number>, simulated: ArrayLike<number>): number {
  const nHuman = total(human);
  const nSimulated = total(simulated);
  if (!(nHuman > 0) || !(nSimulated > 0)) {
    return Number.NaN;
  }
  let sum = 0;
  for (let k = 0; k < human.length; k += 1) {
    sum += Math.abs(human[k] / nHuman - simulated[k] / nSimulated);
  }
  return sum / 2;
}

/**
 * `js_distance`: the square root of the Jensen–Shannon divergence, in [0, 1] for base 2. Counts or probabilities;
 * NaN where a side is empty.
 */
export function jsDistance(human: ArrayLike<number>, simulated: ArrayLike<number>, base = 2): number {
  return Math.sqrt(jsDivergence(human, simulated, base));
}

/** The Jensen–Shannon divergence, the square of `js_distance`. */
export function jsDivergence(human: ArrayLike<number>, simulated: ArrayLike<number>, base = 2): number {
  const nHuman = total(human);
  const nSimulated = total(simulated);
  if (!(nHuman > 0) || !(nSimulated > 0)) {
    return Number.NaN;
  }
  let sum = 0;
  for (let k = 0; k < human.length; k += 1) {
    sum += jsTerm(human[k] / nHuman, simulated[k] / nSimulated);
  }
  return Math.max(0, sum / Math.log(base));
}

/** One answer's share of the Jensen–Shannon divergence, in nats, of its probabilities p and q. */
export function jsTerm(p: number, q: number): number {
  const middle = (p + q) / 2;
  const fromP = p > 0 ? p * Math.log(p / middle) : 0;
  const fromQ = q > 0 ? q * Math.log(q / middle) : 0;
  return (fromP + fromQ) / 2;
}

/** `mean_difference`: mean score of the simulated minus that of the humans, in the units of the scores. NaN where a side is empty. */
export function meanDifference(
  human: ArrayLike<number>,
  simulated: ArrayLike<number>,
  scores: ArrayLike<number>,
): number {
  return meanScore(simulated, scores) - meanScore(human, scores);
}

/** `share_difference`: the simulated share of each answer minus the human one, −1 to 1. NaN where a side is empty. */
export function shareDifferences(human: ArrayLike<number>, simulated: ArrayLike<number>): number[] {
  const nHuman = total(human);
  const nSimulated = total(simulated);
  return Array.from(human, (count, k) => simulated[k] / nSimulated - count / nHuman);
}

/** Mean of the scores weighted by counts or probabilities; NaN where these are empty. */
export function meanScore(counts: ArrayLike<number>, scores: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) {
    sum += counts[k] * scores[k];
  }
  return sum / total(counts);
}

/** The sum of counts or probabilities. */
export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k += 1) {
    sum += counts[k];
  }
  return sum;
}
