import type { DrawNumbers } from './input.ts';
import type { JobHandle, JobList, JobResults } from './job-list.ts';
import type { RefitResult, RefitSample } from './regression-job.ts';
import type { Setup } from './regression-setup.ts';
import type { PlannedRegression, RegressionResults } from './regressions.ts';

/** Fits in one block. */
const BLOCK = 25;

/** Adds all fits of one regression to the list; the answer finds their results. */
export function regressionJobs(
  planned: PlannedRegression,
  jobs: JobList,
  seed: number,
  draws: DrawNumbers,
): (results: JobResults) => RegressionResults {
  const id = planned.regression.id.value;
  const addFit = (setup: Setup | null): JobHandle =>
    jobs.add(setup?.kind === 'ready' ? { kind: 'fit', data: setup.data } : null);
  const refits = (key: string, setup: Setup, count: number, sample: RefitSample): readonly JobHandle[] =>
    setup.kind !== 'ready'
      ? []
      : Array.from({ length: Math.ceil(count / BLOCK) }, (_, block) =>
          jobs.add({
            kind: 'refit',
            key: `${id}/${key}`,
            seed,
            block,
            fits: Math.min(BLOCK, count - block * BLOCK),
            sample,
            data: setup.data,
          }),
        );
  // A paired fit gives the fits of its two sides as well.
  const human = addFit(planned.pairs.some((plan) => plan !== null) ? null : planned.human);
  const pilot = addFit(planned.pilot);
  const simulated = planned.simulated.map((setup, index) => addFit(planned.pairs[index] === null ? setup : null));
  const pairs = planned.pairs.map((plan) => jobs.add(plan?.job ?? null));
  const people = refits('people', planned.human, draws.refits, { kind: 'bootstrap' });
  const n = rowsIn(planned.human);
  const subsamples = planned.simulated.map((setup, index) =>
    n > 0 && rowsIn(setup) > n * SAME_SIZE
      ? refits(`simulated ${index}`, setup, draws.subsamples, { kind: 'subsample', size: n })
      : [],
  );
  return (results) => {
    const paired = pairs.map((handle) => results.pairedFit(handle));
    return {
      human: results.fit(human) ?? paired.find((pair) => pair !== null)?.human ?? null,
      pilot: results.fit(pilot),
      simulated: simulated.map((handle, index) => results.fit(handle) ?? paired[index]?.simulated ?? null),
      pairs: paired,
      people: together(people, results),
      subsamples: subsamples.map((handles) => together(handles, results)),
    };
  };
}

/** A twin may answer what its person left open; only beyond this do more simulated rows count as a larger sample. */
const SAME_SIZE = 1.05;

/** Respondents used. */
function rowsIn(setup: Setup): number {
  return setup.kind === 'ready' ? setup.frame.rows.length : 0;
}

function together(handles: readonly JobHandle[], results: JobResults): RefitResult | null {
  const blocks = handles.flatMap((handle) => results.refit(handle) ?? []);
  return blocks.length === 0 ? null : { kind: 'refit', fits: blocks.flatMap(({ fits }) => fits) };
}
