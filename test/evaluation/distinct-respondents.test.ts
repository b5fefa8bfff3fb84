// Respondents who are alike are fitted as one row that occurs several times: the figures are those of all rows.
import { describe, expect, it, test } from 'vitest';
import { type CodedTable, distinctRespondents } from '#engine/data';
import { parseStudy } from '#engine/study';
import { runJob } from '../../engine/src/evaluation/jobs.ts';
import { runPairedFitJob } from '../../engine/src/evaluation/paired-fit-job.ts';
import { rSquared, scaleOf } from '../../engine/src/evaluation/regression-figures.ts';
import { type FitData, fitRegression, type RefitSample } from '../../engine/src/evaluation/regression-job.ts';
import { type Setup, setUpRegression } from '../../engine/src/evaluation/regression-setup.ts';
import { madeStage, studyText } from './made-people.ts';

const RESPONDENTS = 20_000;

const formulas = {
  gaussian: 'risk ~ notice * worry + gender + scale(trust)',
  binomial: 'share == "Share" ~ notice * worry + gender',
  poisson: 'risk ~ worry + gender + poly(trust, 2)',
  ordinal: 'worry ~ notice + gender + trust',
} as const;

type Family = keyof typeof formulas;
type ReadySetup = Extract<Setup, { kind: 'ready' }>;

const errorsOf = (family: Family): readonly string[] =>
  family === 'ordinal' ? ['classical', 'HC0'] : ['classical', 'HC0', 'HC1', 'HC2', 'HC3'];

const cases = (Object.keys(formulas) as Family[]).flatMap((family) =>
  errorsOf(family).flatMap((errors) => [false, true].map((weighted) => ({ family, errors, weighted }))),
);

const tables = new Map([false, true].map((weighted) => [weighted, tableOf(weighted)]));

/** Many people, few of whom differ from all others; one in fifty lacks an answer. */
function tableOf(weighted: boolean): CodedTable {
  const text = studyText.replace('  id: id\n', weighted ? '  id: id\n  weights: weight\n' : '  id: id\n');
  const stage = madeStage(RESPONDENTS, text, (columns) => ({
    ...columns,
    trust: (columns['trust'] ?? []).map((label, row) => (row % 50 === 7 ? '' : label)),
    weight: (columns['gender'] ?? []).map((label, row) => String(label === 'Female' ? 0.75 : 1 + (row % 3))),
  }));
  return stage.people.table;
}

function peopleOf(family: Family, errors: string, weighted: boolean) {
  const one = `regressions:\n  one: { formula: '${formulas[family]}', family: ${family}, errors: ${errors} }\n`;
  const [regression] = parseStudy(studyText.replace(/regressions:\n.*\n.*\n/, one)).value.regressions;
  const table = tables.get(weighted);
  if (regression === undefined || table === undefined) {
    throw new Error('the study has no regression');
  }
  return { regression, table };
}

function setUp(
  family: Family,
  errors: string,
  weighted: boolean,
  change: (table: CodedTable) => CodedTable = (same) => same,
) {
  const { regression, table } = peopleOf(family, errors, weighted);
  const of = (rows: 'each' | 'distinct'): ReadySetup => {
    const setup = setUpRegression(regression, change(table), table, () => null, null, { rows });
    if (setup.kind !== 'ready') {
      throw new Error(setup.problem);
    }
    return setup;
  };
  return { plain: of('each'), short: of('distinct') };
}

/** The simulated twin of each person: what the next person answered. */
function twins(table: CodedTable): CodedTable {
  const next = <T extends Int16Array | Float64Array>(values: T): T =>
    values.map((_, row) => values[(row + 1) % values.length] ?? 0) as T;
  const variables = new Map(table.variables);
  for (const id of ['worry', 'trust', 'risk', 'share']) {
    const variable = variables.get(id);
    if (variable !== undefined) {
      variables.set(id, {
        ...variable,
        codes: next(variable.codes),
        values: variable.values === null ? null : next(variable.values),
      });
    }
  }
  return { ...table, variables };
}

describe.each(cases)('$family, $errors errors, weights: $weighted', ({ family, errors, weighted }) => {
  const { plain, short } = setUp(family, errors, weighted);
  const [all, few] = [plain, short].map(({ data }) => fitRegression(data)) as [
    ReturnType<typeof fitRegression>,
    ReturnType<typeof fitRegression>,
  ];

  it('has few rows for all respondents', () => {
    expect(short.data.design.rows).toBeLessThan(RESPONDENTS / 4);
    expect(short.names).toEqual(plain.names);
    expect(short.frame.rows).toEqual(plain.frame.rows);
    expect(plain.frame.rows.length).toBeLessThan(RESPONDENTS);
    expect(sum(short.data.frequencies)).toBe(plain.frame.rows.length);
    const outcomes = short.rowOf && Float64Array.from(short.rowOf, (row) => short.data.outcome[row] ?? -1);
    expect(outcomes).toEqual(plain.data.outcome);
  });

  it('gives the same fit', () => {
    expect(few.n).toBe(all.n);
    expect(few.dfResidual).toBe(all.dfResidual);
    expect(few.iterations).toBe(all.iterations);
    expect(few.deviance / all.deviance).toBeCloseTo(1, 10);
    all.coefficients.forEach((value, at) => {
      const error = all.standardErrors[at] ?? Number.NaN;
      expect(error).toBeGreaterThan(0);
      expect(Math.abs((few.coefficients[at] ?? Number.NaN) - value)).toBeLessThan(
        1e-8 * Math.max(Math.abs(value), error),
      );
      expect((few.standardErrors[at] ?? Number.NaN) / error).toBeCloseTo(1, 8);
      expect(few.pValues[at]).toBeCloseTo(all.pValues[at] ?? Number.NaN, 8);
    });
    expect(rSquared(few, short.data, true)).toBeCloseTo(rSquared(all, plain.data, true), 10);
    for (let column = 0; column < plain.data.design.columns; column += 1) {
      expect(scaleOf(short.data, column)).toBeCloseTo(scaleOf(plain.data, column), 10);
    }
  });
});

describe.each(Object.keys(formulas) as Family[])('%s, twins', (family) => {
  const human = setUp(family, family === 'ordinal' ? 'HC0' : 'HC1', true);
  const simulated = setUp(family, family === 'ordinal' ? 'HC0' : 'HC1', true, twins);

  it('moves with people by the same correlations', () => {
    const correlations = ([own, other]: readonly [ReadySetup, ReadySetup]): Float64Array =>
      runPairedFitJob({
        kind: 'paired-fit',
        human: { data: own.data, units: own.frame.rows, rowOf: own.rowOf },
        simulated: { data: other.data, units: other.frame.rows, rowOf: other.rowOf },
        units: RESPONDENTS,
        coefficients: own.names.map((_, at) => [at, at]),
      }).correlations;
    const wanted = correlations([human.plain, simulated.plain]);
    const found = correlations([human.short, simulated.short]);
    wanted.forEach((value, at) => {
      expect(found[at]).toBeCloseTo(value, 9);
    });
    expect(wanted.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });

  test.each<RefitSample>([{ kind: 'bootstrap' }, { kind: 'subsample', size: 2000 }])(
    'refits to samples ($kind) spread as those of single rows do',
    (sample) => {
      const { plain, short } = setUp(family, 'classical', false);
      const wanted = spreadOf(plain.data, sample);
      const found = spreadOf(short.data, sample);
      wanted.forEach((value, at) => {
        // The standard error of a standard deviation of 60 is 9 %.
        expect(Math.abs(Math.log((found[at] ?? Number.NaN) / value))).toBeLessThan(4 * Math.SQRT2 * 0.09);
      });
    },
  );
});

test('who differs in anything named, or in weight, is of another kind', () => {
  const { table } = peopleOf('gaussian', 'classical', true);
  const distinct = distinctRespondents(table, ['gender', 'risk'], 1000);
  const kinds = new Set(
    Array.from({ length: table.size }, (_, row) =>
      [
        table.variables.get('gender')?.codes[row],
        table.variables.get('risk')?.values?.[row],
        table.weights?.[row],
      ].join(),
    ),
  );
  expect(distinct?.table.size).toBe(kinds.size);
  expect(distinctRespondents(table, ['gender', 'risk'], kinds.size - 1)).toBeNull();
  expect(distinctRespondents(table, ['nothing'], 1000)).toBeNull();
});

/** Standard deviations of the coefficients over samples. */
function spreadOf(data: FitData, sample: RefitSample): number[] {
  const result = runJob({ kind: 'refit', key: 'one', seed: 1, block: 0, fits: 60, sample, data });
  const fits = result.kind === 'refit' ? result.fits : [];
  expect(fits).toHaveLength(60);
  return (fits[0]?.coefficients ?? []).map((_, at) => {
    const values = fits.map(({ coefficients }) => coefficients[at] ?? Number.NaN);
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
  });
}

function sum(values: Float64Array | undefined): number {
  return (values ?? new Float64Array(0)).reduce((total, value) => total + value, 0);
}
