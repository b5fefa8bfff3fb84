import { describe, expect, it } from 'vitest';
import {
  distanceFloor,
  distanceInterval,
  effectiveNumber,
  momentsOfCounts,
  permutationBlock,
  primaryDistance,
  scaledToEffective,
  type WeightedPairs,
  type WeightedPeople,
  weightedExchanges,
  weightsOfPairs,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const scale5 = { kind: 'line', scores: [1, 2, 3, 4, 5] } as const;
const truth = [0.1, 0.2, 0.3, 0.25, 0.15];

type Source = ReturnType<typeof seededSource>;

function drawn(source: Source): number {
  let u = source.next();
  let answer = 0;
  while (u >= (truth[answer] ?? 1) && answer < 4) {
    u -= truth[answer] ?? 0;
    answer += 1;
  }
  return answer;
}

/** Weights between .2 and 5, much like those of a raked survey: 300 people count as about 190. */
function weightsFor(n: number, source: Source): Float64Array {
  return Float64Array.from({ length: n }, () => Math.exp(3.2 * (source.next() - 0.5)));
}

/** People and twins who answer alike half of the time, and else from the same distribution. */
function nullPairs(n: number, source: Source): WeightedPairs {
  const answers = Array.from({ length: n }, () => drawn(source));
  const simulated = answers.map((answer) => (source.next() < 0.5 ? answer : drawn(source)));
  return { answers, simulated: [simulated], weights: weightsFor(n, source), size: 5 };
}

function nullPeople(n: number, source: Source): { readonly people: WeightedPeople; readonly simulated: Float64Array } {
  const simulated = new Float64Array(5);
  for (let one = 0; one < 1000; one += 1) {
    simulated[drawn(source)] += 1;
  }
  return {
    people: { answers: Array.from({ length: n }, () => drawn(source)), weights: weightsFor(n, source) },
    simulated,
  };
}

describe('the effective number of people', () => {
  it("is Kish's", () => {
    expect(effectiveNumber([1, 1, 1, 1])).toBe(4);
    expect(effectiveNumber([2, 2, 2])).toBeCloseTo(3, 12);
    expect(effectiveNumber([1, 0, 0])).toBe(1);
    expect(effectiveNumber([3, 1])).toBeCloseTo(1.6, 12);
    expect(effectiveNumber([])).toBe(0);
  });

  it('is what scaled weights sum to, with the unbiased variance of reliability weights', () => {
    const weights = [0.5, 2, 1, 3];
    const values = [1, 4, 2, 7];
    const sums = Float64Array.from(weights);
    const n = scaledToEffective(
      weights.reduce((sum, weight) => sum + weight ** 2, 0),
      sums,
      [],
    );
    expect(n).toBeCloseTo(effectiveNumber(weights), 12);
    expect(sums.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(n, 12);
    // R: Hmisc::wtd.var(x, w, method = "unbiased", normwt = FALSE) with V1 − V2/V1 below.
    const mean = (0.5 + 8 + 2 + 21) / 6.5;
    const squares = weights.reduce((sum, weight, at) => sum + weight * ((values[at] ?? 0) - mean) ** 2, 0);
    const moments = momentsOfCounts(sums, values);
    expect(moments.mean).toBeCloseTo(mean, 12);
    expect(moments.variance).toBeCloseTo(squares / (6.5 - (0.25 + 4 + 1 + 9) / 6.5), 12);
  });
});

describe('pairs of weighted people and twins', () => {
  const pairs: WeightedPairs = {
    size: 3,
    answers: [0, 1, 2, 0],
    simulated: [
      [1, 0, 2, -1],
      [1, -1, 2, 0],
    ],
    weights: [1, 2, 3, 4],
  };

  it('carry the weight of the person on every answer', () => {
    const { human, simulated } = weightsOfPairs(pairs);
    expect([...human]).toEqual([5, 2, 3]);
    expect([...simulated]).toEqual([2 + 4, 1 + 1, 3 + 3]);
  });

  it('are put together by what was answered', () => {
    expect(weightedExchanges(pairs)).toEqual([
      { weight: 4, effective: 1, answers: [0], counts: [2] },
      { weight: 2, effective: 1, answers: [0, 1], counts: [1, 1] },
      { weight: 1, effective: 1, answers: [0, 1], counts: [1, 2] },
      { weight: 3, effective: 1, answers: [2], counts: [3] },
    ]);
  });

  it('keep the totals in every draw, and give the floor of pairs that count alike', () => {
    const source = seededSource(31);
    const answers = Array.from({ length: 400 }, () => drawn(source));
    const simulated = answers.map(() => drawn(source));
    const types = answers.map((human, row) => ({ human, simulated: [simulated[row] ?? 0], personas: 1 }));
    const plain = { kind: 'matched', matched: { answers: 5, types } } as const;
    const weights = answers.map(() => 2.5);
    const weighted = {
      kind: 'weighted-matched',
      pairs: { size: 5, answers, simulated: [simulated], weights },
    } as const;
    const floorOf = (scheme: typeof plain | typeof weighted) =>
      distanceFloor(permutationBlock({ scheme, space: scale5 }, 4000, seededSource(32)).primary);
    const [alike, own] = [floorOf(plain), floorOf(weighted)];
    expect(own.observed).toBeCloseTo(alike.observed, 12);
    expect(Math.abs(own.floorMean / alike.floorMean - 1)).toBeLessThan(0.05);
    expect(Math.abs(own.pPermutation - alike.pPermutation)).toBeLessThan(0.05);
    const radiusOf = (scheme: typeof plain | typeof weighted) =>
      distanceInterval(scheme, scale5, seededSource(33), { draws: 2000 }).radius;
    expect(Math.abs(radiusOf(weighted) / radiusOf(plain) - 1)).toBeLessThan(0.06);
  });
});

describe('weighted tests and intervals, where people and simulation do not differ', () => {
  const replications = 400;

  it.each(['independent', 'matched'] as const)('%s: p is at its level, the interval covers', (kind) => {
    const source = seededSource(kind === 'matched' ? 41 : 42);
    const reached = { 0.05: 0, 0.1: 0 };
    let covered = 0;
    for (let one = 0; one < replications; one += 1) {
      const scheme =
        kind === 'matched'
          ? ({ kind: 'weighted-matched', pairs: nullPairs(300, source) } as const)
          : ({ kind: 'weighted', ...nullPeople(300, source) } as const);
      const { pPermutation } = distanceFloor(permutationBlock({ scheme, space: scale5 }, 199, source).primary);
      reached[0.05] += pPermutation <= 0.05 ? 1 : 0;
      reached[0.1] += pPermutation <= 0.1 ? 1 : 0;
      const { low } = distanceInterval(scheme, scale5, source, { draws: 200 });
      covered += low === 0 ? 1 : 0;
    }
    for (const alpha of [0.05, 0.1] as const) {
      const error = Math.sqrt((alpha * (1 - alpha)) / replications);
      expect(reached[alpha] / replications).toBeLessThanOrEqual(alpha + 2.5 * error);
      expect(reached[alpha] / replications).toBeGreaterThanOrEqual(0.6 * alpha);
    }
    expect(covered / replications).toBeGreaterThanOrEqual(0.88);
  });

  it('are of the weighted distributions', () => {
    const source = seededSource(51);
    const { people, simulated } = nullPeople(200, source);
    const scheme = { kind: 'weighted', people, simulated } as const;
    const sums = new Float64Array(5);
    Array.from(people.answers).forEach((answer, row) => {
      sums[answer] += people.weights[row] ?? 0;
    });
    const distance = primaryDistance(sums, simulated, scale5);
    expect(permutationBlock({ scheme, space: scale5 }, 1, source).primary.observed).toBeCloseTo(distance, 12);
    expect(distanceInterval(scheme, scale5, source, { draws: 10 }).distance).toBeCloseTo(distance, 12);
  });
});
