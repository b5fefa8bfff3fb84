import { describe, expect, it } from 'vitest';
import { randomStream } from '#engine/random';
import { uniformChoice } from '#engine/statistics';

describe('whether places were chosen equally often', () => {
  it('is 0 where they were, and the most that there can be where one was always chosen', () => {
    const even = uniformChoice([50, 50, 50, 50], 500, randomStream(1, 'even'));
    expect(even.distance).toBe(0);
    expect(even.p).toBe(1);
    const first = uniformChoice([200, 0, 0, 0], 500, randomStream(1, 'first'));
    expect(first.distance).toBe(0.75);
    expect(first.p).toBe(1 / 501);
  });

  it('has a floor that shrinks with the root of the number, and a p that is uniform under chance', () => {
    const small = uniformChoice([30, 30, 30], 4000, randomStream(2, 'small'));
    const large = uniformChoice([3000, 3000, 3000], 4000, randomStream(2, 'large'));
    expect(small.floorMean / large.floorMean).toBeGreaterThan(9);
    expect(small.floorMean / large.floorMean).toBeLessThan(11);
    // Two places: half the mean absolute deviation of a binomial, sqrt(2 / (pi n)) / 2 for n = 1000.
    const two = uniformChoice([500, 500], 20_000, randomStream(2, 'two'));
    expect(two.floorMean).toBeCloseTo(Math.sqrt(2 / (Math.PI * 1000)) / 2, 3);
    const random = randomStream(3, 'null');
    let below = 0;
    for (let sample = 0; sample < 400; sample += 1) {
      const counts = [0, 0, 0];
      for (let one = 0; one < 90; one += 1) {
        counts[random.integer(3)] += 1;
      }
      below += uniformChoice(counts, 200, random).p <= 0.05 ? 1 : 0;
    }
    expect(below / 400).toBeLessThan(0.08);
  });

  it('is not defined without counts or with one place', () => {
    expect(uniformChoice([0, 0], 10, randomStream(1, 'none')).distance).toBeNaN();
    expect(uniformChoice([5], 10, randomStream(1, 'one')).distance).toBeNaN();
  });
});
