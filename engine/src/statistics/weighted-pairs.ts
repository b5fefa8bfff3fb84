/** Weighted people, row by row, and the counts of unrelated simulated respondents. */
export interface WeightedPeople {
  /** The index of each person's answer; nobody without one. */
  readonly answers: ArrayLike<number>;
  /** Above 0, one for each person. */
  readonly weights: ArrayLike<number>;
}

/** Weighted people who have a simulated twin: the twin's answers carry the person's weight. */
export interface WeightedPairs extends WeightedPeople {
  /** The number of possible answers K. */
  readonly size: number;
  /** One array for each repeat; −1 is a missing answer. Every twin has at least one. */
  readonly simulated: readonly ArrayLike<number>[];
}

/** The weight on each answer. */
export function weightsByAnswer({ answers, weights }: WeightedPeople, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let person = 0; person < answers.length; person += 1) {
    sums[answers[person]] += weights[person];
  }
  return sums;
}

/** The weight on each answer of the people and of their twins. */
export function weightsOfPairs(pairs: WeightedPairs): {
  readonly human: Float64Array;
  readonly simulated: Float64Array;
} {
  const simulated = new Float64Array(pairs.size);
  for (const repeat of pairs.simulated) {
    for (let person = 0; person < repeat.length; person += 1) {
      if (repeat[person] >= 0) {
        simulated[repeat[person]] += pairs.weights[person];
      }
    }
  }
  return { human: weightsByAnswer(pairs, pairs.size), simulated };
}

/** Pairs in which person and twin together gave the same answers: under "no difference" any of them may be the human one. */
export interface WeightedExchange {
  /** Their sum of weights. */
  readonly weight: number;
  /** Their effective number (Kish), a whole number of at least 1. */
  readonly effective: number;
  /** Answers that were given, and how often in each pair. */
  readonly answers: readonly number[];
  readonly counts: readonly number[];
}

/** The pairs by what was answered in them, in an order that does not depend on that of the rows. */
export function weightedExchanges(pairs: WeightedPairs): readonly WeightedExchange[] {
  const found = new Map<string, { weight: number; squares: number; readonly given: readonly number[] }>();
  for (let person = 0; person < pairs.answers.length; person += 1) {
    const given = [
      pairs.answers[person],
      ...pairs.simulated.map((repeat) => repeat[person]).filter((code) => code >= 0),
    ];
    given.sort((left, right) => left - right);
    const key = given.join();
    const known = found.get(key) ?? { weight: 0, squares: 0, given };
    found.set(key, known);
    known.weight += pairs.weights[person];
    known.squares += pairs.weights[person] ** 2;
  }
  return [...found]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { weight, squares, given }]) => {
      const answers = [...new Set(given)];
      return {
        weight,
        effective: Math.max(1, Math.round(weight ** 2 / squares)),
        answers,
        counts: answers.map((answer) => given.filter((one) => one === answer).length),
      };
    });
}
