import { describe, expect, it, test } from 'vitest';
import { type ErrorKind, fitOrdinalModel, matrixFromColumns, ordinalProbabilities } from '#engine/statistics';
import { expectInference, type GoldenErrors, ordinalDigits, readGolden } from './golden.ts';

interface GoldenOrdinal {
  readonly name: string;
  readonly design: readonly number[][];
  readonly outcome: readonly number[];
  readonly categories: number;
  readonly clusters: readonly number[] | null;
  readonly coefficients: readonly number[];
  readonly deviance: number;
  readonly errors: { readonly classical: GoldenErrors; readonly HC0: GoldenErrors; readonly cluster?: GoldenErrors };
}

describe.each(readGolden<GoldenOrdinal[]>('ordinal'))('$name, against MASS::polr', (example) => {
  const design = matrixFromColumns(example.design, example.outcome.length);
  const kinds: [ErrorKind, GoldenErrors | undefined][] = [
    [{ kind: 'classical' }, example.errors.classical],
    [{ kind: 'HC0' }, example.errors.HC0],
    [{ kind: 'cluster', clusters: example.clusters ?? [] }, example.errors.cluster],
  ];
  test.each(kinds.flatMap(([errors, golden]) => (golden === undefined ? [] : [{ errors, golden }])))(
    '$errors.kind',
    ({ errors, golden }) => {
      const fit = fitOrdinalModel(design, example.outcome, example.categories, { errors });
      expect(fit.converged).toBe(true);
      expect(fit.warnings).toEqual([]);
      expect(Math.abs(fit.deviance / example.deviance - 1)).toBeLessThan(1e-9);
      expectInference(fit, example.coefficients, golden, ordinalDigits);
    },
  );
});

describe('ordinal regressions', () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const y = [0, 1, 0, 1, 2, 0, 2, 1, 2];

  it('refuse HC1 to HC3', () => {
    for (const kind of ['HC1', 'HC2', 'HC3'] as const) {
      const fit = fitOrdinalModel(matrixFromColumns([x], 9), y, 3, { errors: { kind } });
      expect(fit.warnings).toEqual([{ kind: 'errors-refused', errors: kind }]);
      expect(fit.standardErrors.every(Number.isNaN)).toBe(true);
      expect(fit.coefficients.every(Number.isFinite)).toBe(true);
    }
  });

  it('leave an aliased column without a coefficient', () => {
    const twice = x.map((value) => 2 * value + 1);
    const fit = fitOrdinalModel(matrixFromColumns([x, twice], 9), y, 3, { errors: { kind: 'classical' } });
    expect(fit.aliased).toEqual([false, true, false, false]);
    expect(fit.warnings).toEqual([{ kind: 'aliased', columns: [1] }]);
  });

  it('weigh a row of weight 2 as two rows', () => {
    const once = fitOrdinalModel(matrixFromColumns([[...x, 3]], 10), [...y, 0], 3, { errors: { kind: 'classical' } });
    const weights = x.map((value) => (value === 3 ? 2 : 1));
    const weighted = fitOrdinalModel(matrixFromColumns([x], 9), y, 3, { weights, errors: { kind: 'classical' } });
    weighted.coefficients.forEach((value, entry) => {
      expect(value).toBeCloseTo(once.coefficients[entry], 10);
      expect(weighted.standardErrors[entry]).toBeCloseTo(once.standardErrors[entry], 10);
    });
  });

  it('say that separated categories are separated', () => {
    const fit = fitOrdinalModel(matrixFromColumns([x], 9), [0, 0, 0, 1, 1, 1, 2, 2, 2], 3, {
      errors: { kind: 'classical' },
    });
    expect(fit.warnings.map((warning) => warning.kind)).toContain('separation');
  });

  it('give probabilities that sum to 1', () => {
    const probabilities = ordinalProbabilities(0.3, [-1, 0.2, 2]);
    expect(probabilities.length).toBe(4);
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
    expect(probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(1.3)), 14);
  });
});
