import { describe, expect, it } from 'vitest';
import { mapPeople, remembered } from '#engine/data';
import { studyOf, tableOf, variableOf } from './helpers.ts';

describe('a remembered value', () => {
  it('is made anew where something that it depends on is another one, for each owner', () => {
    let made = 0;
    const again = remembered<object, number>();
    const make = (): number => {
      made += 1;
      return made;
    };
    const [a, b] = [{}, {}];
    expect([again(a, ['x', Number.NaN], make), again(a, ['x', Number.NaN], make)]).toEqual([1, 1]);
    expect(again(b, ['x', Number.NaN], make)).toBe(2);
    expect([again(a, ['y'], make), again(a, ['y', undefined], make), again(a, ['y'], make)]).toEqual([3, 4, 5]);
  });
});

describe('people who are mapped again', () => {
  const text = (more: Readonly<Record<string, string>> = {}): string => `study: s
human:
  data: people.csv
  id: id
  weights: w
  where: ${more['where'] ?? 'one >= 2'}
personas:
  attributes:
    gender: { levels: [${more['levels'] ?? 'Female, Male'}] }
  prompt: ${more['prompt'] ?? 'You are {{gender}}.'}
beliefs:
  one: { ask: Are you?, scale: [1, 2, 3] }
  two: { ask: Are you?, scale: [1, 2, 3] }
derived: { both: ${more['derived'] ?? 'one + two'} }
regressions: { main: { formula: both ~ gender, errors: cluster(town) } }
`;
  const table = tableOf({
    id: ['a', 'b', 'c', 'd', 'e'],
    w: ['1', '2', '0', '1', '1'],
    gender: ['Female', 'Male', 'Male', 'Female', 'Male'],
    one: ['2', '3', '2', '1', '3'],
    two: ['1', '1', '3', '2', '2'],
    town: ['x', 'y', 'x', '', 'y'],
  });
  const mapped = (source: string) => mapPeople(studyOf(source), table).value;
  const parts = (source: string) => {
    const people = mapped(source);
    const { ids, weights } = people.table;
    const [gender, both] = [variableOf(people, 'gender'), variableOf(people, 'both')];
    return { ids, weights, gender, both, clusters: people.clusters?.get('town') };
  };

  it('are the very same where only the text around them has changed', () => {
    const before = parts(text());
    const after = parts(text({ prompt: 'Be {{gender}}.' }));
    expect(before.ids).toEqual(['a', 'b', 'e']);
    for (const name of ['ids', 'weights', 'gender', 'both', 'clusters'] as const) {
      expect(after[name], name).toBe(before[name]);
    }
  });

  const changes: readonly (readonly [Readonly<Record<string, string>>, readonly string[], readonly number[]])[] = [
    [{ where: 'one >= 3' }, ['b', 'e'], [4, 5]],
    [{ derived: 'one - two' }, ['a', 'b', 'e'], [1, 2, 1]],
    [{ derived: 'one + reverse(two)' }, ['a', 'b', 'e'], [5, 6, 5]],
    [{ levels: 'Male, Female' }, ['a', 'b', 'e'], [3, 4, 5]],
  ];
  it.each(changes)('are others where the study says %s', (changed, ids, both) => {
    parts(text());
    const people = mapped(text(changed));
    expect(people.table.ids).toEqual(ids);
    expect([...(variableOf(people, 'both').values ?? [])]).toEqual(both);
    expect(variableOf(people, 'gender').labels).toEqual((changed['levels'] ?? 'Female, Male').split(', '));
  });
});
