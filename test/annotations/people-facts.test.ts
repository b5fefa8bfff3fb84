import { describe, expect, it } from 'vitest';
import { peopleFacts } from '#engine/annotations';
import { splitPeople } from '#engine/data';
import { peopleOf, studyOf } from '../data/helpers.ts';

const text = (min = 0): string => `study: s
human: { data: people.csv, pilot: { size: 2, seed: 1 } }
personas:
  attributes:
    gender: { levels: [Female, Male, Other] }
    age: { number: { min: 18, max: 99 }, bins: [18, 40] }
    state: {}
  prompt: "{{gender}} {{age}} {{state}}"
treatments:
  arm: { arms: { hidden: {}, shown: {} } }
beliefs:
  one: { ask: Are you?, scale: [1, 2, 3], also: [Don't know, None] }
  two: { ask: Are you?, number: { min: ${min}, max: 100 } }
derived: { both: one + two }
`;
const columns = {
  gender: ['Female', 'Male', 'Female', '', 'Male'],
  age: ['20', '50', '30', '', '39'],
  state: ['Ohio', 'Utah', 'Ohio', '', 'Iowa'],
  arm: ['hidden', 'shown', 'hidden', 'shown', 'shown'],
  one: ['1', '3', 'None', '', '3'],
  two: ['10', '20', '30', '', '21'],
};

function factsOf(source: string, cells: Readonly<Record<string, readonly string[]>> = columns) {
  const study = studyOf(source);
  const people = peopleOf(source, cells).value;
  return peopleFacts(study, people, splitPeople(study, people).value);
}

describe('the facts about people', () => {
  const facts = factsOf(text());
  const of = (id: string) => facts.variables.get(id);

  it('are how many there are, and who is what', () => {
    expect(facts).toMatchObject({ people: 5, heldOut: 3, pilot: 2 });
    expect([...facts.variables.keys()].sort()).toEqual(['age', 'arm', 'both', 'gender', 'one', 'state', 'two']);
    expect(facts.floors.map(({ item }) => item)).toEqual(['one', 'two']);
  });

  it.each([
    ['gender', { labels: [2, 2, 0], also: [], missing: 1 }, { labels: [2, 0, 0], missing: 0 }],
    ['age', { labels: [3, 1], missing: 1 }, { labels: [2, 0], n: 2, mean: 25 }],
    ['one', { labels: [1, 0, 2], also: [0, 1], missing: 1 }, { labels: [1, 0, 0], also: [0, 1] }],
    ['two', { labels: [], missing: 1 }, { n: 2, mean: 20 }],
  ] as const)('count %s over all and in an arm', (id, all, hidden) => {
    expect(of(id)?.all).toMatchObject(all);
    expect(of(id)?.arms.map(({ label }) => label)).toEqual(['hidden', 'shown']);
    expect(of(id)?.arms[0]).toMatchObject(hidden);
  });

  it('count the pilot, and do not divide a treatment by itself', () => {
    const inPilot = of('arm')?.pilot ?? [];
    expect(inPilot.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(of('arm')?.arms).toEqual([]);
    expect(of('arm')?.all.labels).toEqual([2, 3]);
  });

  it('sum up numbers and texts', () => {
    expect(of('two')?.numbers).toEqual({ n: 4, low: 10, high: 30, mean: 20.25 });
    expect(of('state')?.texts).toEqual({ n: 4, different: 3 });
    expect(of('gender')).toMatchObject({ numbers: null, texts: null, values: [] });
  });

  it('list the values of a derived variable, in ten classes over its range where they are many', () => {
    expect(of('both')?.values).toEqual([
      { from: 11, to: 11, count: 1 },
      { from: 23, to: 23, count: 1 },
      { from: 24, to: 24, count: 1 },
    ]);
    const rows = Array.from({ length: 50 }, (_, row) => String(row));
    const many = factsOf(text(-1), {
      ...Object.fromEntries(Object.entries(columns).map(([name, [first = '']]) => [name, rows.map(() => first)])),
      two: rows,
    });
    const classes = many.variables.get('both')?.values ?? [];
    expect(classes).toHaveLength(10);
    expect([classes[0]?.from, classes[9]?.to]).toEqual([0, 103]);
    expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  });

  it('are not counted again for the very same people', () => {
    const study = studyOf(text());
    const people = peopleOf(text(), columns).value;
    const split = splitPeople(study, people).value;
    const [before, after] = [peopleFacts(study, people, split), peopleFacts(study, people, split)];
    expect(after.variables.get('one')).toBe(before.variables.get('one'));
  });
});
