import { randomStream } from '#engine/random';
import { distinctRows } from '#engine/statistics';
import { type FitData, fitRegression, unboundedIn } from './regression-job.ts';

/** A block of bootstrap draws for predict-then-debias: each draw fits people, their twins, and further personas. */
export interface RectifyJob {
  readonly kind: 'rectify';
  readonly key: string;
  readonly seed: number;
  readonly block: number;
  readonly draws: number;
  readonly people: RectifySide;
  /** The twins of these people, drawn with them. */
  readonly simulated: RectifySide;
  readonly further: RectifySide;
}

/** The rows of one fit, and whose they are. */
export interface RectifySide {
  readonly data: FitData;
  /** For each row its respondent, from 0: rows of one respondent are drawn together. */
  readonly respondentOf: Int32Array;
  readonly respondents: number;
}

export interface RectifyResult {
  readonly kind: 'rectify';
  /** `coefficients[draw * columns + column]` of each fit; NaN where a draw gives none. */
  readonly people: Float64Array;
  readonly simulated: Float64Array;
  readonly further: Float64Array;
}

/** Draws a block. */
export function runRectifyJob(job: RectifyJob): RectifyResult {
  const random = randomStream(job.seed, 'rectify', job.key, job.block);
  const people = fitterOf(job.people, job.draws);
  const simulated = fitterOf(job.simulated, job.draws);
  const further = fitterOf(job.further, job.draws);
  for (let draw = 0; draw < job.draws; draw += 1) {
    const persons = timesDrawn(job.people.respondents, random);
    people.fit(draw, persons);
    simulated.fit(draw, persons);
    further.fit(draw, timesDrawn(job.further.respondents, random));
  }
  return { kind: 'rectify', people: people.found, simulated: simulated.found, further: further.found };
}

interface Fitter {
  readonly found: Float64Array;
  /** Fits the rows of respondents as often as these were drawn, and keeps the coefficients. */
  readonly fit: (draw: number, times: Float64Array) => void;
}

function fitterOf({ data, respondentOf }: RectifySide, draws: number): Fitter {
  // Rows that are alike but for their weights are kept apart.
  const distinct =
    data.weights === null
      ? distinctRows(data.design, data.outcome)
      : { ...data, distinctOf: Int32Array.from(data.outcome, (_, row) => row) };
  const reduced: FitData = { ...data, design: distinct.design, outcome: distinct.outcome };
  const { columns } = data.design;
  const found = new Float64Array(draws * columns).fill(Number.NaN);
  return {
    found,
    fit: (draw, times) => {
      const frequencies = new Float64Array(reduced.design.rows);
      respondentOf.forEach((respondent, row) => {
        frequencies[distinct.distinctOf[row]] += times[respondent];
      });
      const fit = fitRegression(reduced, { frequencies });
      const unbounded = unboundedIn(fit, reduced, frequencies);
      fit.coefficients.forEach((value, column) => {
        found[draw * columns + column] = unbounded[column] ? Number.NaN : value;
      });
    },
  };
}

/** How often each of `count` respondents is drawn, with replacement. */
function timesDrawn(count: number, random: { integer(count: number): number }): Float64Array {
  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    times[random.integer(count)] += 1;
  }
  return times;
}
