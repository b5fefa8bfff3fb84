// Differences between people and their twins, against the stacked fits of test/r/paired.R.
import { describe, expect, it } from 'vitest';
import {
  columnOf,
  errorOfDifference,
  fitGeneralizedLinearModel,
  fitLinearModel,
  fitOrdinalModel,
  type Matrix,
  matrixFromColumns,
  newcombeInterval,
  pairedCorrelation,
  type RegressionFit,
} from '#engine/statistics';
import { readGolden } from './golden.ts';

interface Golden {
  readonly rows: Readonly<
    Record<'human' | 'pair' | 'area' | 'arm' | 'dose' | 'line' | 'yes' | 'count' | 'scale', number[]>
  >;
  readonly fits: readonly {
    readonly name: string;
    readonly family: 'gaussian' | 'binomial' | 'poisson' | 'ordinal';
    readonly outcome: 'line' | 'yes' | 'count' | 'scale';
    readonly unit: 'pair' | 'area';
    readonly golden: Readonly<Record<'difference' | 'error' | 'correlation', readonly number[]>>;
  }[];
  readonly gaps: readonly {
    readonly human: readonly [number, number];
    readonly simulated: readonly [number, number];
    readonly correlation: number;
    readonly interval: readonly [number, number];
    readonly interval_90: readonly [number, number];
  }[];
}

const golden = readGolden<Golden>('paired');
const { rows } = golden;
const units = Math.max(...rows.pair) + 1;

function side(human: 0 | 1) {
  const own = rows.human.flatMap((is, row) => (is === human ? [row] : []));
  return { own, of: (name: keyof typeof rows) => own.map((row) => rows[name][row]) };
}

function fitted(human: 0 | 1, { family, outcome }: Golden['fits'][number]): RegressionFit {
  const { own, of } = side(human);
  const predictors = [of('arm'), of('dose')];
  const columns = family === 'ordinal' ? predictors : [own.map(() => 1), ...predictors];
  const design: Matrix = matrixFromColumns(
    columns.map((column) => Float64Array.from(column)),
    own.length,
  );
  const options = { errors: { kind: 'HC0' }, alsoGive: 'influences' } as const;
  switch (family) {
    case 'gaussian':
      return fitLinearModel(design, of(outcome), options);
    case 'ordinal':
      return fitOrdinalModel(design, of(outcome), 4, options);
    default:
      return fitGeneralizedLinearModel(design, of(outcome), family, options);
  }
}

describe('a coefficient of people and of their twins', () => {
  it.each(golden.fits)('differs with the error of the stacked fit: $name', (fit) => {
    const human = fitted(1, fit);
    const simulated = fitted(0, fit);
    const digits = fit.family === 'ordinal' ? 1e-4 : 1e-8;
    fit.golden.difference.forEach((difference, at) => {
      const own = { influences: influencesOf(human, at), units: side(1).of(fit.unit) };
      const other = { influences: influencesOf(simulated, at), units: side(0).of(fit.unit) };
      const correlation = pairedCorrelation(own, other, units);
      expect(Math.abs(simulated.coefficients[at] - human.coefficients[at] - difference)).toBeLessThan(digits);
      expect(Math.abs(correlation - (fit.golden.correlation[at] ?? Number.NaN))).toBeLessThan(digits);
      const errors = [own, other].map((one) => rootOfSquares(one.influences, one.units));
      const error = errorOfDifference(errors[0], errors[1], correlation);
      expect(Math.abs(error / (fit.golden.error[at] ?? Number.NaN) - 1)).toBeLessThan(digits);
    });
  });

  it.each(['HC0', 'HC1', 'HC2', 'HC3'] as const)('has influences whose squares sum to the covariance: %s', (kind) => {
    const { of, own } = side(1);
    const design = matrixFromColumns(
      [own.map(() => 1), of('arm'), of('dose')].map((column) => Float64Array.from(column)),
      own.length,
    );
    const weights = own.map((row) => 1 + (row % 3));
    const options = { errors: { kind }, weights, alsoGive: 'influences' } as const;
    for (const fit of [
      fitLinearModel(design, of('line'), options),
      fitGeneralizedLinearModel(design, of('yes'), 'binomial', options),
    ]) {
      fit.standardErrors.forEach((error, at) => {
        const squares = influencesOf(fit, at).reduce((sum, value) => sum + value * value, 0);
        expect(Math.sqrt(squares) / error).toBeCloseTo(1, 10);
      });
    }
  });

  it('has no influences where errors do not exist, and none where nobody asked', () => {
    const design = matrixFromColumns([Float64Array.of(1, 1, 1, 1), Float64Array.of(0, 0, 0, 1)], 4);
    const errors = { kind: 'HC3' } as const;
    expect(fitLinearModel(design, [1, 2, 4, 9], { errors, alsoGive: 'influences' }).influences).toBeNull();
    expect(fitLinearModel(design, [1, 2, 4, 9], { errors })).not.toHaveProperty('influences');
  });
});

describe('the interval of a difference between gaps', () => {
  it.each(golden.gaps)('is Newcombe’s for pairs: $human and $simulated', (gap) => {
    const of = ([count, n]: readonly [number, number]) => ({ count, n });
    for (const [level, wanted] of [[0.95, gap.interval] as const, [0.9, gap.interval_90] as const]) {
      const found = newcombeInterval(of(gap.simulated), of(gap.human), level, gap.correlation);
      expect(found[0]).toBeCloseTo(wanted[0], 9);
      expect(found[1]).toBeCloseTo(wanted[1], 9);
    }
  });

  it('is that of independent sides without correlation, and narrower with a positive one', () => {
    const [first, second] = [
      { count: 30, n: 80 },
      { count: 40, n: 90 },
    ];
    const widthAt = (correlation?: number): number => {
      const [low, high] = newcombeInterval(first, second, 0.95, correlation);
      return high - low;
    };
    expect(newcombeInterval(first, second, 0.95, 0)).toEqual(newcombeInterval(first, second));
    expect(widthAt(0.5)).toBeLessThan(0.8 * widthAt());
    expect(widthAt(-0.5)).toBeGreaterThan(1.1 * widthAt());
  });
});

describe('a correlation of estimates', () => {
  const numbers = Float64Array.of(1, -2, 0.5, 3, -2.5);
  const apart = Int32Array.of(0, 1, 2, 3, 4);

  it('is 1 with itself, −1 with its opposite, 0 with others and where nothing varies', () => {
    const own = { influences: numbers, units: apart };
    expect(pairedCorrelation(own, own, 5)).toBeCloseTo(1, 14);
    expect(pairedCorrelation(own, { influences: numbers.map((value) => -value), units: apart }, 5)).toBeCloseTo(-1, 14);
    expect(pairedCorrelation(own, { influences: numbers, units: apart.map((unit) => unit + 5) }, 10)).toBe(0);
    expect(pairedCorrelation(own, { influences: new Float64Array(5), units: apart }, 5)).toBe(0);
  });
});

function influencesOf(fit: RegressionFit, coefficient: number): Float64Array {
  if (fit.influences == null) {
    throw new Error('there are no influences');
  }
  return columnOf(fit.influences, fit.kept.indexOf(coefficient));
}

function rootOfSquares(influences: Float64Array, of: readonly number[]): number {
  const sums = new Float64Array(units);
  influences.forEach((value, row) => {
    sums[of[row]] += value;
  });
  return Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0));
}
