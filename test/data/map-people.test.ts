import { describe, expect, it } from 'vitest';
import { alsoCode } from '#engine/data';
import { peopleOf, reports, variableOf } from './helpers.ts';

const head = 'study: s\nhuman:\n  data: d.csv\n';

/** A study of one attribute. */
function attribute(yaml: string, human = ''): string {
  return `${head}${human}personas:\n  attributes:\n    a:\n      ${yaml}\n`;
}

/** A study of one belief. */
function belief(yaml: string, human = ''): string {
  return `${head}${human}beliefs:\n  b:\n    ask: What?\n    ${yaml}\n`;
}

function codes(text: string, id: string, cells: readonly string[]): readonly number[] {
  const { value, diagnostics } = peopleOf(text, { [id]: cells });
  expect(diagnostics).toEqual([]);
  return [...variableOf(value, id).codes];
}

describe('values become codes', () => {
  it.each([
    ['labels', attribute('levels: [x, y]'), 'a', ['y', 'x', ''], [1, 0, -1]],
    ['values before labels', attribute('levels: { x: y, y: x }'), 'a', ['y', 'x'], [0, 1]],
    [
      'labels where no value fits',
      attribute('levels: { x: [1, 2], y: 3 }'),
      'a',
      ['1', '2', '3', 'x', 'y'],
      [0, 0, 1, 0, 1],
    ],
    [
      'the rest, but not what is missing',
      attribute('levels: { x: 1, other: "*" }', '  missing: [none]\n'),
      'a',
      ['1', '9', 'z', '', 'none'],
      [0, 1, 1, -1, -1],
    ],
    ['source texts: false, 2.50', attribute('levels: { no: "false", price: 2.50 }'), 'a', ['false', '2.50'], [0, 1]],
    ['points by label', belief('scale: [low, high]'), 'b', ['high', 'low'], [1, 0]],
    ['points by score', belief('scale: [low, high]'), 'b', ['2', '1', '1.0'], [1, 0, 0]],
    ['points by given scores', belief('scale: { 10: low, 20: high }'), 'b', ['20', 'low'], [1, 0]],
    ['labels before scores', belief('scale: [3, 2, 1]'), 'b', ['3', '1'], [0, 2]],
    ['options never by position', belief('options: [{ label: one, values: 7 }, two]'), 'b', ['7', 'two'], [0, 1]],
    [
      'also',
      belief("scale: [low, high]\n    also: [Don't know, Refused]"),
      'b',
      ["Don't know", 'Refused', 'low'],
      [alsoCode(0), alsoCode(1), 0],
    ],
  ] as const)('%s', (_, text, id, cells, expected) => {
    expect(codes(text, id, cells)).toEqual(expected);
  });

  it('numbers, with bins and also', () => {
    const text = belief('number: { min: 0, max: 100 }\n    bins: [0, 50]\n    also: [no idea]');
    const { value, diagnostics } = peopleOf(text, { b: ['0', '49.9', '50', '1e2', '', 'no idea'] });
    expect(diagnostics).toEqual([]);
    const variable = variableOf(value, 'b');
    expect([...variable.codes]).toEqual([0, 0, 1, 1, -1, alsoCode(0)]);
    expect([...(variable.values ?? [])]).toEqual([0, 49.9, 50, 100, Number.NaN, Number.NaN]);
    expect(variable.labels).toEqual(['0 to under 50', '50 or more']);
  });

  it('texts', () => {
    const { value } = peopleOf(`${head}  missing: [n/a]\npersonas:\n  attributes:\n    a: {}\n`, {
      a: ['Ohio', '', 'n/a'],
    });
    expect(variableOf(value, 'a')).toMatchObject({
      measure: 'text',
      texts: ['Ohio', '', ''],
      codes: Int16Array.of(0, -1, -1),
    });
  });
});

describe('values that do not fit are said once, with counts', () => {
  it('values that match nothing', () => {
    const text = attribute('column: c\n      levels: [x, y]');
    const result = peopleOf(text, { c: ['x', 'z', 'z', 'X', 'q', 'r', '', 'y'] });
    expect(reports(text, result)).toEqual([
      'unmatched-values at "c": 5 people have values in column `c` (`a`) that match no level: "z" (2), "X" (1), "q" (1) and 1 other value. They count as missing there. Name the values under the level that they mean, or in `human.missing`.',
    ]);
    expect([...variableOf(result.value, 'a').codes]).toEqual([0, -1, -1, -1, -1, -1, -1, 1]);
    expect(result.diagnostics[0]?.data).toMatchObject({ subject: 'a', count: 5, example: 'z' });
  });

  it('values that match two levels', () => {
    const text = attribute('levels: { x: [1, 2], y: [2, 3] }');
    const result = peopleOf(text, { a: ['1', '2', '2', '3'] });
    expect(reports(text, result)).toEqual([
      'ambiguous-values at "2": The data value "2" (2 people) matches two levels of `a`: "x" and "y". Let one of them have it.',
    ]);
    expect(result.diagnostics[0]?.range.start).toBe(text.lastIndexOf('2'));
    expect(result.diagnostics[0]?.related[0]?.range.start).toBe(text.indexOf('2]'));
  });

  it('texts among numbers, and numbers outside the range or below the bins', () => {
    const text = attribute('number: { min: 18, max: 99 }\n      bins: [20, 40]');
    const result = peopleOf(text, { a: ['30', 'old', '3,5', '17', '100', '19', '-', ''] });
    expect(reports(text, result)).toEqual([
      'unmatched-values at "a": 3 people have values in column `a` that are not numbers: "old" (1), "3,5" (1), "-" (1). They count as missing there. Numbers are written with a decimal point.',
      'unmatched-values at "{ min: 18, max: 99 }": 2 people have numbers in column `a` outside 18 to 99: "17" (1), "100" (1). They count as missing there.',
      'unmatched-values at "20": 1 person has numbers in column `a` below the first bin: "19" (1). They are in no bin; the first bin should begin at the lowest number.',
    ]);
    expect([...(variableOf(result.value, 'a').values ?? [])]).toEqual([
      30,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      19,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('a clean column has nothing to say', () => {
    expect(peopleOf(attribute('levels: [x, y]'), { a: ['x', 'y', ''], extra: ['q', 'r', 's'] }).diagnostics).toEqual(
      [],
    );
  });
});

describe('columns', () => {
  it('a written column that is not there is replaced by the nearest', () => {
    const text = attribute('column: Q-gendr\n      levels: [x, y]');
    const result = peopleOf(text, { 'Q-gender': ['x'], other: ['y'] });
    expect(reports(text, result)).toEqual([
      'unknown-column at "Q-gendr": The data have no column `Q-gendr`. Did you mean `Q-gender`?',
    ]);
    expect(result.diagnostics[0]?.data.replacement).toBe('Q-gender');
    expect(result.value.table.variables.size).toBe(0);
  });

  it('a column named like its variable is asked for, and no id is replaced', () => {
    const text = attribute('levels: [x, y]');
    const result = peopleOf(text, { b: ['x'] });
    expect(reports(text, result)).toEqual([
      'unknown-column at "a": The data have no column `a`. Did you mean `b`? Say with `column:` where `a` stands in the data.',
    ]);
    expect(result.diagnostics[0]?.data.replacement).toBeUndefined();
  });

  it('id, weights and cluster columns', () => {
    const text = `study: s\nhuman: { data: d.csv, id: ID, weights: weigt }\nbeliefs:\n  b: { ask: What?, number: { min: 0 } }\nregressions:\n  r: { formula: b ~ 1, errors: cluster("villag") }\n`;
    const result = peopleOf(text, { id: ['1'], weight: ['1'], village: ['v'], b: ['1'] });
    expect(reports(text, result)).toEqual([
      'unknown-column at "ID": The data have no column `ID`. Did you mean `id`?',
      'unknown-column at "weigt": The data have no column `weigt`. Did you mean `weight`?',
      'unknown-column at "villag": The data have no column `villag`. Did you mean `village`?',
    ]);
  });
});

describe('people', () => {
  const text = `${head}  id: id\npersonas:\n  attributes:\n    a: { levels: [x, y] }\n`;

  it('have their ids, or row numbers', () => {
    expect(peopleOf(text, { id: ['p', 'q'], a: ['x', 'y'] }).value.table.ids).toEqual(['p', 'q']);
    expect(peopleOf(attribute('levels: [x, y]'), { a: ['x', 'y'] }).value.table.ids).toEqual(['1', '2']);
  });

  it('have ids that `missing` does not take away: number 999 is somebody', () => {
    const numbered = text.replace('  id: id\n', '  id: id\n  missing: [999]\n');
    const result = peopleOf(numbered, { id: ['998', '999'], a: ['x', '999'] });
    expect(reports(numbered, result)).toEqual([]);
    expect(result.value.table.ids).toEqual(['998', '999']);
  });

  it('have ids of their own', () => {
    const result = peopleOf(text, { id: ['p', 'p', 'q', 'p', '', 'q'], a: ['x', 'y', 'x', 'x', 'x', 'x'] });
    expect(reports(text, result)).toEqual([
      'duplicate-ids at "id": 2 ids stand in more than one row of column `id`: "p" (3), "q" (2). One row is one person.',
      'duplicate-ids at "id": 1 person has no id in column `id`. Give everyone an id of their own.',
    ]);
    expect(new Set(result.value.table.ids).size).toBe(6);
  });

  it('are left out by where, counted, and raise nothing then', () => {
    const filtered = text.replace('  id: id\n', '  id: id\n  where: a == "x"\n');
    const result = peopleOf(filtered, { id: ['p', 'p', 'q', 'r', 's'], a: ['x', 'y', '', 'bad', 'x'] });
    expect(result.diagnostics).toEqual([]);
    expect(result.value.flow).toEqual({ rows: 5, excluded: 3, excluded_unknown: 2, people: 2 });
    expect(result.value.table.ids).toEqual(['p', 's']);
    expect([...variableOf(result.value, 'a').codes]).toEqual([0, 0]);
  });

  it('have weights of 0 or more', () => {
    const weighted = text.replace('  id: id\n', '  id: id\n  weights: w\n');
    const result = peopleOf(weighted, {
      id: ['p', 'q', 'r', 's'],
      a: ['x', 'x', 'x', 'x'],
      w: ['1.5', '-1', 'many', '0'],
    });
    expect(reports(weighted, result)).toEqual([
      'bad-weights at "w": 2 people have no usable weight in column `w`: "-1" (1), "many" (1). They are left out. A weight is a number, 0 or more.',
    ]);
    expect(result.value.table.ids).toEqual(['p']);
    expect([...(result.value.table.weights ?? [])]).toEqual([1.5]);
    expect(result.value.flow).toEqual({ rows: 4, excluded: 0, without_weight: 3, people: 1 });
  });

  it('are nobody where no weight is above 0', () => {
    const weighted = text.replace('  id: id\n', '  id: id\n  weights: w\n');
    const result = peopleOf(weighted, { id: ['p', 'q'], a: ['x', 'x'], w: ['0', ''] });
    expect(reports(weighted, result)).toEqual([
      'bad-weights at "w": Nobody has a weight above 0 in column `w`, so nobody is left.',
    ]);
    expect(result.value.table.size).toBe(0);
    const words = peopleOf(weighted, { id: ['p', 'q'], a: ['x', 'x'], w: ['North', 'South'] });
    expect(reports(weighted, words)).toEqual([
      'bad-weights at "w": Nobody has a weight above 0 in column `w`, so nobody is left. It holds "North" (1), "South" (1). A weight is a number, 0 or more.',
    ]);
  });

  it('have clusters', () => {
    const clustered = `${head}beliefs:\n  b: { ask: What?, number: { min: 0 } }\nregressions:\n  r: { formula: b ~ 1, errors: cluster("v") }\n`;
    const { value, diagnostics } = peopleOf(clustered, { b: ['1', '2', '3', '4'], v: ['n', 's', 'n', ''] });
    expect(diagnostics).toEqual([]);
    expect([...(value.clusters?.get('v') ?? [])]).toEqual([0, 1, 0, -1]);
  });
});
