import { describe, expect, it } from 'vitest';
import { randomStream, shuffled } from '#engine/random';

const take = (count: number, ...key: (string | number)[]): readonly number[] => {
  const stream = randomStream(1, ...key);
  return Array.from({ length: count }, () => stream.next());
};

describe('randomStream', () => {
  it('gives the same numbers on every machine', () => {
    expect(take(3, 'golden').map((x) => x.toFixed(9))).toEqual(['0.204908194', '0.575875346', '0.734881097']);
  });

  it('gives different numbers for different keys and seeds', () => {
    expect(take(1, 'a')).not.toEqual(take(1, 'b'));
    expect(take(1, 'a', 'b')).not.toEqual(take(1, 'ab'));
    expect(randomStream(1, 'a').next()).not.toBe(randomStream(2, 'a').next());
  });

  it('stays strictly between 0 and 1, with the mean and variance of a uniform variable', () => {
    const draws = take(20_000, 'moments');
    expect(Math.min(...draws)).toBeGreaterThan(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('draws every whole number below the count', () => {
    const stream = randomStream(3, 'integers');
    const seen = new Set(Array.from({ length: 500 }, () => stream.integer(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('shuffled', () => {
  it('keeps every element, leaves its input alone, and reaches every order about equally', () => {
    const input = ['a', 'b', 'c'] as const;
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(input, randomStream(i, 'shuffle')).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(input).toEqual(['a', 'b', 'c']);
    expect(counts.size).toBe(6);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });
});
