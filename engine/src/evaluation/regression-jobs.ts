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
  const human = addFit(planned.human);
  const pilot = addFit(planned.pilot);
  const simulated = planned.simulated.map(addFit);
  const pairs = planned.pairs.map((plan) => jobs.add(plan?.job ?? null));
  const people = refits('people', planned.human, draws.refits, { kind: 'bootstrap' });
  const n = planned.human.kind === 'ready' ? planned.human.data.design.rows : 0;
  const subsamples = planned.simulated.map((setup, index) =>
    n > 0 && setup.kind === 'ready' && setup.data.design.rows > n * SAME_SIZE
      ? refits(`simulated ${index}`, setup, draws.subsamples, { kind: 'subsample', size: n })
      : [],
  );
  return (results) => ({
    human: results.fit(human),
    pilot: results.fit(pilot),
    simulated: simulated.map((handle) => results.fit(handle)),
    pairs: pairs.map((handle) => results.pairedFit(handle)),
    people: together(people, results),
    subsamples: subsamples.map((handles) => together(handles, results)),
  });
}

/** A twin may answer what its person left open; only beyond this do more simulated rows count as a larger sample. */
const SAME_SIZE = 1.05;

function together(handles: readonly JobHandle[], results: JobResults): RefitResult | null {
  const blocks = handles.flatMap((handle) => results.refit(handle) ?? []);
  return blocks.length === 0 ? null : { kind: 'refit', fits: blocks.flatMap(({ fits }) => fits) };
}
