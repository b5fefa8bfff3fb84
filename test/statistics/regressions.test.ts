import { describe, expect, it, test } from 'vitest';
import {
  type ErrorKind,
  fitGeneralizedLinearModel,
  fitLinearModel,
  leverages,
  type Matrix,
  matrixFromColumns,
  qrDecomposition,
  type RegressionOptions,
  weightsOfMeanOne,
} from '#engine/statistics';
import { expectInference, type GoldenErrors, readGolden } from './golden.ts';
import { seededSource } from './seeded-source.ts';

type Family = 'gaussian' | 'binomial' | 'poisson';

interface GoldenRegression {
  readonly name: string;
  readonly family: Family;
  readonly design: readonly number[][];
  readonly outcome: readonly number[];
  readonly weights: readonly number[] | null;
  readonly clusters: readonly number[] | null;
  readonly kept: readonly number[];
  readonly coefficients: readonly number[];
  readonly df: number;
  readonly deviance: number;
  readonly leverage: readonly number[];
  readonly errors: Readonly<Record<string, GoldenErrors>>;
}

function fitFamily(family: Family, design: Matrix, outcome: ArrayLike<number>, options: RegressionOptions) {
  return family === 'gaussian'
    ? fitLinearModel(design, outcome, options)
    : fitGeneralizedLinearModel(design, outcome, family, options);
}

function errorKind(name: string, clusters: readonly number[] | null): ErrorKind {
  switch (name) {
    case 'classical':
    case 'HC0':
    case 'HC1':
    case 'HC2':
    case 'HC3':
      return { kind: name };
    default:
      return { kind: 'cluster', clusters: clusters ?? [] };
  }
}

const golden = readGolden<GoldenRegression[]>('regressions');

describe.each(golden)('$name, against R', (example) => {
  const design = matrixFromColumns(example.design, example.outcome.length);
  const weights = example.weights === null ? {} : { weights: example.weights };
  test.each(Object.keys(example.errors))('%s', (name) => {
    const result = fitFamily(example.family, design, example.outcome, {
      ...weights,
      errors: errorKind(name, example.clusters),
    });
    expect(result.kept).toEqual(example.kept);
    expect(result.aliased.flatMap((aliased, column) => (aliased ? [] : [column]))).toEqual(example.kept);
    expect(result.dfResidual).toBe(example.df);
    expect(result.converged).toBe(true);
    expect(Math.abs(result.deviance / example.deviance - 1)).toBeLessThan(1e-9);
    expectInference(result, example.coefficients, example.errors[name]);
    const aliased = result.warnings
      .filter((warning) => warning.kind === 'aliased')
      .flatMap((warning) => warning.columns);
    expect(aliased).toEqual(example.design.flatMap((_, column) => (example.kept.includes(column) ? [] : [column])));
    expect(result.warnings.filter((warning) => warning.kind !== 'aliased')).toEqual([]);
  });
});

test('the golden file covers every family with every kind of error', () => {
  for (const family of ['gaussian', 'binomial', 'poisson']) {
    const kinds = new Set(
      golden.filter((example) => example.family === family).flatMap((example) => Object.keys(example.errors)),
    );
    expect([...kinds].sort()).toEqual(['HC0', 'HC1', 'HC2', 'HC3', 'classical', 'cluster']);
  }
});

test('leverages agree with hatvalues()', () => {
  for (const example of golden.filter((one) => one.family === 'gaussian' && one.weights === null)) {
    const qr = qrDecomposition(matrixFromColumns(example.design, example.outcome.length), 1e-7);
    leverages(qr).forEach((value, row) => {
      expect(value).toBeCloseTo(example.leverage[row], 9);
    });
  }
});

describe('weights of zero', () => {
  const zero = readGolden<{
    design: number[][];
    line: number[];
    binary: number[];
    weights: number[];
    gaussian: { coefficients: number[]; se: number[]; df: number };
    binomial: { coefficients: number[]; se: number[]; df: number };
  }>('zero-weights');
  test.each([
    ['gaussian', zero.line, zero.gaussian],
    ['binomial', zero.binary, zero.binomial],
  ] as const)('%s: leave their rows out', (family, outcome, expected) => {
    const design = matrixFromColumns(zero.design, outcome.length);
    const result = fitFamily(family, design, outcome, { weights: zero.weights, errors: { kind: 'HC3' } });
    expect(result.n).toBe(zero.weights.filter((weight) => weight > 0).length);
    expect(result.dfResidual).toBe(expected.df);
    expected.coefficients.forEach((b, column) => {
      expect(Math.abs(result.coefficients[column] - b)).toBeLessThanOrEqual(
        1e-8 * Math.max(Math.abs(b), expected.se[column]),
      );
      expect(Math.abs(result.standardErrors[column] / expected.se[column] - 1)).toBeLessThanOrEqual(1e-8);
    });
  });

  it('are scaled to a mean of 1', () => {
    expect([...weightsOfMeanOne([1, 3, 0, 4])]).toEqual([0.5, 1.5, 0, 2]);
  });
});

describe('warnings', () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8];
  const ones = x.map(() => 1);
  const classical = { errors: { kind: 'classical' } } as const;

  it('says that a perfectly separated outcome is separated', () => {
    const design = matrixFromColumns([ones, x], 8);
    const result = fitFamily('binomial', design, [0, 0, 0, 0, 1, 1, 1, 1], classical);
    expect(result.warnings.map((warning) => warning.kind)).toContain('separation');
  });

  it('says that a dummy with one outcome is separated, where R says nothing', () => {
    const dummy = [0, 0, 0, 0, 0, 0, 1, 1];
    const result = fitFamily('binomial', matrixFromColumns([ones, dummy], 8), [0, 1, 1, 0, 1, 0, 1, 1], classical);
    expect(result.warnings).toEqual([{ kind: 'separation', rows: [6, 7] }]);
    expect(result.coefficients[0]).toBeCloseTo(0, 6);
  });

  it('says the same of a count that is always zero', () => {
    const dummy = [0, 0, 0, 0, 0, 0, 1, 1];
    const result = fitFamily('poisson', matrixFromColumns([ones, dummy], 8), [1, 2, 3, 1, 2, 0, 0, 0], classical);
    expect(result.warnings).toEqual([{ kind: 'separation', rows: [6, 7] }]);
  });

  it('says nothing of an ordinary outcome', () => {
    const result = fitFamily('binomial', matrixFromColumns([ones, x], 8), [0, 1, 0, 0, 1, 0, 1, 1], classical);
    expect(result.warnings).toEqual([]);
  });

  test.each(['HC2', 'HC3'] as const)('names the row that alone carries a coefficient: no %s', (kind) => {
    const alone = [0, 0, 0, 5, 0, 0, 0, 0];
    const design = matrixFromColumns([ones, x, alone], 8);
    const outcome = [3, 1, 4, 1, 5, 9, 2, 6];
    const result = fitFamily('gaussian', design, outcome, { weights: [0, 1, 1, 1, 1, 1, 1, 1], errors: { kind } });
    expect(result.warnings).toEqual([{ kind: 'leverage-one', rows: [3] }]);
    expect(result.standardErrors.every(Number.isNaN)).toBe(true);
    expect(result.coefficients.every(Number.isFinite)).toBe(true);
    const other = fitFamily('gaussian', design, outcome, { errors: { kind: 'HC1' } });
    expect(other.standardErrors.every(Number.isFinite)).toBe(true);
  });

  test.each([
    { errors: { kind: 'HC0' } },
    { errors: { kind: 'HC1' } },
    { errors: { kind: 'cluster', clusters: [0, 1, 2, 3, 0, 1, 2, 3] } },
  ] as const)('takes an error that is 0 but for rounding for none: $errors.kind', ({ errors }) => {
    const [some, others] = [[0.1, 0.1, 0.1, 0, 0, 0, 0, 0].map((value) => value * 3), [0, 0, 0, 1, 1, 1, 1, 1]];
    const result = fitFamily('gaussian', matrixFromColumns([some, others], 8), [0.7, 0.7, 0.7, 1, 5, 9, 2, 6], {
      errors,
    });
    expect(result.warnings).toEqual([{ kind: 'no-error', columns: [0] }]);
    expect(result.coefficients[0]).toBeCloseTo(7 / 3, 10);
    expect([result.standardErrors[0], result.pValues[0]]).toEqual([Number.NaN, Number.NaN]);
    expect(result.standardErrors[1]).toBeGreaterThan(0.5);
  });

  it('says where nothing is left to estimate the error from', () => {
    const result = fitFamily(
      'gaussian',
      matrixFromColumns(
        [
          [1, 1],
          [1, 2],
        ],
        2,
      ),
      [1, 3],
      classical,
    );
    expect(result.coefficients[1]).toBeCloseTo(2, 12);
    expect(result.warnings).toEqual([{ kind: 'no-residual-degrees-of-freedom' }]);
    expect(result.pValues.every(Number.isNaN)).toBe(true);
  });

  it('has an answer for an outcome that never varies, for no columns and for no rows', () => {
    const constant = fitFamily('binomial', matrixFromColumns([ones], 8), ones, classical);
    expect(constant.warnings.map((warning) => warning.kind)).toEqual(['separation']);
    const nothing = fitFamily('binomial', matrixFromColumns([], 8), [0, 1, 0, 1, 1, 0, 1, 0], classical);
    expect(nothing.coefficients).toEqual([]);
    expect(nothing.deviance).toBeCloseTo(16 * Math.LN2, 12);
    for (const family of ['gaussian', 'binomial', 'poisson'] as const) {
      const empty = fitFamily(family, matrixFromColumns([[], []], 0), [], classical);
      expect(empty.n).toBe(0);
      expect(empty.coefficients.every(Number.isNaN)).toBe(true);
    }
  });

  it('leaves columns beyond the rows without a coefficient', () => {
    const wide = matrixFromColumns(
      [
        [1, 1],
        [1, 2],
        [5, 3],
      ],
      2,
    );
    const result = fitFamily('gaussian', wide, [1, 3], classical);
    expect(result.kept).toEqual([0, 1]);
    expect(result.warnings[0]).toEqual({ kind: 'aliased', columns: [2] });
  });

  it('wants more than one cluster', () => {
    const result = fitFamily('gaussian', matrixFromColumns([ones, x], 8), x, {
      errors: { kind: 'cluster', clusters: ones },
    });
    expect(result.warnings).toEqual([{ kind: 'too-few-clusters', clusters: 1 }]);
  });
});

describe('100 000 × 10', () => {
  const rows = 100_000;
  const source = seededSource(100);
  const columns = Array.from({ length: 10 }, (_, column) =>
    Float64Array.from({ length: rows }, () => (column === 0 ? 1 : source.next() - 0.5)),
  );
  const design = matrixFromColumns(columns, rows);
  const outcome = Float64Array.from({ length: rows }, (_, row) =>
    source.next() < 1 / (1 + Math.exp(-columns[1][row])) ? 1 : 0,
  );
  test.each(['gaussian', 'binomial'] as const)('%s with HC3 finds the effect', (family) => {
    const result = fitFamily(family, design, outcome, { errors: { kind: 'HC3' } });
    const truth = family === 'binomial' ? 1 : 0.245;
    expect(Math.abs(result.coefficients[1] - truth)).toBeLessThan(4 * result.standardErrors[1]);
    expect(result.warnings).toEqual([]);
  });
});
