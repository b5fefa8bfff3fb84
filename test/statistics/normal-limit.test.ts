import { describe, expect, test } from 'vitest';
import {
  type AnswerSpace,
  distanceFloor,
  distanceInterval,
  drawMultinomial,
  isDrawnFromLimit,
  jsDistance,
  type MatchedTypes,
  matchedClasses,
  matchedTypesOf,
  permutationDrawer,
  preparePermutations,
  primaryDistance,
  quantile,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

/** As few pairs as are drawn from the limit. */
const PAIRS = 10_000;

/** Twins who follow their person a little, with a lean to higher answers; some answers are rare. */
function madePairs(values: number, repeats: number): { readonly matched: MatchedTypes; readonly space: AnswerSpace } {
  const source = seededSource(values);
  const answer = (leaning: number): number =>
    Math.min(values - 1, Math.floor(values * ((source.next() + source.next() + leaning) / 3) ** 1.5));
  const persons = Array.from({ length: PAIRS }, () => source.next());
  const human = persons.map(answer);
  const simulated = Array.from({ length: repeats }, () => persons.map((leaning) => answer(leaning + 0.009)));
  const scores = Float64Array.from({ length: values }, (_, index) => index);
  return { matched: matchedTypesOf(human, simulated, values).matched, space: { kind: 'line', scores } };
}

const cells = [
  { name: 'pairs on 101 numbers', values: 101, repeats: 1, draws: 6000 },
  { name: 'two answers of each twin on 24 numbers', values: 24, repeats: 2, draws: 3000 },
];

describe.each(cells)('draws from the normal limit, at its threshold: $name', ({ values, repeats, draws }) => {
  const { matched, space } = madePairs(values, repeats);
  const classes = Int32Array.from({ length: values }, (_, value) => Math.floor((10 * value) / values));

  test('say of floor and p what binomial draws say', () => {
    expect(isDrawnFromLimit(matched, space)).toBe(true);
    const exact = permutationDrawer({ kind: 'matched', matched });
    const [human, simulated] = [new Float64Array(values), new Float64Array(values)];
    const classesOf = (counts: Float64Array): Float64Array => {
      const sums = new Float64Array(10);
      counts.forEach((count, value) => {
        sums[classes[value] ?? 0] = (sums[classes[value] ?? 0] ?? 0) + count;
      });
      return sums;
    };
    const source = seededSource(2);
    const wanted = new Float64Array(draws);
    const wantedJs = new Float64Array(draws);
    for (let draw = 0; draw < draws; draw += 1) {
      exact.draw(human, simulated, source);
      wanted[draw] = primaryDistance(human, simulated, space);
      wantedJs[draw] = jsDistance(classesOf(human), classesOf(simulated));
    }
    const prepared = preparePermutations({ scheme: { kind: 'matched', matched }, space, jsClasses: classes });
    const found = prepared.block(draws, seededSource(3));
    const floor = distanceFloor(found.primary);
    const js = distanceFloor(found.js);
    expect(floor.observed).toBeCloseTo(primaryDistance(exact.human, exact.simulated, space), 12);
    expect(js.observed).toBeCloseTo(jsDistance(classesOf(exact.human), classesOf(exact.simulated)), 12);
    expectWithinError(floor.floorMean, mean(wanted), meanError(wanted));
    expectWithinError(js.floorMean, mean(wantedJs), meanError(wantedJs));
    expectWithinError(floor.floorQ95, quantile(wanted, 0.95), quantileError(wanted, 0.95));
    expectWithinError(js.floorQ95, quantile(wantedJs, 0.95), quantileError(wantedJs, 0.95));
    for (const probability of [0.25, 0.5, 0.75, 0.99]) {
      const own = quantile(found.primary.values, probability);
      expectWithinError(own, quantile(wanted, probability), quantileError(wanted, probability));
    }
    const p = (1 + wanted.filter((distance) => distance >= floor.observed - 1e-9).length) / (1 + draws);
    expect(p).toBeGreaterThan(0.01);
    expect(p).toBeLessThan(0.9);
    expectWithinError(floor.pPermutation, p, Math.sqrt((p * (1 - p)) / draws));
  });

  test('give the interval that multinomial draws give', () => {
    const types = matched.types.map(({ personas }) => personas);
    const counts = new Float64Array(types.length);
    const source = seededSource(4);
    const bootstrap = 2000;
    const difference = (personas: ArrayLike<number>): Float64Array => {
      const sums = new Float64Array(values);
      matched.types.forEach((type, index) => {
        const share = (personas[index] ?? 0) / PAIRS;
        sums[type.human] = (sums[type.human] ?? 0) + share;
        for (const answer of type.simulated) {
          sums[answer] = (sums[answer] ?? 0) - share / repeats;
        }
      });
      return sums;
    };
    const observed = difference(types);
    const drawn = Float64Array.from({ length: bootstrap }, () => {
      drawMultinomial(PAIRS, types, counts, source);
      let cumulated = 0;
      return difference(counts)
        .map((value, k) => value - (observed[k] ?? 0))
        .slice(0, -1)
        .reduce((sum, value) => {
          cumulated += value;
          return sum + Math.abs(cumulated) / (values - 1);
        }, 0);
    });
    const { radius } = distanceInterval({ kind: 'matched', matched }, space, seededSource(5), { draws: bootstrap });
    expectWithinError(radius, quantile(drawn, 0.9), quantileError(drawn, 0.9));
  });
});

test.each([
  { name: 'fewer pairs', values: 101, keep: 0.9, limit: false },
  { name: 'fewer types', values: 20, keep: 1, limit: false },
  { name: 'many of both', values: 101, keep: 1, limit: true },
])('$name: from the limit is $limit', ({ values, keep, limit }) => {
  const { matched, space } = madePairs(values, 1);
  const types = matched.types.map((type) => ({ ...type, personas: type.personas * keep }));
  expect(isDrawnFromLimit({ ...matched, types }, space)).toBe(limit);
  expect(isDrawnFromLimit({ ...matched, types }, { kind: 'nominal' })).toBe(false);
});

test('types in classes count every persona once', () => {
  const { matched } = madePairs(101, 1);
  const own = matchedClasses(
    matched,
    Int32Array.from({ length: 101 }, (_, value) => Math.floor(value / 50)),
  );
  expect(own.answers).toBe(3);
  expect(own.types.length).toBeLessThanOrEqual(9);
  expect(own.types.reduce((sum, { personas }) => sum + personas, 0)).toBe(PAIRS);
});

/** The two were drawn apart, so that their errors add up; four of them are chance once in 16,000. */
function expectWithinError(found: number, wanted: number, error: number): void {
  expect(Math.abs(found - wanted)).toBeLessThan(4 * Math.SQRT2 * error);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanError(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0)) / values.length;
}

/** By the order statistics two errors of the share on either side. */
function quantileError(values: Float64Array, probability: number): number {
  const error = Math.sqrt((probability * (1 - probability)) / values.length);
  return (quantile(values, Math.min(1, probability + 2 * error)) - quantile(values, probability - 2 * error)) / 4;
}
