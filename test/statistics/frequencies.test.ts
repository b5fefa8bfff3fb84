import { describe, expect, it, test } from 'vitest';
import {
  distinctRows,
  type ErrorKind,
  fitGeneralizedLinearModel,
  fitLinearModel,
  fitOrdinalModel,
  type Matrix,
  matrixFromColumns,
  type RegressionFit,
  type RegressionOptions,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const source = seededSource(77);
const n = 400;
const arm = Array.from({ length: n }, () => (source.next() < 0.5 ? 1 : 0));
const score = Array.from({ length: n }, () => Math.floor(5 * source.next()));
const rate = arm.map((value, row) => 1 / (1 + Math.exp(-(value - 0.4 * score[row]))));
const binary = rate.map((p) => (source.next() < p ? 1 : 0));
const count = rate.map((p) => Math.floor(4 * p * source.next() + source.next()));
const ordinal = rate.map((p) => Math.min(2, Math.floor(3 * (p / 2 + source.next() / 2))));
const design = matrixFromColumns([arm.map(() => 1), arm, score], n);
const slopes = matrixFromColumns([arm, score], n);

type Fit = (design: Matrix, outcome: ArrayLike<number>, options: RegressionOptions) => RegressionFit;
const fits: {
  name: string;
  design: Matrix;
  outcome: number[];
  fitModel: Fit;
  kinds: ('classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3')[];
}[] = [
  {
    name: 'linear',
    design,
    outcome: score.map((s, row) => s + 2 * binary[row] + arm[row]),
    fitModel: fitLinearModel,
    kinds: ['classical', 'HC0', 'HC1', 'HC2', 'HC3'],
  },
  {
    name: 'logistic',
    design,
    outcome: binary,
    fitModel: (x, y, options) => fitGeneralizedLinearModel(x, y, 'binomial', options),
    kinds: ['classical', 'HC0', 'HC1', 'HC2', 'HC3'],
  },
  {
    name: 'log-linear',
    design,
    outcome: count,
    fitModel: (x, y, options) => fitGeneralizedLinearModel(x, y, 'poisson', options),
    kinds: ['classical', 'HC0', 'HC1', 'HC2', 'HC3'],
  },
  {
    name: 'ordinal',
    design: slopes,
    outcome: ordinal,
    fitModel: (x, y, options) => fitOrdinalModel(x, y, 3, options),
    kinds: ['classical', 'HC0'],
  },
];

describe.each(fits)('$name: distinct rows with frequencies', ({ design: x, outcome, fitModel, kinds }) => {
  const distinct = distinctRows(x, outcome);

  it('are fewer', () => {
    expect(distinct.design.rows).toBeLessThan(n / 4);
    expect(distinct.frequencies.reduce((a, b) => a + b)).toBe(n);
    distinct.distinctOf.forEach((index, row) => {
      expect(distinct.outcome[index]).toBe(outcome[row]);
    });
  });

  test.each(kinds)('%s errors are those of all rows', (kind) => {
    const errors: ErrorKind = { kind };
    const all = fitModel(x, outcome, { errors });
    const short = fitModel(distinct.design, distinct.outcome, { errors, frequencies: distinct.frequencies });
    expect(short.n).toBe(n);
    expect(short.dfResidual).toBe(all.dfResidual);
    all.coefficients.forEach((value, entry) => {
      expect(short.coefficients[entry]).toBeCloseTo(value, 9);
      expect(short.standardErrors[entry] / all.standardErrors[entry]).toBeCloseTo(1, 9);
      expect(short.pValues[entry]).toBeCloseTo(all.pValues[entry], 9);
    });
  });

  it('clusters of distinct rows stay whole', () => {
    // Clusters that follow from the predictors, so that copies of a row share theirs.
    const cluster = (matrix: Matrix) =>
      Array.from({ length: matrix.rows }, (_, row) => matrix.data[(matrix.columns - 1) * matrix.rows + row]);
    const all = fitModel(x, outcome, { errors: { kind: 'cluster', clusters: cluster(x) } });
    const short = fitModel(distinct.design, distinct.outcome, {
      errors: { kind: 'cluster', clusters: cluster(distinct.design) },
      frequencies: distinct.frequencies,
    });
    all.standardErrors.forEach((value, entry) => {
      expect(short.standardErrors[entry] / value).toBeCloseTo(1, 8);
    });
  });
});
