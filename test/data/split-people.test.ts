import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder, mapPeople, type Split, splitPeople } from '#engine/data';
import type { Result } from '#engine/diagnostics';
import { reports, studyOf, tableOf } from './helpers.ts';

const base = (pilot: string): string => `study: s
human:
  data: d.csv
  id: id
  pilot: ${pilot}
personas:
  attributes:
    gender: { levels: [f, m] }
treatments:
  arm: { arms: { one: {}, two: {} } }
`;

const ids = Array.from({ length: 100 }, (_, index) => `p${index}`);
const gender = ids.map((_, index) => (index % 4 === 0 ? 'm' : index === 99 ? '' : 'f'));
const arm = ids.map((_, index) => (index % 2 === 0 ? 'one' : 'two'));

interface Drawn extends Result<Split> {
  readonly ids: readonly string[];
}

function split(pilot: string, order: readonly number[] = ids.map((_, index) => index)): Drawn {
  const study = studyOf(base(pilot));
  const pick = (cells: readonly string[]): readonly string[] => order.map((row) => cells[row] ?? '');
  const people = mapPeople(study, tableOf({ id: pick(ids), gender: pick(gender), arm: pick(arm) })).value;
  const result = splitPeople(study, people);
  return { ...result, ids: [...result.value.pilot].map((row) => people.table.ids[row] ?? '') };
}

describe('the pilot', () => {
  it('has the size asked for, and everyone else is held out', () => {
    const { value, diagnostics } = split('{ size: 30, seed: 7 }');
    expect(diagnostics).toEqual([]);
    expect(value.pilot).toHaveLength(30);
    expect([...value.pilot, ...value.heldOut].sort((a, b) => a - b)).toEqual(ids.map((_, index) => index));
    expect([...value.pilot]).toEqual([...value.pilot].sort((a, b) => a - b));
  });

  it('is the same on every machine', () => {
    // the first six of sorted(ids, key=sha256('["pilot",7,"id"]')[:8]), computed in Python
    expect(split('{ size: 6, seed: 7 }').ids).toEqual(['p3', 'p35', 'p65', 'p70', 'p74', 'p97']);
  });

  it('changes with the seed, not with the order of the rows', () => {
    const first = [...split('{ size: 30, seed: 7, stratify: [gender, arm] }').ids].sort();
    const reversed = ids.map((_, index) => 99 - index);
    expect([...split('{ size: 30, seed: 7, stratify: [gender, arm] }', reversed).ids].sort()).toEqual(first);
    expect([...split('{ size: 30, seed: 8, stratify: [gender, arm] }').ids].sort()).not.toEqual(first);
  });

  it('is the same whatever was asked of the same data before', () => {
    const table = tableOf({ id: ids, gender, arm });
    const texts = ['seed: 7', 'seed: 8', 'seed: 7, stratify: [arm]', 'seed: 7'].flatMap((more) =>
      ['', '  where: gender == "f"\n', '  where: gender == "m"\n'].map((human) =>
        base(`{ size: 30, ${more} }\n${human}`).replace('\n\n', '\n'),
      ),
    );
    const drawnFrom = (text: string, from: typeof table): readonly string[] => {
      const study = studyOf(text);
      const people = mapPeople(study, from).value;
      return [...splitPeople(study, people).value.pilot].map((row) => people.table.ids[row] ?? '');
    };
    for (const text of texts) {
      expect(drawnFrom(text, table)).toEqual(drawnFrom(text, tableOf({ id: ids, gender, arm })));
    }
    expect(new Set(texts.map((text) => drawnFrom(text, table).join())).size).toBeGreaterThan(6);
  });

  it('takes of each crossed stratum its share, by largest remainder', () => {
    const { value } = split('{ size: 20, seed: 1, stratify: [gender, arm] }');
    const counts = new Map<string, number>();
    for (const row of value.pilot) {
      const key = `${gender[row]} ${arm[row]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // 25 m one, 25 f one, 49 f two, one f two whose gender is missing: 5, 5, 9.8, .2
    expect(Object.fromEntries(counts)).toEqual({ 'm one': 5, 'f one': 5, 'f two': 10 });
  });

  it('is nobody when none is asked for', () => {
    const study = studyOf(base('{ size: 1 }').replace('  pilot: { size: 1 }\n', ''));
    const people = mapPeople(study, tableOf({ id: ['a', 'b'], gender: ['f', 'm'], arm: ['one', 'two'] })).value;
    expect(splitPeople(study, people)).toEqual({
      value: { pilot: new Int32Array(), heldOut: Int32Array.of(0, 1) },
      diagnostics: [],
    });
  });

  it.each([
    [
      '{ size: 101 }',
      'pilot-too-large at "101": The pilot asks for 101 people, but the data have 100. Ask for fewer, so that people are left to compare with.',
    ],
    [
      '{ size: 100 }',
      'pilot-too-large at "100": The pilot takes all 100 people of the data and leaves nobody to compare with. Ask for fewer.',
    ],
    [
      '{ size: 1, seed: 7 }',
      'pilot-misses-arm at "1": Nobody in the pilot was in "one" of `arm`. Take a larger pilot, or stratify it by `arm`.',
    ],
  ])('%s is reported', (pilot, expected) => {
    const result = split(pilot);
    expect(reports(base(pilot), result)).toEqual([expected]);
    expect(result.value.pilot.length + result.value.heldOut.length).toBe(100);
  });

  it('misses an arm that nobody in the data was in', () => {
    const text = base('{ size: 50 }').replace('two: {}', 'two: {}, three: {}');
    const study = studyOf(text);
    const people = mapPeople(study, tableOf({ id: ids, gender, arm })).value;
    expect(reports(text, splitPeople(study, people))).toEqual([
      'pilot-misses-arm at "50": Nobody in the pilot was in "three" of `arm`. Nobody in the data was in that arm.',
    ]);
  });
});

describe('largest remainder', () => {
  it.each([
    [[50, 30, 20], 10, [5, 3, 2]],
    [[1, 1, 1], 2, [1, 1, 0]],
    [[7, 0, 3], 4, [3, 0, 1]],
    [[0, 0], 3, [0, 0]],
  ])('%j of %i', (sizes, total, expected) => {
    expect(largestRemainder(sizes, total)).toEqual(expected);
  });

  it('sums up, and takes no more than there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, share) => {
          const sum = sizes.reduce((all, size) => all + size, 0);
          const total = Math.floor(sum * share);
          const parts = largestRemainder(sizes, total);
          expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
          parts.forEach((part, index) => {
            expect(part).toBeLessThanOrEqual(sizes[index] ?? 0);
          });
        },
      ),
    );
  });
});
