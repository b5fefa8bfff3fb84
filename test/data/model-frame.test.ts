import { describe, expect, it } from 'vitest';
import {
  type CodedTable,
  type CodedVariable,
  type ModelFrame,
  modelColumns,
  modelFrame,
  selectRows,
} from '#engine/data';
import { type Formula, parseFormula } from '#engine/formula';
import { plainText } from '#engine/text';
import golden from './golden/model-frames.json';

interface GoldenColumn {
  readonly levels?: readonly string[];
  readonly values: readonly (string | number | null)[];
}

/** The people of the golden file as a study has them: `concerned` is a scale with labels. */
function goldenTable(): CodedTable {
  const variables = Object.entries(golden.people as Record<string, GoldenColumn>).map(
    ([id, column]): [string, CodedVariable] => {
      const { levels, values } = column;
      if (id === 'concerned') {
        const labels = ['Strongly disagree', 'Somewhat disagree', 'Neutral', 'Somewhat agree', 'Strongly agree'];
        const codes = Int16Array.from(values, (value) => (value === null ? -1 : Number(value) - 1));
        return [id, { id, measure: 'ordinal', labels, scores: [1, 2, 3, 4, 5], codes, values: null, texts: null }];
      }
      if (levels !== undefined) {
        const codes = Int16Array.from(values, (value) => levels.indexOf(String(value)));
        return [
          id,
          {
            id,
            measure: 'nominal',
            labels: levels,
            scores: levels.map((_, i) => i + 1),
            codes,
            values: null,
            texts: null,
          },
        ];
      }
      const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
      const codes = Int16Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : 0));
      return [id, { id, measure: 'numeric', labels: [], scores: [], codes, values: numbers, texts: null }];
    },
  );
  const size = golden.people.age.values.length;
  return {
    size,
    ids: Array.from({ length: size }, (_, row) => String(row + 1)),
    variables: new Map(variables),
    weights: null,
  };
}

function parsed(source: string): Formula {
  const { value, diagnostics } = parseFormula(plainText(source, 0));
  expect(diagnostics).toEqual([]);
  return value;
}

function frameOf(source: string, table: CodedTable = goldenTable()): ModelFrame {
  const result = modelFrame(parsed(source), table);
  const looked = modelColumns(parsed(source), table);
  if (result.kind === 'problem') {
    throw new Error(result.problem.message);
  }
  // What is looked at while somebody types is what is fitted.
  expect(looked.kind === 'columns' ? looked.columns : looked).toEqual(result.frame.columns);
  return result.frame;
}

describe("model frames agree with R's model.frame and model.matrix", () => {
  it.each(golden.cases.map((one) => [one.formula, one] as const))('%s', (source, expected) => {
    const frame = frameOf(source);
    expect(frame.columns.map((column) => column.name)).toEqual(expected.names);
    expect(frame.columns.map((column) => column.term)).toEqual(expected.terms);
    expect([...frame.rows]).toEqual(expected.rows);
    expect(frame.leftOut.total).toBe(40 - expected.rows.length);
    expect(largestDifference(frame.response.values, expected.response)).toBeLessThan(1e-12);
    expect(largestDifference(frame.matrix, expected.matrix)).toBeLessThan(1e-12);
  });
});

function largestDifference(own: Float64Array, expected: readonly number[]): number {
  expect(own.length).toBe(expected.length);
  return own.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (expected[index] ?? Number.NaN))), 0);
}

describe('what a model frame says besides', () => {
  it('counts who is left out for what', () => {
    expect(frameOf('share == "Decline" ~ gender + concerned + age').leftOut).toEqual({
      total: 4,
      by: [
        { name: 'the left side', count: 1 },
        { name: 'gender', count: 1 },
        { name: 'concerned', count: 2 },
      ],
    });
  });

  it('names levels that nobody has', () => {
    expect(frameOf('age ~ region').unusedLevels).toEqual([{ factor: 'region', label: 'east' }]);
  });

  it('gives the codes of an ordinal left side', () => {
    const { response } = frameOf('concerned ~ age');
    expect(response.kind).toBe('ordinal');
    expect(response.labels).toHaveLength(5);
    expect([...(response.codes ?? [])].map((code) => code + 1)).toEqual([...response.values]);
  });

  it('takes the weights of the used rows', () => {
    const table = goldenTable();
    const weighted = { ...table, weights: Float64Array.from({ length: table.size }, (_, row) => row) };
    expect([...(frameOf('concerned ~ age', weighted).weights ?? [])]).toEqual([...frameOf('concerned ~ age').rows]);
  });
});

describe('a reference table', () => {
  const formulas = ['concerned ~ scale(income) + poly(age, 3)', 'scale(age) ~ poly(log(income), 2) * show_data'];
  it.each(formulas)('gives some people the columns that they have among all: %s', (source) => {
    const whole = goldenTable();
    const all = frameOf(source, whole);
    const some = [...all.rows].filter((row) => row % 3 === 0);
    const result = modelFrame(parsed(source), selectRows(whole, some), whole);
    const alone = modelFrame(parsed(source), selectRows(whole, some));
    if (result.kind === 'problem' || alone.kind === 'problem') {
      throw new Error('problem');
    }
    const { frame } = result;
    expect(frame.columns).toEqual(all.columns);
    frame.columns.forEach((_, column) => {
      some.forEach((row, index) => {
        const there = all.matrix[column * all.rows.length + all.rows.indexOf(row)];
        expect(frame.matrix[column * some.length + index]).toBe(there);
      });
    });
    expect([...frame.response.values]).toEqual(some.map((row) => all.response.values[all.rows.indexOf(row)]));
    expect(alone.frame.matrix).not.toEqual(frame.matrix);
  });
});

describe('models that cannot be set up', () => {
  const cases: readonly [string, object][] = [
    ['share ~ age', { kind: 'nominal-response', name: 'share' }],
    ['age ~ log(gender)', { kind: 'nominal-in-arithmetic', name: 'gender' }],
    ['age ~ nothing', { kind: 'unknown-variable', name: 'nothing' }],
    ['age ~ factor(gender, ref = "Mail")', { kind: 'unknown-level', name: 'Mail' }],
    ['age ~ log(concerned - 1)', { kind: 'infinite', name: 'log(concerned - 1)' }],
    ['age ~ poly(concerned, 5)', { kind: 'too-few-values' }],
  ];
  it.each(cases)('%s', (source, problem) => {
    expect(modelFrame(parsed(source), goldenTable())).toMatchObject({ kind: 'problem', problem });
  });

  it('everyone in one level, and nobody complete', () => {
    const table = goldenTable();
    const gender = table.variables.get('gender');
    if (gender === undefined) {
      throw new Error('gender');
    }
    const same = new Map([...table.variables, ['gender', { ...gender, codes: gender.codes.map(() => 1) }] as const]);
    expect(modelFrame(parsed('age ~ gender'), { ...table, variables: same })).toMatchObject({
      problem: { kind: 'one-level' },
    });
    const none = new Map([...table.variables, ['gender', { ...gender, codes: gender.codes.map(() => -1) }] as const]);
    expect(modelFrame(parsed('age ~ gender'), { ...table, variables: none })).toMatchObject({
      problem: { kind: 'no-rows' },
    });
  });
});
