import { expect, test } from 'vitest';
import { randomStream } from '#engine/random';
import { type AnswerSpace, distanceFloor, expectedFloor, permutationBlock } from '#engine/statistics';

const line = (scores: readonly number[]): AnswerSpace => ({ kind: 'line', scores });

test.each([
  // measures.md, section 1
  [116, 929, 0.035, 0.069],
  [30, 929, 0.066, 0.129],
])('%i against %i, five options, uniform truth', (n, m, mean, q95) => {
  const floor = expectedFloor([1, 1, 1, 1, 1], line([1, 2, 3, 4, 5]), n, m);
  expect(floor?.mean).toBeCloseTo(mean, 2);
  expect(Math.abs((floor?.q95 ?? 0) - q95)).toBeLessThan(0.005);
});

const cases: readonly (readonly [what: string, shares: readonly number[], AnswerSpace, n: number, m: number])[] = [
  ['two options', [0.3, 0.7], { kind: 'nominal' }, 80, 80],
  ['five options', [0.1, 0.2, 0.3, 0.3, 0.1], { kind: 'nominal' }, 120, 120],
  ['a scale that is mostly one answer', [0.05, 0.05, 0.9], line([1, 2, 3]), 200, 200],
  ['a scale of seven', [1, 2, 3, 4, 3, 2, 1].map((x) => x / 16), line([1, 2, 3, 4, 5, 6, 7]), 75, 75],
  ['uneven scores, unequal sides', [0.25, 0.25, 0.5], line([0, 1, 10]), 60, 600],
  ['fifty classes', Array.from({ length: 50 }, () => 0.02), line(Array.from({ length: 50 }, (_, k) => k)), 90, 90],
];
test.each(cases)('is near the floor of permutations: %s', (_what, shares, space, n, m) => {
  const human = shares.map((share) => Math.round(share * n));
  const simulated = shares.map((share) => Math.round(share * m));
  const source = randomStream(1, 'expected-floor');
  const { floorMean, floorQ95 } = distanceFloor(
    permutationBlock({ scheme: { kind: 'independent', human, simulated }, space }, 4000, source).primary,
  );
  const floor = expectedFloor(shares, space, n, m);
  expect(Math.abs((floor?.mean ?? 0) - floorMean)).toBeLessThan(0.005);
  expect(Math.abs((floor?.q95 ?? 0) - floorQ95)).toBeLessThan(0.01);
});

test('is nothing without answers, and 0 where all give one', () => {
  expect(expectedFloor([0, 0], { kind: 'nominal' }, 10, 10)).toBeNull();
  expect(expectedFloor([1, 2], { kind: 'nominal' }, 0, 10)).toBeNull();
  expect(expectedFloor([5, 0], { kind: 'nominal' }, 10, 10)).toEqual({ mean: 0, q90: 0, q95: 0 });
  expect(expectedFloor([0, 5, 0], line([1, 2, 3]), 10, 10)).toEqual({ mean: 0, q90: 0, q95: 0 });
});
