import { describe, expect, it, test } from 'vitest';
import {
  binomialTable,
  chisquareUpperTail,
  drawBinomial,
  drawFromTable,
  drawHypergeometric,
  drawIndex,
  drawMultinomial,
  drawMultiplicities,
  drawMultivariateHypergeometric,
  hypergeometricTable,
  logChoose,
  logFactorial,
  logHypergeometric,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const DRAWS = 200_000;

/** p of Pearson's χ² of draws against exact probabilities; neighbouring numbers are put together until 10 are expected. */
function fitOf(draw: () => number, highest: number, probability: (k: number) => number): number {
  const counts = new Float64Array(highest + 1);
  let outside = 0;
  for (let index = 0; index < DRAWS; index += 1) {
    const k = draw();
    outside += k >= 0 && k <= highest ? 0 : 1;
    counts[k] += 1;
  }
  expect(outside).toBe(0);
  let chisquare = 0;
  let groups = 0;
  let expected = 0;
  let observed = 0;
  for (let k = 0; k <= highest; k += 1) {
    expected += DRAWS * probability(k);
    observed += counts[k];
    if (expected >= 10) {
      chisquare += (observed - expected) ** 2 / expected;
      groups += 1;
      expected = 0;
      observed = 0;
    }
  }
  return groups < 2 ? 1 : chisquareUpperTail(chisquare, groups - 1);
}

const binomialProbability = (n: number, p: number) => (k: number) =>
  Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));

describe('binomial', () => {
  test.each([
    [5, 0.3],
    [40, 0.1],
    [40, 0.5],
    [50, 0.93],
    [3000, 0.002],
    [12_161, 0.37],
    [12_161, 0.81],
  ])('n %d, p %d', (n, p) => {
    const source = seededSource(n + Math.round(1000 * p));
    expect(fitOf(() => drawBinomial(n, p, source), n, binomialProbability(n, p))).toBeGreaterThan(0.001);
    const table = binomialTable(n, p);
    expect(fitOf(() => drawFromTable(table, source), n, binomialProbability(n, p))).toBeGreaterThan(0.001);
  });

  it('knows the certain cases', () => {
    const source = seededSource(1);
    expect(drawBinomial(7, 0, source)).toBe(0);
    expect(drawBinomial(7, 1, source)).toBe(7);
    expect(drawBinomial(0, 0.4, source)).toBe(0);
    expect(drawFromTable(binomialTable(7, 1), source)).toBe(7);
    expect(drawFromTable(binomialTable(0, 0.5), source)).toBe(0);
  });
});

describe('hypergeometric', () => {
  test.each([
    [5, 7, 4],
    [30, 4, 12],
    [4, 300, 280],
    [40, 60, 50],
    [300, 20, 200],
    [20, 300, 200],
    [929, 116, 500],
    [6000, 18_000, 12_000],
    [18_000, 6000, 15_000],
  ])('%d marked, %d unmarked, %d drawn', (marked, unmarked, draws) => {
    const source = seededSource(marked + unmarked + draws);
    const probability = (k: number) => Math.exp(logHypergeometric(k, marked, unmarked, draws));
    const highest = Math.min(marked, draws);
    expect(fitOf(() => drawHypergeometric(marked, unmarked, draws, source), highest, probability)).toBeGreaterThan(
      0.001,
    );
    const table = hypergeometricTable(marked, unmarked, draws);
    expect(fitOf(() => drawFromTable(table, source), highest, probability)).toBeGreaterThan(0.001);
  });

  it('draws from several groups with the exact means and covariances', () => {
    const sizes = [120, 40, 300, 0, 90];
    const all = 550;
    const draws = 200;
    const source = seededSource(3);
    const counts = new Int32Array(5);
    const sums = new Float64Array(5);
    let product = 0;
    let wrong = 0;
    for (let index = 0; index < DRAWS; index += 1) {
      drawMultivariateHypergeometric(sizes, draws, counts, source);
      wrong += counts.reduce((a, b) => a + b) === draws ? 0 : 1;
      counts.forEach((count, k) => {
        sums[k] += count;
      });
      product += counts[0] * counts[2];
    }
    expect(wrong).toBe(0);
    sizes.forEach((size, k) => {
      expect(Math.abs(sums[k] / DRAWS - (draws * size) / all)).toBeLessThan(0.06);
    });
    const covariance = product / DRAWS - (sums[0] / DRAWS) * (sums[2] / DRAWS);
    const exact = -((draws * (all - draws)) / (all - 1)) * (120 / all) * (300 / all);
    expect(Math.abs(covariance / exact - 1)).toBeLessThan(0.03);
  });
});

describe('multinomial', () => {
  it('has the exact means, and never draws what has no weight', () => {
    const source = seededSource(4);
    const counts = new Int32Array(4);
    const sums = new Float64Array(4);
    for (let index = 0; index < 20_000; index += 1) {
      drawMultinomial(1000, [1, 0, 6, 3], counts, source);
      expect(counts.reduce((a, b) => a + b)).toBe(1000);
      counts.forEach((count, k) => {
        sums[k] += count / 20_000;
      });
    }
    expect(sums[1]).toBe(0);
    [100, 0, 600, 300].forEach((mean, k) => {
      expect(Math.abs(sums[k] - mean)).toBeLessThan(0.5);
    });
  });

  it('draws single answers by their weights', () => {
    const source = seededSource(5);
    expect(
      fitOf(
        () => drawIndex([2, 0, 5, 3], source),
        3,
        (k) => [0.2, 0, 0.5, 0.3][k],
      ),
    ).toBeGreaterThan(0.001);
    expect(drawIndex([0, 0], source)).toBe(-1);
  });
});

test('log factorials agree with ln Γ, in the table and beyond', () => {
  expect(logFactorial(0)).toBe(0);
  expect(logFactorial(10)).toBeCloseTo(Math.log(3628800), 13);
  expect(logFactorial(11_999) / 100708.1657597549 - 1).toBeCloseTo(0, 14); // R: lgamma(12000)
  expect(logFactorial(3_000_000) / 41742376.9158971 - 1).toBeCloseTo(0, 9);
});

describe('how often each of very many rows is drawn', () => {
  const n = 150_000; // two whole runs and a part of one
  const times = new Uint16Array(n);
  const source = seededSource(29);

  it('sums to their number, spreads over all rows alike, and is binomial for each', () => {
    const pieces = 250;
    const inPiece = new Float64Array(pieces);
    const ofTimes = new Float64Array(5);
    for (let draw = 0; draw < 4; draw += 1) {
      drawMultiplicities(times, source);
      expect(times.reduce((sum, count) => sum + count, 0)).toBe(n);
      times.forEach((count, row) => {
        inPiece[Math.floor((row * pieces) / n)] += count;
        ofTimes[Math.min(4, count)] += 1;
      });
    }
    const even = inPiece.reduce((sum, count) => sum + (count - (4 * n) / pieces) ** 2 / ((4 * n) / pieces), 0);
    expect(chisquareUpperTail(even, pieces - 1)).toBeGreaterThan(1e-4);
    expect(chisquareUpperTail(even, pieces - 1)).toBeLessThan(1 - 1e-4);
    const shares = [0, 1, 2, 3].map((count) => binomialProbability(n, 1 / n)(count));
    const expected = [...shares, 1 - shares.reduce((sum, share) => sum + share, 0)].map((share) => 4 * n * share);
    const fit = expected.reduce((sum, count, at) => sum + (ofTimes[at] - count) ** 2 / count, 0);
    expect(chisquareUpperTail(fit, 4)).toBeGreaterThan(1e-4);
  });
});
