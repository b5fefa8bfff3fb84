import { binOf, type CodedVariable } from '#engine/data';
import type { RandomStream } from '#engine/random';
import type { AttributeMeasure } from '#engine/study';

/**
 * A number inside a bin: that of a random person in the bin, or, where there is nobody, one drawn evenly from the bin
 * (whole, if the bounds are). NaN where the bin is open and nobody is in it. Without bins the whole range is one.
 */
export function numberInBin(
  measure: Extract<AttributeMeasure, { kind: 'number' }>,
  bin: number,
  people: CodedVariable | undefined,
  random: RandomStream,
): number {
  const inside = Array.from(people?.values ?? []).filter(
    (value) => !Number.isNaN(value) && binOf(measure.bins, value) === bin,
  );
  if (inside.length > 0) {
    return inside[random.integer(inside.length)] ?? Number.NaN;
  }
  const from = measure.bins[bin]?.value ?? measure.number.min;
  const to = measure.bins[bin + 1]?.value ?? measure.number.max;
  if (from === null || to === null || to < from) {
    return Number.NaN;
  }
  const isOpenEnded = measure.bins[bin + 1] !== undefined;
  if (Number.isInteger(from) && Number.isInteger(to)) {
    return from + random.integer(Math.max(1, to - from + (isOpenEnded ? 0 : 1)));
  }
  return from + random.next() * (to - from);
}
