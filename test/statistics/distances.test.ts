import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  jsDistance,
  jsDivergence,
  meanDifference,
  numericClasses,
  primaryDistance,
  shareDifferences,
  totalVariation,
  valueTable,
  wasserstein1Normalized,
  wasserstein1NormalizedSamples,
} from '#engine/statistics';

describe('golden distances', () => {
  test.each([
    { name: 'js, disjoint', value: jsDistance([1, 0, 0], [0, 1, 0]), expected: 1 },
    {
      name: 'js, base e (SciPy’s manual)',
      value: jsDistance([1, 0], [0.5, 0.5], Math.E),
      expected: 0.46450140402245893,
    },
    {
      name: 'w1 on scores 1, 2, 3',
      value: wasserstein1Normalized([0.8, 0.1, 0.1], [0.1, 0.1, 0.8], [1, 2, 3]),
      expected: 0.7,
    },
    {
      name: 'w1 on uneven scores',
      value: wasserstein1Normalized([0.1, 0.4, 0.5], [0.2, 0.5, 0.3], [1, 1.5, 2]),
      expected: 0.15,
    },
    { name: 'w1 over a declared range', value: wasserstein1Normalized([1, 0], [0, 1], [2, 4], [0, 10]), expected: 0.2 },
    { name: 'w1 of samples', value: wasserstein1NormalizedSamples([3, 0, 1], [5, 6, 8], [0, 10]), expected: 0.5 },
    {
      name: 'w1 of samples of unequal length',
      value: wasserstein1NormalizedSamples([0, 10], [5], [0, 10]),
      expected: 0.5,
    },
    { name: 'total variation', value: totalVariation([2, 2, 0], [1, 1, 2]), expected: 0.5 },
    { name: 'mean difference is s − h', value: meanDifference([2, 0], [0, 2], [1, 4]), expected: 3 },
    { name: 'one score', value: wasserstein1Normalized([4], [9], [1]), expected: 0 },
  ])('$name: $expected', ({ value, expected }) => {
    expect(value).toBeCloseTo(expected, 14);
  });

  it('is not a number where a side is empty', () => {
    expect(totalVariation([0, 0], [1, 1])).toBeNaN();
    expect(jsDistance([1, 1], [0, 0])).toBeNaN();
    expect(wasserstein1NormalizedSamples([], [1], [0, 1])).toBeNaN();
  });

  it('says by how much each share differs', () => {
    expect(shareDifferences([1, 3], [1, 1])).toEqual([0.25, -0.25]);
  });

  it('puts numbers into classes', () => {
    expect([...numericClasses([17, 18, 29.5, 30, 45, 90], { kind: 'edges', edges: [18, 30, 45] })]).toEqual([
      0, 1, 1, 2, 3, 3,
    ]);
    const equal = { kind: 'equal', range: [0, 100], classes: 10 } as const;
    expect([...numericClasses([0, 9.9, 10, 55, 100, 120, -3], equal)]).toEqual([0, 0, 1, 5, 9, 9, 0]);
  });

  it('lists the distinct values of two samples', () => {
    const table = valueTable([3, 1, 3], [2, 3]);
    expect([...table.values]).toEqual([1, 2, 3]);
    expect([...table.human]).toEqual([1, 0, 2]);
    expect([...table.simulated]).toEqual([0, 1, 1]);
  });
});

const cells = fc.integer({ min: 2, max: 7 }).chain((answers) => {
  const counts = fc
    .array(fc.integer({ min: 0, max: 200 }), { minLength: answers, maxLength: answers })
    .filter((values) => values.some((value) => value > 0));
  const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: answers, maxLength: answers });
  return fc.record({
    human: counts,
    simulated: counts,
    steps,
    order: fc.shuffledSubarray([...Array(answers).keys()], { minLength: answers }),
  });
});
const scoresOf = (steps: readonly number[]) => steps.map((_, k) => steps.slice(0, k + 1).reduce((a, b) => a + b, 0));

describe('properties of distances', () => {
  const measures = [
    {
      name: 'wasserstein_1_normalized',
      of: (p: number[], q: number[], steps: number[]) => wasserstein1Normalized(p, q, scoresOf(steps)),
    },
    { name: 'total_variation', of: (p: number[], q: number[]) => totalVariation(p, q) },
    { name: 'js_distance', of: (p: number[], q: number[]) => jsDistance(p, q) },
  ];
  describe.each(measures)('$name', ({ of }) => {
    it('is 0 of a distribution and itself', () => {
      fc.assert(fc.property(cells, ({ human, steps }) => of(human, human, steps) < 1e-12));
    });
    it('is symmetric', () => {
      fc.assert(
        fc.property(cells, ({ human, simulated, steps }) => {
          expect(of(human, simulated, steps)).toBeCloseTo(of(simulated, human, steps), 12);
        }),
      );
    });
    it('lies between 0 and 1, and above 0 where the shares differ', () => {
      fc.assert(
        fc.property(cells, ({ human, simulated, steps }) => {
          const distance = of(human, simulated, steps);
          expect(distance).toBeGreaterThanOrEqual(0);
          expect(distance).toBeLessThanOrEqual(1 + 1e-12);
          expect(distance > 1e-9).toBe(totalVariation(human, simulated) > 1e-9);
        }),
      );
    });
    it('stays the same when every respondent is counted twice', () => {
      fc.assert(
        fc.property(cells, ({ human, simulated, steps }) => {
          const doubled = of(
            human.map((count) => 2 * count),
            simulated,
            steps,
          );
          expect(doubled).toBeCloseTo(of(human, simulated, steps), 12);
        }),
      );
    });
  });

  it('does not see the names of nominal answers', () => {
    fc.assert(
      fc.property(cells, ({ human, simulated, order }) => {
        const moved = (counts: number[]) => order.map((k) => counts[k]);
        expect(totalVariation(moved(human), moved(simulated))).toBeCloseTo(totalVariation(human, simulated), 12);
        expect(jsDivergence(moved(human), moved(simulated))).toBeCloseTo(jsDivergence(human, simulated), 12);
      }),
    );
  });

  it('does not depend on the order of the rows, and agrees with the counts', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(samples, samples, (human, simulated) => {
        const space = { kind: 'line', scores: [...Array(11).keys()] } as const;
        const count = (sample: number[]) =>
          space.scores.map((score) => sample.filter((value) => value === score).length);
        const distance = wasserstein1NormalizedSamples(human, simulated, [0, 10]);
        expect(wasserstein1NormalizedSamples([...human].reverse(), [...simulated].sort(), [0, 10])).toBeCloseTo(
          distance,
          12,
        );
        expect(primaryDistance(count(human), count(simulated), space)).toBeCloseTo(distance, 12);
      }),
    );
  });
});
