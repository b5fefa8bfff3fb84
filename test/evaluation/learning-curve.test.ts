import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Evaluation,
  type Headline,
  headlinesOf,
  learningCurve,
  validateLearningCurve as validate,
} from '#engine/evaluation';
import { htmlLearningCurve, terminalLearningCurve } from '#engine/report';
import { exampleEvaluation } from '../report/example.ts';

let evaluation: Evaluation;
let headlines: readonly Headline[];

beforeAll(async () => {
  evaluation = await exampleEvaluation();
  headlines = headlinesOf(evaluation, 'gpt');
});

const figureOf = (measure: string, of: string | null = null) => {
  const found = headlines.filter((one) => one.measure === measure && one.of === of);
  expect(found, measure).toHaveLength(1);
  return found[0]?.value;
};

describe('the figures that sum up a model', () => {
  it('are those of the evaluation', () => {
    const ladder = evaluation.ladder[0].models.find(({ model }) => model === 'gpt');
    expect(figureOf('distance')).toBe(ladder?.distance);
    expect(figureOf('floor')).toBe(ladder?.floor);
    expect(figureOf('js_distance')).toBe(ladder?.js_distance);
    const own = <T extends { readonly model: string }>(entries: readonly T[]) =>
      entries.filter(({ model }) => model === 'gpt');
    expect(figureOf('worst_group_distance')).toBe(
      Math.max(...own(evaluation.subgroups).map((one) => one.worst_group_distance ?? -1)),
    );
    const gaps = own(evaluation.coherence).map(({ difference }) => Math.abs(difference ?? Number.NaN));
    const defined = gaps.filter((gap) => !Number.isNaN(gap));
    expect(figureOf('gap_difference')).toBeCloseTo(defined.reduce((sum, gap) => sum + gap, 0) / defined.length, 12);
    for (const { id, agreement } of own(evaluation.regressions)) {
      expect([id, figureOf('sign_f1', id), figureOf('tp', id)]).toEqual([
        id,
        agreement?.sign_f1 ?? null,
        agreement?.tp ?? null,
      ]);
    }
  });

  it('stand under one name each', () => {
    const names = headlines.map(({ measure, of }) => JSON.stringify([measure, of]));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(40);
  });
});

describe('a learning curve', () => {
  const figure = (measure: string, value: number | null): Headline => ({ measure, of: null, value });
  const about = {
    understudy: '0.0.0-test',
    study: { id: 's', title: null, hash: 'h' },
    seed: 1,
    permutations: 10,
    people: { n_pilot: 20, n_held_out: 1234 },
    resamples: 3,
    sizes: [10, 20],
    notes: ['Without 60: the pilot has 20 people.'],
  };
  const curve = learningCurve(about, [
    { size: 10, resample: 1, models: new Map([['pooled', [figure('distance', 0.1), figure('floor', 0.05)]]]) },
    { size: 10, resample: 2, models: new Map([['pooled', [figure('distance', null), figure('floor', 0.05)]]]) },
    { size: 10, resample: 3, models: new Map([['pooled', [figure('distance', 0.3)]]]) },
    { size: 20, resample: 1, models: new Map([['pooled', [figure('distance', 0.05)]]]) },
    { size: 20, resample: 3, models: new Map([['resample', [figure('distance', 0.2)]]]) },
  ]);

  it('has mean and spread over the resamples that have a figure, and every value', () => {
    expect(curve.curves.map(({ model, measure }) => `${model} ${measure}`)).toEqual([
      'pooled distance',
      'pooled floor',
      'resample distance',
    ]);
    const [first, , last] = curve.curves;
    expect(first?.points[0]).toMatchObject({ size: 10, n: 2, min: 0.1, max: 0.3, values: [0.1, null, 0.3] });
    expect(first?.points[0]?.mean).toBeCloseTo(0.2, 12);
    expect(first?.points[0]?.sd).toBeCloseTo(Math.SQRT2 / 10, 12);
    expect(first?.points[1]).toEqual({
      size: 20,
      n: 1,
      mean: 0.05,
      sd: null,
      min: 0.05,
      max: 0.05,
      values: [0.05, null, null],
    });
    expect(last?.points[0]).toEqual({
      size: 10,
      n: 0,
      mean: null,
      sd: null,
      min: null,
      max: null,
      values: [null, null, null],
    });
  });

  it('has the form of its schema', () => {
    expect(validate(JSON.parse(JSON.stringify(curve))), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...curve, format: 2 })).toBe(false);
  });

  it('is a page without scripts, which shows every mean and escapes every name', () => {
    const html = htmlLearningCurve({ ...curve, study: { ...curve.study, title: '<script>&' } });
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|NaN|undefined|null/);
    expect(html).toContain('&#60;script&#62;&#38;');
    expect(html.match(/<td>[^<]*/g)).toEqual(
      ['.200 ±.141 (2)', '.050 (1)', '–', '.200 (1)', '.050', '–'].map((text) => `<td>${text}`),
    );
    expect(html.match(/<svg /g)).toHaveLength(1);
  });

  it('reads as a table, with what was left out', () => {
    const text = terminalLearningCurve(curve, { color: false, width: 100 });
    expect(text).toContain('The same 1,234 held-out people');
    expect(text).toMatch(
      /people in the pilot +10 +20\n {2}pooled +\.200 ±\.141 \(2\) +\.050 \(1\)\n {2}resample +– +\.200 \(1\)\n {2}noise floor +\.050 +–/,
    );
    expect(text).toContain('In brackets: how many of them have the figure');
    expect(text).toContain('`pooled`: from 10 to 20 people the distance falls: .200 to .050');
    expect(text).toMatch(/! Without 60/);
  });
});
