// What derived variables are worth for every respondent, and the range that follows from their parts.
import { describe, expect, it } from 'vitest';
import { withDerived } from '#engine/data';
import { parseStudy } from '#engine/study';
import { peopleOf, variableOf } from './helpers.ts';

const base = `
study: s
human: { data: a.csv }
personas:
  attributes:
    age: { number: { min: 18, max: 98 } }
    school: { ordered: true, levels: [low, middle, high] }
    town: { levels: [Here, There] }
treatments:
  news: { arms: [inside, front] }
beliefs:
  q1: { ask: One?, scale: [no, maybe, yes], also: [Do not know] }
  q2: { ask: Two?, scale: { -2: bad, 0: so, 2: good } }
  hours: { ask: How long?, number: { min: 0 } }
actions:
  buys: { ask: Buy?, options: [Yes, No] }
`;
const columns = {
  age: ['18', '58', '98', '', '28'],
  school: ['low', 'high', 'middle', 'low', 'low'],
  town: ['Here', 'There', 'Here', '', 'Here'],
  news: ['inside', 'front', 'front', 'inside', 'front'],
  q1: ['no', 'maybe', 'yes', 'Do not know', ''],
  q2: ['good', 'so', 'bad', 'bad', 'good'],
  hours: ['1', '0', '4', '2', '8'],
  buys: ['Yes', 'No', 'Yes', '', 'No'],
};
const none = Number.NaN;

describe('the values of a derived variable', () => {
  it.each<readonly [string, readonly number[], readonly [number | null, number | null]]>([
    ['q1', [1, 2, 3, none, none], [1, 3]],
    ['reverse(q1)', [3, 2, 1, none, none], [1, 3]],
    ['reverse(q2)', [-2, 0, 2, 2, -2], [-2, 2]],
    ['reverse(age)', [98, 58, 18, none, 88], [18, 98]],
    ['mean(q1, school)', [1, 2.5, 2.5, none, none], [1, 3]],
    ['{ value: "mean(q1, school)", at_least: 1 }', [1, 2.5, 2.5, 1, 1], [1, 3]],
    ['{ value: "sum(q1, q2, school)", at_least: 2 }', [4, 5, 3, -1, 3], [-1, 8]],
    ['sum(q1, q2)', [3, 2, 1, none, none], [-1, 5]],
    ['min(q1, q2)', [1, 0, -2, none, none], [-2, 2]],
    ['max(q1, q2)', [2, 2, 3, none, none], [1, 3]],
    ['(age - 18) / 10', [0, 4, 8, none, 1], [0, 8]],
    ['-q1 * 2', [-2, -4, -6, none, none], [-6, -2]],
    ['q2 * q2', [4, 0, 4, 4, 4], [-4, 4]],
    ['1 / hours', [1, none, 0.25, 0.5, 0.125], [null, null]],
    ['hours * 2', [2, 0, 8, 4, 16], [null, null]],
    ['q1 / school', [1, 2 / 3, 1.5, none, none], [1 / 3, 3]],
    ['buys == "Yes"', [1, 0, 1, none, 0], [0, 1]],
    ['(news == "front") * 10', [0, 10, 10, 0, 10], [0, 10]],
    ['count(q1 >= "maybe", buys == "Yes", age > 20)', [1, 2, 3, none, none], [0, 3]],
    ['{ value: \'count(q1 >= 2, buys == "Yes", age > 20)\', at_least: 2 }', [1, 2, 3, none, 1], [0, 3]],
    ['(buys == "No" or q1 == "no") + 1', [2, 2, 1, none, 2], [1, 2]],
  ])('%s', (value, wanted, [min, max]) => {
    const people = peopleOf(
      `${base}derived:\n  own: ${/^["'{(-]|: /.test(value) && !value.startsWith('{') ? JSON.stringify(value) : value}\n`,
      columns,
    );
    const own = variableOf(people.value, 'own');
    expect(Array.from(own.values ?? [])).toEqual(wanted);
    expect(Array.from(own.codes)).toEqual(wanted.map((one) => (Number.isNaN(one) ? -1 : 0)));
    const study = parseStudy(
      `${base}derived:\n  own: ${value.startsWith('{') ? value : JSON.stringify(value)}\n`,
    ).value;
    const { number } = study.derived[0]?.measure ?? { number: null };
    expect(number?.min ?? null).toEqual(min === null ? null : expect.closeTo(min, 12));
    expect(number?.max ?? null).toEqual(max === null ? null : expect.closeTo(max, 12));
  });

  it('may have very many parts', () => {
    const sum = Array.from({ length: 1900 }, () => 'q2').join(' + ');
    const { value } = peopleOf(`${base}derived:\n  own: ${sum}\n  chain: own - own\n`, columns);
    expect(Array.from(variableOf(value, 'own').values ?? [])).toEqual([3800, 0, -3800, -3800, 3800]);
    expect(Array.from(variableOf(value, 'chain').values ?? [])).toEqual([0, 0, 0, 0, 0]);
  });

  it('use derived variables above them, and none below', () => {
    const text = `${base}derived:\n  first: second + 1\n  second: q2 * 2\n  third: second + 1\n`;
    const { table } = peopleOf(text, columns).value;
    expect(Array.from(table.variables.get('first')?.values ?? [])).toEqual([none, none, none, none, none]);
    expect(Array.from(table.variables.get('third')?.values ?? [])).toEqual([5, 1, -3, -3, 5]);
  });

  it('are not read from a data column of their name, and are computed anew from changed answers', () => {
    const study = parseStudy(`${base}derived:\n  own: q2 + 1\n`).value;
    const { value, diagnostics } = peopleOf(`${base}derived:\n  own: q2 + 1\n`, {
      ...columns,
      own: ['9', '9', '9', '9', '9'],
    });
    expect(diagnostics).toEqual([]);
    expect(Array.from(variableOf(value, 'own').values ?? [])).toEqual([3, 1, -1, -1, 3]);
    const q2 = variableOf(value, 'q2');
    const changed = new Map(value.table.variables).set('q2', { ...q2, codes: Int16Array.of(0, 0, 0, 0, -1) });
    const again = withDerived(study, { ...value.table, variables: changed });
    expect(Array.from(again.variables.get('own')?.values ?? [])).toEqual([-1, -1, -1, -1, none]);
  });

  it('may decide who takes part: people without a value are excluded, and counted', () => {
    const where = base.replace('data: a.csv', 'data: a.csv, where: total > 1');
    const { value } = peopleOf(`${where}derived:\n  total: q1 + q2\n`, columns);
    expect(value.flow).toEqual({ rows: 5, excluded: 3, excluded_unknown: 2, people: 2 });
    expect(Array.from(variableOf(value, 'total').values ?? [])).toEqual([3, 2]);
  });
});
