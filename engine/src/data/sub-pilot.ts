import { randomStream, shuffled } from '#engine/random';
import type { Study } from '#engine/study';
import type { People, Split } from './people.ts';
import { largestRemainder, strataOf } from './split-people.ts';

/**
 * A pilot of `size` people drawn from the pilot, without replacement; the held-out people stay as they are. Strata are
 * those of `human.pilot.stratify`, and give their shares by largest remainder. `resample` counts from 1: each draws its
 * people in an order of its own, so that its smaller pilots lie, but for the shares of strata, within its larger ones.
 * The whole pilot where `size` is not smaller than it.
 */
export function subPilot(study: Study, people: People, split: Split, size: number, resample: number): Split {
  const pilot = study.human?.pilot ?? null;
  if (pilot === null || size >= split.pilot.length) {
    return split;
  }
  const order = shuffled(Array.from(split.pilot), randomStream(pilot.seed, 'sub-pilot', resample));
  const strata = strataOf(pilot, people.table, split.pilot);
  const shares = largestRemainder(
    strata.map((rows) => rows.length),
    size,
  );
  const chosen = strata.flatMap((rows, index) => {
    const inStratum = new Set(rows);
    return order.filter((row) => inStratum.has(row)).slice(0, shares[index]);
  });
  return { ...split, pilot: Int32Array.from(chosen).sort() };
}
