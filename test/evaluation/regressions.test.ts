// The human side of every regression of the samples against R, from the study's text to the fit (make-golden.R).
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluate, inlineExecutor } from '#engine/evaluation';
import { humanData } from '../tools/human-data.ts';
import { root } from '../tools/places.mjs';
import { builtIn, inputOf, type Stage, sampleText, stageOf } from './whole-path.ts';

interface GoldenErrors {
  readonly error: readonly number[];
  readonly p: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

interface GoldenFit {
  readonly names: readonly string[];
  readonly estimate: readonly number[];
  readonly n: number;
  readonly left_out: number;
  readonly df_residual: number;
  readonly errors: Readonly<Record<string, GoldenErrors>>;
}

const golden: Readonly<Record<string, Readonly<Record<string, GoldenFit>>>> = readGolden('regressions.json');
const pilotRows: Readonly<Record<string, readonly number[]>> = readGolden('pilot-rows.json');
const errorKinds = ['classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const;

describe.each(['media-influence', 'browser-disclosure'])('%s', (sample) => {
  it('has the same pilot on every machine', async (context) => {
    const stage = await stageOf(sampleText(sample), humanData(sample, context));
    expect(Array.from(stage.split.pilot, (row) => row + 1)).toEqual(pilotRows[sample]);
  });

  it.for(errorKinds)('agrees with R: estimates, %s errors, p, intervals', async (kind, context) => {
    const file = humanData(sample, context);
    const text = sampleText(sample).replaceAll(/errors: \w+/g, `errors: ${kind}`);
    const evaluation = await evaluated(await stageOf(text, file));
    const regressions = Object.entries(golden[sample] ?? {});
    expect(regressions.length).toBeGreaterThan(0);
    for (const [id, fit] of regressions) {
      expectFit(evaluation, id, fit, fit.errors[kind]);
    }
  });
});

it('gives the figures that are known of all 12,461 people where nobody is in a pilot', async (context) => {
  const file = humanData('browser-disclosure', context);
  const text = sampleText('browser-disclosure').replace(/ {2}pilot: .*\n/, '');
  const evaluation = await evaluated(await stageOf(text, file));
  const fit = golden['browser-disclosure, nobody in a pilot']?.['demographics'];
  expectFit(evaluation, 'demographics', fit, fit?.errors['classical']);
  const shown = coefficientsOf(evaluation, 'demographics').find(({ name }) => name === 'show_datashown')?.human;
  expect(shown?.estimate).toBeCloseTo(-0.1417484, 6);
  expect(shown?.error).toBeCloseTo(0.03846204, 7);
});

async function evaluated(stage: Stage): Promise<Evaluation> {
  const subject = builtIn(stage, 'uniform', 1);
  const input = {
    ...inputOf({ ...stage }, subject, 1, ['uniform']),
    draws: { permutations: 20, bootstrap: 20, refits: 1 },
  };
  const result = await evaluate(input, { executor: inlineExecutor() });
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation;
}

function coefficientsOf(evaluation: Evaluation, id: string): Evaluation['regressions'][number]['coefficients'] {
  return evaluation.regressions.find((regression) => regression.id === id)?.coefficients ?? [];
}

/** The digits of measures.md, section 5. */
function expectFit(
  evaluation: Evaluation,
  id: string,
  fit: GoldenFit | undefined,
  errors: GoldenErrors | undefined,
): void {
  if (fit === undefined || errors === undefined) {
    throw new Error(`there is no golden fit of ${id}`);
  }
  const regression = evaluation.regressions.find((known) => known.id === id);
  expect(regression?.human).toMatchObject({
    n_used: fit.n,
    n_left_out: fit.left_out,
    df_residual: fit.df_residual,
    problems: [],
  });
  const coefficients = coefficientsOf(evaluation, id);
  expect(coefficients.map(({ name }) => name)).toEqual(fit.names);
  coefficients.forEach(({ human }, index) => {
    const error = errors.error[index] ?? Number.NaN;
    const near = 1e-8 * Math.max(Math.abs(fit.estimate[index] ?? 0), error);
    expect(Math.abs((human?.estimate ?? Number.NaN) - (fit.estimate[index] ?? 0))).toBeLessThanOrEqual(near);
    expect(Math.abs((human?.error ?? Number.NaN) - error)).toBeLessThanOrEqual(1e-8 * error);
    expect(Math.abs((human?.p ?? Number.NaN) - (errors.p[index] ?? 0))).toBeLessThanOrEqual(1e-8);
    expect(Math.abs((human?.interval?.[0] ?? Number.NaN) - (errors.low[index] ?? 0))).toBeLessThanOrEqual(10 * near);
    expect(Math.abs((human?.interval?.[1] ?? Number.NaN) - (errors.high[index] ?? 0))).toBeLessThanOrEqual(10 * near);
  });
}

function readGolden<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(root, 'test/evaluation/golden', name), 'utf8')) as T;
}
