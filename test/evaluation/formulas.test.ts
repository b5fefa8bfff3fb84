// Every regression of formulas/cases.txt as R sees it (formulas/make-golden.R), the whole way from a study's text and its
// data: people mapped, model frame, fit, coefficients of the evaluation.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Evaluation, evaluate, inlineExecutor } from '#engine/evaluation';
import { root } from '../tools/places.mjs';
import { builtIn, inputOf, stageOf } from './whole-path.ts';

const folder = path.join(root, 'test/evaluation/formulas');

/** What R has of one regression. Numbers by coefficient, null where there is none. */
interface GoldenFit {
  readonly data: string;
  readonly family: 'gaussian' | 'binomial' | 'poisson' | 'ordinal';
  readonly errors: string;
  readonly weighted: 'weighted' | '-';
  readonly formula: string;
  /** What R says where it fits nothing. */
  readonly error?: string;
  readonly n: number;
  readonly left_out: number;
  readonly names: readonly string[];
  /** R's label of the term of each coefficient, empty for intercept and thresholds. */
  readonly term: readonly string[];
  readonly aliased: readonly string[];
  /** Coefficients without a finite estimate: their rows are separated. */
  readonly unbounded?: readonly string[];
  /** Whether R's `glm` converged on separated rows in its 25 steps. */
  readonly converged?: boolean;
  /** People of leverage 1, who leave HC2 and HC3 undefined. */
  readonly alone?: readonly string[];
  readonly estimate?: readonly (number | null)[];
  readonly df: number;
  readonly r_squared?: number;
  readonly p?: readonly (number | null)[];
  readonly error_of?: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

type Regression = Evaluation['regressions'][number];

const golden = JSON.parse(
  fs.readFileSync(path.join(root, 'test/evaluation/golden/formulas.json'), 'utf8'),
) as readonly GoldenFit[];

describe.each(['panel', 'crooked', 'apart'])('regressions on %s, against R', (data) => {
  const own = golden.flatMap((fit, index) => (fit.data === data ? [[titleOf(fit), `r${index}`, fit] as const] : []));
  const found = new Map<string, Regression>();
  beforeAll(async () => {
    for (const weighted of ['-', 'weighted'] as const) {
      const wanted = own.filter(([, , fit]) => fit.weighted === weighted);
      for (const regression of wanted.length === 0 ? [] : await fitted(data, weighted, wanted)) {
        found.set(regression.id, regression);
      }
    }
  }, 60_000);

  it.each(own)('%s', (_, id, fit) => {
    const regression = found.get(id);
    if (regression === undefined) {
      throw new Error(`there is no regression ${id}`);
    }
    expectFit(regression, fit);
  });
});

it('covers every family with every kind of errors, weighted and not, and what goes wrong', () => {
  expect(golden.length).toBeGreaterThanOrEqual(80);
  const kinds = new Set(golden.map((fit) => `${fit.family} ${fit.errors.replace(/\(.*/, '')} ${fit.weighted}`));
  for (const family of ['gaussian', 'binomial', 'poisson', 'ordinal']) {
    const errors = family === 'ordinal' ? ['classical', 'HC0', 'cluster'] : ['classical', 'HC0', 'HC3', 'cluster'];
    expect(errors.filter((kind) => !kinds.has(`${family} ${kind} -`))).toEqual([]);
    expect(['classical', 'cluster'].filter((kind) => !kinds.has(`${family} ${kind} weighted`))).toEqual([]);
  }
  for (const what of ['error', 'alone', 'unbounded'] as const) {
    expect(golden.some((fit) => fit[what] !== undefined)).toBe(true);
  }
  expect(golden.filter((fit) => (fit.aliased ?? []).length > 0).length).toBeGreaterThanOrEqual(10);
});

function titleOf({ family, errors, weighted, formula }: GoldenFit): string {
  return `${formula} (${family}, ${errors}${weighted === '-' ? '' : ', weighted'})`;
}

async function fitted(
  data: string,
  weighted: GoldenFit['weighted'],
  wanted: readonly (readonly [string, string, GoldenFit])[],
): Promise<readonly Regression[]> {
  const plain = fs.readFileSync(path.join(folder, `${data}.study.yaml`), 'utf8');
  const study = weighted === '-' ? plain : plain.replace('  id: id\n', '  id: id\n  weights: weight\n');
  const regressions = wanted.map(
    ([, id, { formula, family, errors }]) =>
      `  ${id}: { formula: '${formula.replaceAll("'", "''")}', family: ${family}, errors: ${errors} }\n`,
  );
  const stage = await stageOf(`${study}regressions:\n${regressions.join('')}`, path.join(folder, `${data}.csv`));
  expect(stage.study.regressions).toHaveLength(wanted.length);
  const input = {
    ...inputOf(stage, builtIn(stage, 'uniform', 1), 1, ['uniform']),
    draws: { permutations: 1, bootstrap: 1, refits: 0, subsamples: 0 },
  };
  const result = await evaluate(input, { executor: inlineExecutor() });
  if (result.kind !== 'evaluated') {
    throw new Error(result.message);
  }
  return result.evaluation.regressions;
}

function expectFit(regression: Regression, fit: GoldenFit): void {
  const { human, coefficients } = regression;
  if (fit.error !== undefined) {
    // "contrasts can be applied only to factors with 2 or more levels"
    expect(human).toMatchObject({ status: 'not-fitted', n_used: 0 });
    expect(human.problems[0]).toMatch(/^All people in this regression have the same level of `\w+`: ".*"\.$/);
    return;
  }
  expect(human).toMatchObject({ status: 'fitted', n_used: fit.n, n_left_out: fit.left_out, df_residual: fit.df });
  expect(coefficients.map(({ name }) => name)).toEqual(fit.names);
  expect(coefficients.map(({ term }) => term ?? '')).toEqual(fit.term);
  expect(coefficients.filter((own) => own.human === null).map(({ name }) => name)).toEqual(fit.aliased);
  const unbounded = coefficients.filter((own) => own.human?.is_finite === false);
  expect(unbounded.map(({ name }) => name)).toEqual(fit.unbounded ?? []);
  expectSaid(human.problems, fit);
  if (fit.r_squared !== undefined) {
    expect(human.r_squared).toBeCloseTo(fit.r_squared, 10);
  }
  const digits = digitsOf(fit);
  coefficients.forEach((own, index) => {
    const estimate = fit.estimate?.[index] ?? null;
    if (own.human === null || own.human.is_finite === false || estimate === null) {
      expect(own.human?.p ?? null).toBeNull();
      return;
    }
    const error = fit.error_of?.[index] ?? null;
    const near = Math.max(Math.abs(estimate), error ?? 0);
    expect(Math.abs(own.human.estimate - estimate), own.name).toBeLessThanOrEqual(digits.estimate * near);
    if (error === null) {
      expect([own.human.error, own.human.p, own.human.interval]).toEqual([null, null, null]);
      return;
    }
    expect(Math.abs((own.human.error ?? Number.NaN) - error), own.name).toBeLessThanOrEqual(digits.error * error);
    expect(Math.abs((own.human.p ?? Number.NaN) - (fit.p?.[index] ?? Number.NaN))).toBeLessThanOrEqual(digits.p);
    for (const [end, side] of [
      [0, fit.low],
      [1, fit.high],
    ] as const) {
      const distance = Math.abs((own.human.interval?.[end] ?? Number.NaN) - (side?.[index] ?? Number.NaN));
      expect(distance).toBeLessThanOrEqual(4 * digits.error * near);
    }
  });
}

/** The digits of measures.md, section 5; those of a separated fit are R's at the step where `glm` stops. */
function digitsOf(fit: GoldenFit): { readonly estimate: number; readonly error: number; readonly p: number } {
  if (fit.family === 'ordinal') {
    return { estimate: 1e-5, error: 1e-4, p: 1e-5 };
  }
  return fit.unbounded === undefined
    ? { estimate: 1e-8, error: 1e-8, p: 1e-8 }
    : { estimate: 1e-6, error: 1e-6, p: 1e-6 };
}

/** Everything that R says with NA, NaN or a warning is said, and nothing is said where R has nothing to say. */
function expectSaid(problems: readonly string[], fit: GoldenFit): void {
  const said = (words: RegExp): readonly string[] => problems.filter((problem) => words.test(problem));
  const aliased = said(/cannot be told from the terms before/);
  expect(aliased).toHaveLength(fit.aliased.length > 0 ? 1 : 0);
  for (const name of fit.aliased) {
    expect(aliased[0]).toContain(`\`${name}\``);
  }
  expect(said(/can be told exactly/)).toHaveLength(fit.unbounded === undefined ? 0 : 1);
  const alone = said(/so HC2 and HC3 do not exist/);
  expect(alone).toHaveLength(fit.alone === undefined ? 0 : 1);
  expect(fit.alone === undefined || alone[0]?.match(/^Respondents? (.+) alone/)?.[1] === fit.alone.join(', ')).toBe(
    true,
  );
  expect(said(/did not converge/)).toHaveLength(fit.converged === false ? 1 : 0);
  const known =
    /^Nobody here has|cannot be told from|can be told exactly|HC2 and HC3 do not exist|did not converge|^Only 28 clusters/;
  expect(problems.filter((problem) => !known.test(problem))).toEqual([]);
}
