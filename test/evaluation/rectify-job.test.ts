// Predict-then-debias for a binomial regression, through the jobs that an evaluation does: how often its intervals hold the truth.
import { describe, expect, it } from 'vitest';
import { type Job, type JobResult, runJob } from '#engine/evaluation';
import { debiasedCoefficient, fitGeneralizedLinearModel, matrixFromColumns, normalQuantile } from '#engine/statistics';
import { seededSource } from '../statistics/seeded-source.ts';

type RectifyJob = Extract<Job, { kind: 'rectify' }>;
type RectifyResult = Extract<JobResult, { kind: 'rectify' }>;
type Source = ReturnType<typeof seededSource>;

interface Answers {
  readonly predictor: Float64Array;
  readonly people: Float64Array;
  readonly simulated: Float64Array;
}

/** People answer by a predictor and something hidden; a good simulation knows both, a useless one answers by chance. */
function answersOf(size: number, world: 'good' | 'useless' | 'biased', source: Source): Answers {
  const predictor = Float64Array.from({ length: size }, () => Math.floor(source.next() * 3) - 1);
  const hidden = predictor.map(() => 1.5 * normalQuantile(source.next()));
  const yes = (logit: number): number => Number(source.next() < 1 / (1 + Math.exp(-logit)));
  return {
    predictor,
    people: predictor.map((x, row) => yes(0.6 * x + 1.6 * (hidden[row] ?? 0))),
    simulated: predictor.map((x, row) =>
      world === 'useless' ? yes(0) : yes((world === 'biased' ? -0.5 + 1.5 * x : 0.6 * x) + 1.6 * (hidden[row] ?? 0)),
    ),
  };
}

function sideOf(predictor: Float64Array, outcome: Float64Array): RectifyJob['people'] {
  const size = predictor.length;
  return {
    data: {
      family: 'binomial',
      design: matrixFromColumns([new Float64Array(size).fill(1), predictor], size),
      outcome,
      categories: 0,
      weights: null,
      errors: { kind: 'classical' },
    },
    respondentOf: Int32Array.from({ length: size }, (_, row) => row),
    respondents: size,
  };
}

function slopeOf({ data }: RectifyJob['people']): number {
  return fitGeneralizedLinearModel(data.design, data.outcome, 'binomial', { errors: { kind: 'classical' } })
    .coefficients[1] as number;
}

const slopes = (values: Float64Array): readonly number[] => Array.from(values).filter((_, index) => index % 2 === 1);

describe('a rectified slope of a binomial regression, 100 samples of 150 people and 600 further personas', () => {
  const large = answersOf(200_000, 'good', seededSource(1));
  const truth = slopeOf(sideOf(large.predictor, large.people));

  it.each(['good', 'useless', 'biased'] as const)('holds the truth where the simulation is %s', (world) => {
    const source = seededSource(23);
    const replications = 100;
    let [covered, width, alone] = [0, 0, 0];
    for (let replication = 0; replication < replications; replication += 1) {
      const [own, others] = [answersOf(150, world, source), answersOf(600, world, source)];
      const job: RectifyJob = {
        kind: 'rectify',
        key: 'slope',
        seed: replication,
        block: 0,
        draws: 100,
        people: sideOf(own.predictor, own.people),
        simulated: sideOf(own.predictor, own.simulated),
        further: sideOf(others.predictor, others.simulated),
      };
      const drawn = runJob(job) as RectifyResult;
      const found = debiasedCoefficient(
        { people: slopeOf(job.people), simulated: slopeOf(job.simulated), further: slopeOf(job.further) },
        { people: slopes(drawn.people), simulated: slopes(drawn.simulated), further: slopes(drawn.further) },
      );
      covered += Number(found.interval[0] <= truth && found.interval[1] >= truth);
      width += found.interval[1] - found.interval[0];
      alone += found.intervalAlone[1] - found.intervalAlone[0];
    }
    expect(covered / replications).toBeGreaterThan(0.87);
    expect(covered / replications).toBeLessThan(0.99);
    expect(width / alone).toBeLessThan(world === 'useless' ? 1.02 : 0.95);
  });
});

describe('the draws of a block', () => {
  it('draw people together with their twins, and rows of one respondent together', () => {
    const source = seededSource(3);
    const own = answersOf(80, 'good', source);
    const twice = (values: Float64Array): Float64Array => Float64Array.from([...values, ...values]);
    const people = sideOf(own.predictor, own.people);
    const doubled = {
      ...sideOf(twice(own.predictor), twice(own.people)),
      respondentOf: Int32Array.from({ length: 160 }, (_, row) => row % 80),
      respondents: 80,
    };
    const job: RectifyJob = {
      kind: 'rectify',
      key: 'same',
      seed: 1,
      block: 0,
      draws: 20,
      people,
      simulated: doubled,
      further: doubled,
    };
    const { people: first, simulated, further } = runJob(job) as RectifyResult;
    // The same answers, each twice: the same draw of respondents gives the same coefficients, another draw others.
    simulated.forEach((value, index) => {
      expect(value).toBeCloseTo(first[index] ?? Number.NaN, 8);
    });
    expect(Array.from(further)).not.toEqual(Array.from(simulated));
  });
});
