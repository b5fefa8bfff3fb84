import { describe, expect, it } from 'vitest';
import {
  bootstrapInterval,
  ciOverlap,
  compareCoefficients,
  confusionOf,
  falsePositiveRate,
  percentileInterval,
  resampleMultiplicities,
  resampleRows,
  signF1,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const significant = (estimate: number) => ({ estimate, pValue: 0.01 });
const not = (estimate: number) => ({ estimate, pValue: 0.4 });

describe('agreement of coefficients', () => {
  it('has the golden F1 and false positive rate', () => {
    const counts = { truePositives: 5, falsePositives: 2, falseNegatives: 1, trueNegatives: 4, signFlips: 0 };
    expect(signF1(counts)).toBeCloseTo(0.769, 3);
    expect(falsePositiveRate(counts)).toBeCloseTo(0.333, 3);
    const oneMore = { ...counts, truePositives: 6, falsePositives: 1 };
    expect((signF1(oneMore) ?? 0) - (signF1(counts) ?? 0)).toBeCloseTo(0.08, 1);
  });

  it('counts a flip in both errors, and not in the rate', () => {
    const counts = confusionOf([
      { human: significant(1), simulated: significant(2) },
      { human: significant(1), simulated: significant(-2) },
      { human: significant(1), simulated: not(1) },
      { human: not(1), simulated: significant(1) },
      { human: not(1), simulated: not(-1) },
      { human: not(1), simulated: not(1) },
      { human: { estimate: Number.NaN, pValue: Number.NaN }, simulated: significant(1) },
    ]);
    expect(counts).toEqual({ truePositives: 1, falsePositives: 2, falseNegatives: 2, trueNegatives: 2, signFlips: 1 });
    expect(signF1(counts)).toBeCloseTo(2 / 6, 14);
    expect(falsePositiveRate(counts)).toBeCloseTo(1 / 3, 14);
  });

  it('has no F1 where nothing is significant, and no rate where everything is', () => {
    expect(signF1(confusionOf([{ human: not(1), simulated: not(1) }]))).toBeNull();
    expect(falsePositiveRate(confusionOf([{ human: significant(1), simulated: significant(1) }]))).toBeNull();
  });

  it('overlaps wholly with itself and negatively with what is apart', () => {
    expect(ciOverlap([1, 3], [1, 3])).toBe(1);
    expect(ciOverlap([0, 1], [2, 3])).toBe(-1);
    expect(ciOverlap([0, 4], [1, 3])).toBeCloseTo(0.75, 14);
  });

  it('compares estimates in human standard errors', () => {
    const comparison = compareCoefficients(
      { estimate: 1, standardError: 0.3, pValue: 0.001, interval: [0.4, 1.6] },
      { estimate: -0.5, standardError: 0.4, pValue: 0.21, interval: [-1.3, 0.3] },
    );
    expect(comparison.standardizedCoefficientDifference).toBeCloseTo(5, 12);
    expect(comparison.z).toBeCloseTo(-3, 12);
    expect(comparison.pDifference).toBeCloseTo(0.0026998, 6);
    expect(comparison.signAgreement).toBe(false);
    expect(comparison.significanceAgreement).toBe(false);
  });
});

describe('bootstrap', () => {
  it('gives the interval of a share', () => {
    const interval = bootstrapInterval([[300, 700]], ([counts]) => counts[0] / 1000, seededSource(1), {
      draws: 20_000,
      level: 0.9,
    });
    const half = 1.645 * Math.sqrt(0.21 / 1000);
    expect(Math.abs(interval.low - (0.3 - half))).toBeLessThan(0.0015);
    expect(Math.abs(interval.high - (0.3 + half))).toBeLessThan(0.0015);
    expect(interval.draws).toBe(20_000);
  });

  it('resamples groups by themselves, and leaves out what is no number', () => {
    const sizes = new Set<string>();
    const interval = bootstrapInterval(
      [
        [1, 1],
        [4, 0, 4],
      ],
      ([left, right]) => {
        sizes.add(`${left[0] + left[1]} ${right[0] + right[1] + right[2]}`);
        return left[0] / left[1];
      },
      seededSource(2),
      { draws: 400, level: 0.9 },
    );
    expect([...sizes]).toEqual(['2 8']);
    expect(interval.draws).toBeGreaterThan(250);
    expect(interval.draws).toBeLessThan(350);
  });

  it('takes percentiles', () => {
    expect(percentileInterval([...Array(101).keys(), Number.NaN], 0.9)).toEqual({ low: 5, high: 95, draws: 101 });
  });

  it('draws rows with return', () => {
    const rows = resampleRows(1000, seededSource(3));
    const counts = resampleMultiplicities(1000, seededSource(3));
    expect(counts.reduce((a, b) => a + b)).toBe(1000);
    rows.forEach((row) => {
      expect(counts[row]).toBeGreaterThan(0);
    });
    expect(Math.abs(new Set(rows).size / 1000 - (1 - 1 / Math.E))).toBeLessThan(0.04);
  });
});
