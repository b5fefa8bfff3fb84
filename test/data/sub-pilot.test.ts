import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPeople, splitPeople, subPilot } from '#engine/data';
import { studyOf, tableOf } from './helpers.ts';

const people = 90;
const arms = Array.from({ length: people }, (_, row) => (row % 3 === 0 ? 'a' : 'b'));
const ids = arms.map((_, row) => `p${row}`);

function stage(stratify: string) {
  const study = studyOf(`study: s
human: { data: d.csv, id: id, pilot: { size: 60, seed: 5${stratify} } }
treatments:
  arm: { arms: [a, b] }
beliefs:
  q: { ask: "?", scale: [1, 2] }
`);
  const mapped = mapPeople(study, tableOf({ id: ids, arm: arms, q: ids.map(() => '1') })).value;
  return { study, people: mapped, split: splitPeople(study, mapped).value };
}

const stratified = stage(', stratify: [arm]');
const plain = stage('');

describe('a smaller pilot', () => {
  it('has so many people of the pilot, and leaves the held-out people as they are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(stratified, plain),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(50),
        (from, size, resample) => {
          const { study, split } = from;
          const smaller = subPilot(study, from.people, split, size, resample + 1);
          const pilot = new Set(split.pilot);
          expect(smaller.pilot).toHaveLength(size);
          expect(new Set(smaller.pilot).size).toBe(size);
          expect(Array.from(smaller.pilot).filter((row) => !pilot.has(row))).toEqual([]);
          expect([...smaller.pilot]).toEqual([...smaller.pilot].sort((a, b) => a - b));
          expect(smaller.heldOut).toBe(split.heldOut);
          expect(subPilot(study, from.people, split, size, resample + 1)).toEqual(smaller);
        },
      ),
    );
  });

  it('keeps the shares of the strata', () => {
    const inA = (rows: Int32Array): number => rows.filter((row) => arms[row] === 'a').length;
    expect(inA(stratified.split.pilot)).toBe(20);
    for (let resample = 1; resample <= 20; resample += 1) {
      for (const size of [3, 12, 30, 45]) {
        expect(inA(subPilot(stratified.study, stratified.people, stratified.split, size, resample).pilot)).toBe(
          size / 3,
        );
      }
    }
  });

  it('is another one in each resample, takes everybody equally often, and lies within the larger ones', () => {
    const times = new Map<number, number>();
    const seen = new Set<string>();
    for (let resample = 1; resample <= 600; resample += 1) {
      const { pilot } = subPilot(plain.study, plain.people, plain.split, 20, resample);
      const larger = new Set(subPilot(plain.study, plain.people, plain.split, 40, resample).pilot);
      expect([...pilot].filter((row) => !larger.has(row))).toEqual([]);
      seen.add(pilot.join());
      for (const row of pilot) {
        times.set(row, (times.get(row) ?? 0) + 1);
      }
    }
    expect(seen.size).toBe(600);
    // Each of 60 is in a third of 600 pilots: 200, and five standard deviations are 58.
    expect([...times.values()].filter((count) => Math.abs(count - 200) > 58)).toEqual([]);
    expect(times.size).toBe(60);
  });

  it('is the whole pilot where it is as large', () => {
    expect(subPilot(plain.study, plain.people, plain.split, 60, 3)).toBe(plain.split);
  });
});
