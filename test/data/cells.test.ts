import { describe, expect, it } from 'vitest';
import { categoryCounts, cellsOf, mapPeople, rowsOf, slicesOf } from '#engine/data';
import { studyOf, tableOf, variableOf } from './helpers.ts';

const study = studyOf(`study: s
human: { data: d.csv }
personas:
  attributes:
    gender: { levels: [f, m] }
    age: { number: { min: 18 }, bins: [18, 40] }
treatments:
  arm: { arms: { one: {}, two: {} } }
beliefs:
  b: { ask: What?, scale: [low, high], also: [unsure] }
actions:
  a: { ask: And?, options: [yes, no] }
subgroups: [gender, age, [gender, age], gender]
`);
const people = mapPeople(
  study,
  tableOf({
    gender: ['f', 'm', 'f', '', 'm'],
    age: ['20', '30', '50', '60', '70'],
    arm: ['one', 'one', 'two', 'two', 'two'],
    b: ['low', 'high', 'high', 'unsure', ''],
    a: ['yes', 'yes', 'no', 'no', 'no'],
  }),
).value;

describe('slices', () => {
  it('are all arms and each arm, times everyone and each subgroup once', () => {
    const groups = ['everyone', 'gender=f', 'gender=m', 'age=18 to under 40', 'age=40 or more'];
    const crossed = ['f,age=18 to under 40', 'f,age=40 or more', 'm,age=18 to under 40', 'm,age=40 or more'];
    const all = [...groups, ...crossed.map((key) => `gender=${key}`)];
    expect(slicesOf(study).map((slice) => slice.key)).toEqual([
      ...all,
      ...all.map((key) => `arm=one/${key}`),
      ...all.map((key) => `arm=two/${key}`),
    ]);
  });

  it('know their rows; a missing level is in everyone only', () => {
    const rows = Object.fromEntries(slicesOf(study).map((slice) => [slice.key, [...rowsOf(slice, people.table)]]));
    expect(rows).toMatchObject({
      everyone: [0, 1, 2, 3, 4],
      'gender=f': [0, 2],
      'gender=m': [1, 4],
      'age=40 or more': [2, 3, 4],
      'gender=m,age=40 or more': [4],
      'arm=two/everyone': [2, 3, 4],
      'arm=two/gender=m,age=18 to under 40': [],
    });
    expect([
      ...rowsOf(
        { arm: null, group: [{ attribute: 'gender', label: 'f', code: 0 }] },
        people.table,
        Int32Array.of(2, 3),
      ),
    ]).toEqual([2]);
  });
});

describe('cells', () => {
  it('are slices of each item', () => {
    const cells = cellsOf(study);
    expect(cells).toHaveLength(2 * 27);
    expect(cells.map((cell) => cell.key)).toContain('a/arm=two/gender=f');
    expect(new Set(cells.map((cell) => cell.key)).size).toBe(cells.length);
  });

  it('count answers, without those that are missing or apart', () => {
    expect([...categoryCounts(variableOf(people, 'b'))]).toEqual([1, 2]);
    expect([...categoryCounts(variableOf(people, 'b'), Int32Array.of(2, 3, 4))]).toEqual([0, 1]);
  });
});
