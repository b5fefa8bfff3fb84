import { describe, expect, test } from 'vitest';
import {
  type BootstrapFigure,
  type Column,
  observedFigures,
  type TallyRef,
} from '../../engine/src/evaluation/bootstrap-job.ts';
import { runJob } from '../../engine/src/evaluation/jobs.ts';
import { inColumns, type PlannedPopulation } from '../../engine/src/evaluation/tally-columns.ts';
import { seededSource } from '../statistics/seeded-source.ts';

const answers = 5;
const scores = Float64Array.from({ length: answers }, (_, index) => index);

/** Ten items of people and twins, each tally with a few who lack a type; the twins' second answer comes on top. */
function made(respondents: number, weighted: boolean): PlannedPopulation {
  const source = seededSource(respondents);
  const types = (): Int32Array =>
    Int32Array.from({ length: respondents }, () => (Math.floor(source.next() * (answers + 0.1)) % (answers + 1)) - 1);
  return {
    size: respondents,
    weights: weighted ? Float64Array.from({ length: respondents }, () => 0.5 + source.next()) : null,
    tallies: Array.from({ length: 20 }, (_, index) => ({
      types: index % 2 === 0 ? [types()] : [types(), types()],
      size: answers,
    })),
  };
}

const figures = Array.from({ length: 10 }, (_, item): BootstrapFigure => {
  const tally = (side: 0 | 1): TallyRef => ({ population: 0, tally: 2 * item + side });
  return { kind: 'sd-ratio', counts: { human: tally(0), simulated: tally(1), answers }, scores };
});

describe.each([
  { name: 'few respondents', respondents: 300, weighted: false, columns: 30 },
  { name: 'many respondents', respondents: 24_000, weighted: false, columns: 15 },
  { name: 'many weighted respondents', respondents: 24_000, weighted: true, columns: 30 },
])('of $name', ({ respondents, weighted, columns }) => {
  const planned = made(respondents, weighted);
  const alone: readonly Column[] = planned.tallies.flatMap(({ types }, tally) =>
    types.map((own): Column => ({ types: own, counts: { kind: 'tally', tally } })),
  );
  const together = inColumns(planned);
  const populations = [together];
  const apart = [{ ...together, columns: alone }];

  test('tallies are counted in few columns where that pays', () => {
    expect(together.columns.length).toBeLessThanOrEqual(columns);
  });

  test('counting together gives the same figures as counting apart', () => {
    expect(observedFigures(populations, figures)).toEqual(observedFigures(apart, figures));
    const job = { kind: 'bootstrap', seed: 3, block: 1, draws: 4, figures } as const;
    const result = runJob({ ...job, populations });
    expect(result).toEqual(runJob({ ...job, populations: apart }));
    expect(new Set(result.kind === 'bootstrap' ? result.values : []).size).toBe(40);
  });
});
