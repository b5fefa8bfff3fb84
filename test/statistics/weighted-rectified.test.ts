import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitLinearModel,
  matrixFromColumns,
  normalQuantile,
  rectifiedMean,
  weightedRectifiedMean,
} from '#engine/statistics';
import { seededSource } from './seeded-source.ts';

const answers = (size: number) => fc.array(fc.integer({ min: 1, max: 7 }), { minLength: size, maxLength: size });
const weights = fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 20, maxLength: 20 });

describe('PPI++ with survey weights', () => {
  it('is PPI++ where all weights are equal', () => {
    fc.assert(
      fc.property(
        answers(20),
        answers(20),
        answers(50),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (y, f, more, weight) => {
          const found = weightedRectifiedMean(
            y,
            f,
            more,
            y.map(() => weight),
          );
          const plain = rectifiedMean(y, f, more);
          for (const key of ['lambda', 'ppiCorrelation', 'effectivePeople'] as const) {
            expect(found[key]).toBeCloseTo(plain[key], 8);
          }
          for (const key of ['estimate', 'standardError', 'low', 'high'] as const) {
            expect(found.alone[key]).toBeCloseTo(plain.alone[key], 8);
            expect(found.rectified[key]).toBeCloseTo(plain.rectified[key], 8);
          }
        },
      ),
    );
  });

  it('has for the people alone the sandwich of a weighted regression on nothing (HC2)', () => {
    fc.assert(
      fc.property(answers(20), answers(20), answers(30), weights, (y, f, more, own) => {
        const { alone } = weightedRectifiedMean(y, f, more, own);
        const fit = fitLinearModel(matrixFromColumns([new Float64Array(20).fill(1)], 20), Float64Array.from(y), {
          errors: { kind: 'HC2' },
          weights: Float64Array.from(own),
        });
        expect(alone.estimate).toBeCloseTo(fit.coefficients[0] ?? Number.NaN, 9);
        expect(alone.standardError).toBeCloseTo(fit.standardErrors[0] ?? Number.NaN, 9);
      }),
    );
  });

  it.each([
    [
      'the scale of the weights',
      (y: number[], f: number[], more: number[], w: number[]) => [y, f, more, w.map((one) => 7 * one)],
    ],
    [
      'the order of people',
      (y: number[], f: number[], more: number[], w: number[]) => [y.toReversed(), f.toReversed(), more, w.toReversed()],
    ],
    [
      'the order of further personas',
      (y: number[], f: number[], more: number[], w: number[]) => [y, f, more.toReversed(), w],
    ],
    [
      'a shift of the simulated answers',
      (y: number[], f: number[], more: number[], w: number[]) => [
        y,
        f.map((one) => one + 3),
        more.map((one) => one + 3),
        w,
      ],
    ],
  ])('is not changed by %s', (_, change) => {
    fc.assert(
      fc.property(answers(20), answers(20), answers(30), weights, (y, f, more, own) => {
        const found = weightedRectifiedMean(y, f, more, own);
        const [y2 = [], f2 = [], more2 = [], own2 = []] = change(y, f, more, own);
        const changed = weightedRectifiedMean(y2, f2, more2, own2);
        expect(changed.lambda).toBeCloseTo(found.lambda, 7);
        expect(changed.gain).toBeCloseTo(found.gain, 7);
        expect(changed.rectified.estimate).toBeCloseTo(found.rectified.estimate, 7);
        expect(changed.rectified.standardError).toBeCloseTo(found.rectified.standardError, 7);
      }),
    );
  });

  it('leaves the people alone where the simulated answers never change', () => {
    fc.assert(
      fc.property(answers(20), weights, (y, own) => {
        const same = y.map(() => 4);
        const found = weightedRectifiedMean(y, same, same, own);
        expect(found).toMatchObject({ lambda: 0, gain: 0, rectified: found.alone });
        expect(found.ppiCorrelation).toBeNaN();
      }),
    );
  });

  it('is worth the people and their share of the variance that is left', () => {
    fc.assert(
      fc.property(answers(20), answers(20), answers(30), weights, (y, f, more, own) => {
        const found = weightedRectifiedMean(y, f, more, own);
        expect(found.effectivePeople).toBeCloseTo(20 / (1 - found.gain), 6);
        expect(found.gain).toBeGreaterThanOrEqual(0);
        expect(found.gain).toBeLessThan(1);
      }),
    );
  });
});

describe('95 % intervals of a weighted mean, 2,000 samples of 100 people asked unequally often and 600 further personas', () => {
  it.each([
    { name: 'good', simulated: (persona: number, noise: number) => persona + 0.3 * noise, width: 0.8 },
    { name: 'biased', simulated: (persona: number, noise: number) => 2 + 0.5 * persona + 0.3 * noise, width: 0.8 },
    { name: 'useless', simulated: (_: number, noise: number) => noise, width: 1.01 },
  ])('hold the truth where the simulation is $name', ({ simulated, width }) => {
    const source = seededSource(17);
    const normal = (): number => normalQuantile(source.next());
    // Half of the population is of the first group; of those asked it is three of four.
    const persona = (first: number) => {
      const isFirst = source.next() < first;
      return { isFirst, value: (isFirst ? 0.7 : -0.7) + normal() };
    };
    let [held, heldAlone, wide, alone] = [0, 0, 0, 0];
    const samples = 2000;
    for (let sample = 0; sample < samples; sample += 1) {
      const asked = Array.from({ length: 100 }, () => persona(0.75));
      const found = weightedRectifiedMean(
        asked.map(({ value }) => value + normal()),
        asked.map(({ value }) => simulated(value, normal())),
        Array.from({ length: 600 }, () => simulated(persona(0.5).value, normal())),
        asked.map(({ isFirst }) => (isFirst ? 0.5 / 0.75 : 0.5 / 0.25) * (source.next() < 0.5 ? 0.7 : 1.3)),
      );
      held += Number(found.rectified.low <= 0 && found.rectified.high >= 0);
      heldAlone += Number(found.alone.low <= 0 && found.alone.high >= 0);
      wide += found.rectified.standardError;
      alone += found.alone.standardError;
    }
    expect(heldAlone / samples).toBeGreaterThan(0.935);
    expect(held / samples).toBeGreaterThan(0.935);
    expect(held / samples).toBeLessThan(0.965);
    expect(wide / alone).toBeLessThan(width);
  });
});
