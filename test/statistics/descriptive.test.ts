import { describe, expect, it, test } from 'vitest';
import {
  adjustedShare,
  benjaminiHochberg,
  betweenVariance,
  chisquareOfTable,
  cohensKappa,
  correlation,
  cramersV,
  effectAgreement,
  entropyMillerMadow,
  equivalence,
  etaSquared,
  fUpperTail,
  goodmanKruskalTau,
  holm,
  mean,
  momentsOf,
  momentsOfCounts,
  newcombeInterval,
  normalTwoSided,
  quantile,
  rarefiedProfiles,
  ratioToHuman,
  spearman,
  spearmanOfTable,
  studentTQuantile,
  studentTTwoSided,
  topProfileShare,
  variance,
  welchEffect,
  welchTest,
  wilsonInterval,
  withinVariance,
} from '#engine/statistics';
import { readGolden } from './golden.ts';
import { seededSource } from './seeded-source.ts';

const golden = readGolden<{
  p: number[];
  bh: number[];
  holm: number[];
  reaction: number[];
  group: number[];
  mean: number;
  variance: number;
  probabilities: number[];
  quantiles: number[];
  welch: { f: number; df1: number; df2: number; p: number };
  eta_squared: number;
  adjusted_eta_squared: number;
  cross: number[][];
  tau: number;
  chisquare: number;
  pmi: number[];
  spearman: number;
  rated: [number[], number[]];
  kappa: number;
  welch_t: { difference: number; se: number; df: number; low: number; high: number };
  effect_h: number[];
  effect_s: number[];
  effect_correlation: number;
  calibration_slope: number;
  t: number[];
  t_df: number[];
  t_two_sided: number[];
  t_quantile_p: number[];
  t_quantile_df: number[];
  t_quantile: number[];
  z: number[];
  z_two_sided: number[];
  f: number[];
  f_upper: number[];
}>('descriptive');

const groups = [0, 1, 2].map((group) => momentsOf(golden.reaction.filter((_, row) => golden.group[row] === group)));

function countTable(left: readonly number[], right: readonly number[], of: readonly number[]): number[][] {
  return of.map((a) => of.map((b) => left.filter((value, row) => value === a && right[row] === b).length));
}

function expectClose(values: readonly number[], expected: readonly number[], digits = 1e-10): void {
  expect(values.length).toBe(expected.length);
  values.forEach((value, index) => {
    expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(expected[index])));
  });
}

describe('against R', () => {
  test('p.adjust', () => {
    expectClose(benjaminiHochberg(golden.p), golden.bh);
    expectClose(holm(golden.p), golden.holm);
    expectClose(benjaminiHochberg([0.01, Number.NaN, 0.04]).filter(Number.isFinite), [0.02, 0.04]);
    expect(holm([0.01, Number.NaN])).toEqual([0.01, Number.NaN]);
  });
  test('mean, var, quantile', () => {
    expectClose([mean(golden.reaction), variance(golden.reaction)], [golden.mean, golden.variance]);
    expectClose(
      golden.probabilities.map((probability) => quantile(golden.reaction, probability)),
      golden.quantiles,
    );
    const values = [...new Set(golden.reaction)].sort((a, b) => a - b);
    const counted = momentsOfCounts(
      values.map((value) => golden.reaction.filter((one) => one === value).length),
      values,
    );
    expectClose([counted.n, counted.mean, counted.variance], [golden.reaction.length, golden.mean, golden.variance]);
  });
  test('oneway.test', () => {
    const welch = welchTest(groups);
    expectClose([welch?.f ?? 0, welch?.df1 ?? 0, welch?.df2 ?? 0, welch?.p ?? 0], Object.values(golden.welch));
    expect(welchTest([groups[0], momentsOf([3])])).toBeNull();
    expect(welchTest([groups[0], momentsOf([3, 3])])).toBeNull();
  });
  test('summary.lm', () => {
    expectClose([etaSquared(groups)], [golden.eta_squared]);
    expectClose([adjustedShare(etaSquared(groups), golden.reaction.length, 3)], [golden.adjusted_eta_squared]);
  });
  test('association', () => {
    expectClose([goodmanKruskalTau(golden.cross)], [golden.tau]);
    expectClose([chisquareOfTable(golden.cross)], [golden.chisquare]);
    expectClose([spearman(golden.pmi, golden.reaction)], [golden.spearman]);
    const [one, other] = golden.rated;
    const table = countTable(one, other, [1, 2, 3, 4, 5, 6, 7]);
    expectClose([cohensKappa(table)], [golden.kappa]);
    expectClose([spearmanOfTable(table)], [spearman(one, other)]);
  });
  test('t.test and lm of effects', () => {
    const effect = welchEffect(groups[1], groups[0]);
    const { difference, se, df, low, high } = golden.welch_t;
    expectClose([Math.abs(effect.estimate), effect.standardError, effect.df], [Math.abs(difference), se, df]);
    expectClose([effect.low, effect.high], [low, high]);
    expectClose([welchEffect(groups[1], groups[0], 6).high], [high / 6]);
    const agreement = effectAgreement(
      golden.effect_h.map((estimate, index) => ({
        human: { estimate, standardError: 0.03 },
        simulated: { estimate: golden.effect_s[index], standardError: 0.04 },
      })),
    );
    expectClose(
      [agreement.effectCorrelation, agreement.calibrationSlope, agreement.n],
      [golden.effect_correlation, golden.calibration_slope, 12],
    );
    const squared = mean(golden.effect_h.map((h, index) => (golden.effect_s[index] - h) ** 2));
    expectClose([agreement.rmse, agreement.rmseNetOfNoise], [Math.sqrt(squared), Math.sqrt(squared - 0.0025)]);
  });
  test('distributions', () => {
    expectClose(
      golden.t.map((t, index) => studentTTwoSided(t, golden.t_df[index])),
      golden.t_two_sided,
      1e-13,
    );
    expectClose(
      golden.t_quantile_p.map((p, index) => studentTQuantile(p, golden.t_quantile_df[index])),
      golden.t_quantile,
      1e-11,
    );
    expectClose(golden.z.map(normalTwoSided), golden.z_two_sided, 1e-14);
    expectClose(
      golden.f.map((f) => fUpperTail(f, 3, 47.5)),
      golden.f_upper,
      1e-13,
    );
    golden.f_upper.forEach((tail, index) => {
      expect(fUpperTail(golden.f[index], 3, 47.5) / tail).toBeCloseTo(1, 9);
    });
    expect(studentTQuantile(0.5, 0)).toBeNaN();
    expect(studentTTwoSided(2, 0)).toBeNaN();
  });
});

describe('heterogeneity', () => {
  it('corrects the entropy by Miller and Madow', () => {
    expect(entropyMillerMadow([10, 10, 0])).toBeCloseTo(Math.LN2 + 1 / 40, 14);
    expect(entropyMillerMadow([7, 0])).toBe(0);
    expect(entropyMillerMadow([0, 0])).toBeNaN();
  });

  it('is hardly biased at 200 people', () => {
    const source = seededSource(2);
    let sum = 0;
    for (let study = 0; study < 2000; study += 1) {
      const counts = [0, 0, 0, 0, 0];
      for (let person = 0; person < 200; person += 1) {
        counts[Math.floor(5 * source.next())] += 1;
      }
      sum += entropyMillerMadow(counts) / 2000;
    }
    expect(Math.abs(sum - Math.log(5))).toBeLessThan(0.001);
  });

  it('gives no ratio to a human 0', () => {
    expect(ratioToHuman(2, 4)).toBe(0.5);
    expect(ratioToHuman(2, 0)).toBeNull();
    expect(ratioToHuman(2, -1)).toBeNull();
    expect(ratioToHuman(Number.NaN, 1)).toBeNull();
  });

  it('splits the variance within and between groups', () => {
    const two = [momentsOf([1, 3]), momentsOf([5, 7, 9]), momentsOf([4])];
    expect(withinVariance(two)).toBeCloseTo(3, 14);
    expect(betweenVariance(two)).toBeCloseTo(12.5 - (2 / 2 + 4 / 3) / 2, 14);
    expect(betweenVariance([momentsOf([1, 3])])).toBeNaN();
  });

  it('rarefies profiles exactly', () => {
    // Of AABC two people are drawn: AA (1 of 6) has one profile, all others two.
    expect(rarefiedProfiles([2, 1, 1], 2)).toBeCloseTo(11 / 6, 12);
    expect(rarefiedProfiles([2, 1, 1], 1)).toBeCloseTo(1, 12);
    expect(rarefiedProfiles([2, 0, 1], 3)).toBe(2);
    expect(rarefiedProfiles(new Array<number>(340).fill(30), 929)).toBeCloseTo(
      340 *
        (1 -
          Math.exp(
            Array.from({ length: 30 }, (_, i) => Math.log((10_200 - 929 - i) / (10_200 - i))).reduce((a, b) => a + b),
          )),
      8,
    );
    expect(topProfileShare([2, 1, 1])).toBe(0.5);
  });
});

describe('association', () => {
  it('keeps the sign of a reversed scale', () => {
    expect(spearman([1, 2, 3, 4], [8, 6, 4, 2])).toBeCloseTo(-1, 14);
    expect(
      spearmanOfTable([
        [0, 0, 3],
        [0, 3, 0],
        [3, 0, 0],
      ]),
    ).toBeCloseTo(-1, 14);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 14);
  });

  it('corrects Cramér’s V', () => {
    // χ² = 20·(.6)² = 7.2 of 20: φ̃² = .36 − 1/19, k̃ = r̃ = 2 − 1/19.
    const expected = Math.sqrt((0.36 - 1 / 19) / (1 - 1 / 19));
    expect(
      cramersV([
        [8, 2],
        [2, 8],
      ]),
    ).toBeCloseTo(expected, 13);
    expect(
      cramersV([
        [8, 2, 0],
        [2, 8, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(expected, 13);
    expect(
      cramersV([
        [5, 5],
        [5, 5],
      ]),
    ).toBe(0);
    expect(
      cramersV([
        [5, 0],
        [7, 0],
      ]),
    ).toBeNaN();
    expect(
      cramersV([
        [40, 0],
        [0, 40],
      ]),
    ).toBeCloseTo(1, 13);
  });

  it('knows agreement by chance', () => {
    expect(
      cohensKappa([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 14);
    expect(
      cohensKappa([
        [5, 5],
        [5, 5],
      ]),
    ).toBeCloseTo(0, 14);
    expect(
      goodmanKruskalTau([
        [10, 0],
        [0, 5],
      ]),
    ).toBeCloseTo(1, 14);
    expect(
      goodmanKruskalTau([
        [4, 8],
        [2, 4],
      ]),
    ).toBeCloseTo(0, 14);
  });
});

describe('proportions', () => {
  // Newcombe (1998), Statistics in Medicine 17, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%d of %d against %d of %d', (count1, n1, count2, n2, low, high) => {
    const interval = newcombeInterval({ count: count1, n: n1 }, { count: count2, n: n2 });
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  it('has Wilson’s interval (Newcombe 1998: 81 of 263)', () => {
    const [low, high] = wilsonInterval({ count: 81, n: 263 });
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  test.each([
    [[-0.04, 0.03], 'inside'],
    [[0.06, 0.2], 'outside'],
    [[-0.3, -0.06], 'outside'],
    [[-0.06, 0.01], 'undecided'],
    [[-0.2, 0.2], 'undecided'],
    [[Number.NaN, Number.NaN], 'undecided'],
  ] as const)('%j is %s of ±.05', (interval, verdict) => {
    expect(equivalence(interval, 0.05)).toBe(verdict);
  });
});
