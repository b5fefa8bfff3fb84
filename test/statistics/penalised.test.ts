import { describe, expect, it, test } from 'vitest';
import {
  fitPenalisedGaussian,
  fitPenalisedMultinomial,
  fitPenalisedOrdinal,
  gaussianPrediction,
  matrixFromColumns,
  multinomialProbabilities,
  penalisedOrdinalProbabilities,
} from '#engine/statistics';
import { readGolden } from './golden.ts';

interface GoldenProbabilities {
  readonly outcome: readonly number[];
  readonly probabilities: readonly number[][];
}

const golden = readGolden<{
  readonly design: readonly number[][];
  readonly binary: GoldenProbabilities;
  readonly multinomial: GoldenProbabilities;
  readonly ordinal: GoldenProbabilities;
  readonly gaussian: { readonly outcome: readonly number[]; readonly mean: readonly number[]; readonly sd: number };
}>('penalised');
const n = golden.binary.outcome.length;
const design = matrixFromColumns(golden.design, n);
const rowOf = (row: number) => golden.design.map((column) => column[row]);

describe('against a general optimiser in R', () => {
  const predictors = {
    binary: (): ((row: number[]) => Float64Array) => {
      const model = fitPenalisedMultinomial(design, golden.binary.outcome, 2);
      return (row) => multinomialProbabilities(model, row);
    },
    multinomial: (): ((row: number[]) => Float64Array) => {
      const model = fitPenalisedMultinomial(design, golden.multinomial.outcome, 3);
      return (row) => multinomialProbabilities(model, row);
    },
    ordinal: (): ((row: number[]) => Float64Array) => {
      const model = fitPenalisedOrdinal(design, golden.ordinal.outcome, 7);
      return (row) => penalisedOrdinalProbabilities(model, row);
    },
  };
  test.each(['binary', 'multinomial', 'ordinal'] as const)('%s', (kind) => {
    const predict = predictors[kind]();
    golden[kind].probabilities.forEach((expected, row) => {
      const probabilities = predict(rowOf(row));
      expect(probabilities.length).toBe(expected.length);
      expected.forEach((probability, option) => {
        expect(Math.abs(probabilities[option] - probability)).toBeLessThan(1e-5);
      });
    });
  });

  test('gaussian', () => {
    const model = fitPenalisedGaussian(design, golden.gaussian.outcome);
    expect(model.residualSd).toBeCloseTo(golden.gaussian.sd, 9);
    golden.gaussian.mean.forEach((mean, row) => {
      expect(gaussianPrediction(model, rowOf(row)).mean).toBeCloseTo(mean, 9);
    });
  });
});

describe('what a small pilot can look like', () => {
  const x = matrixFromColumns(
    [
      [1, 2, 3, 4, 5, 6],
      [7, 7, 7, 7, 7, 7],
    ],
    6,
  );

  it('never draws an option that nobody chose', () => {
    const multinomial = fitPenalisedMultinomial(x, [0, 3, 3, 0, 3, 3], 5);
    const probabilities = multinomialProbabilities(multinomial, [2, 7]);
    expect([...probabilities].map((probability) => probability > 0)).toEqual([true, false, false, true, false]);
    const ordinal = penalisedOrdinalProbabilities(fitPenalisedOrdinal(x, [0, 3, 3, 0, 3, 4], 5), [2, 7]);
    expect([...ordinal].map((probability) => probability > 0)).toEqual([true, false, false, true, true]);
    expect(ordinal.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
  });

  it('knows only one answer where all gave the same', () => {
    expect([...multinomialProbabilities(fitPenalisedMultinomial(x, [1, 1, 1, 1, 1, 1], 3), [9, 7])]).toEqual([0, 1, 0]);
    expect([...penalisedOrdinalProbabilities(fitPenalisedOrdinal(x, [2, 2, 2, 2, 2, 2], 3), [9, 7])]).toEqual([
      0, 0, 1,
    ]);
    expect(gaussianPrediction(fitPenalisedGaussian(x, [4, 4, 4, 4, 4, 4]), [9, 7])).toEqual({ mean: 4, sd: 0 });
  });

  it('stays finite where the pilot is separated', () => {
    const model = fitPenalisedMultinomial(x, [0, 0, 0, 1, 1, 1], 2);
    expect(model.converged).toBe(true);
    expect(Math.abs(model.coefficients[0][0])).toBeLessThan(3);
    expect(model.coefficients[0][1]).toBe(0);
    expect(multinomialProbabilities(model, [6, 7])[1]).toBeGreaterThan(0.8);
    const ordinal = fitPenalisedOrdinal(x, [0, 0, 1, 1, 2, 2], 3);
    expect(ordinal.converged).toBe(true);
    expect(ordinal.coefficients[0]).toBeGreaterThan(0.5);
  });

  it('does not see the unit of a numeric answer', () => {
    const cents = fitPenalisedGaussian(x, [100, 300, 200, 500, 400, 700]);
    const euros = fitPenalisedGaussian(x, [1, 3, 2, 5, 4, 7]);
    expect(gaussianPrediction(cents, [3, 7]).mean).toBeCloseTo(100 * gaussianPrediction(euros, [3, 7]).mean, 8);
    expect(cents.residualSd).toBeCloseTo(100 * euros.residualSd, 8);
  });

  it('has an answer with more columns than people', () => {
    const wide = matrixFromColumns(
      Array.from({ length: 9 }, (_, column) => [0, 1, 2].map((row) => (row === column % 3 ? 1 : column / 9))),
      3,
    );
    const model = fitPenalisedGaussian(wide, [1, 5, 2]);
    expect(Number.isFinite(model.residualSd)).toBe(true);
    expect(model.coefficients.every(Number.isFinite)).toBe(true);
    expect(fitPenalisedMultinomial(wide, [0, 1, 2], 3).converged).toBe(true);
  });
});

describe('weights', () => {
  const weights = Array.from({ length: n }, (_, row) => 0.3 + (row % 5));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const weighted = (value: (row: number) => number): number =>
    weights.reduce((sum, weight, row) => sum + weight * value(row), 0) / all;

  it('of 1 change nothing', () => {
    const ones = weights.map(() => 1);
    const { binary, ordinal, gaussian } = golden;
    expect(fitPenalisedMultinomial(design, binary.outcome, 2, ones)).toEqual(
      fitPenalisedMultinomial(design, binary.outcome, 2),
    );
    expect(fitPenalisedOrdinal(design, ordinal.outcome, 7, ones)).toEqual(
      fitPenalisedOrdinal(design, ordinal.outcome, 7),
    );
    const own = fitPenalisedGaussian(design, gaussian.outcome, ones);
    const plain = fitPenalisedGaussian(design, gaussian.outcome);
    own.coefficients.forEach((coefficient, column) => {
      expect(coefficient).toBeCloseTo(plain.coefficients[column] ?? Number.NaN, 10);
    });
    expect(own.residualSd).toBeCloseTo(plain.residualSd, 10);
  });

  it('make predictions right in the weighted mean, as a free intercept does', () => {
    const multinomial = fitPenalisedMultinomial(design, golden.multinomial.outcome, 3, weights);
    for (const option of [0, 1, 2]) {
      const observed = weighted((row) => Number(golden.multinomial.outcome[row] === option));
      const predicted = weighted((row) => multinomialProbabilities(multinomial, rowOf(row))[option] ?? Number.NaN);
      expect(predicted).toBeCloseTo(observed, 9);
    }
    const gaussian = fitPenalisedGaussian(design, golden.gaussian.outcome, weights);
    expect(weighted((row) => gaussianPrediction(gaussian, rowOf(row)).mean)).toBeCloseTo(
      weighted((row) => golden.gaussian.outcome[row] ?? Number.NaN),
      9,
    );
    const nothing = fitPenalisedOrdinal(matrixFromColumns([], n), golden.ordinal.outcome, 7, weights);
    penalisedOrdinalProbabilities(nothing, []).forEach((probability, category) => {
      expect(probability).toBeCloseTo(
        weighted((row) => Number(golden.ordinal.outcome[row] === category)),
        9,
      );
    });
  });

  it('count a row of a larger weight for more', () => {
    const even = fitPenalisedGaussian(design, golden.gaussian.outcome);
    const heavy = fitPenalisedGaussian(
      design,
      golden.gaussian.outcome,
      weights.map((_, row) => (row === 3 ? 500 : 1)),
    );
    const off = (model: typeof even) =>
      Math.abs(gaussianPrediction(model, rowOf(3)).mean - (golden.gaussian.outcome[3] ?? Number.NaN));
    expect(off(heavy)).toBeLessThan(off(even) / 3);
  });
});
