import type { Analysis } from './analysis.ts';
import { planOf } from './run-plan.ts';

/** How large a run is; null where that cannot be known yet. */
export interface RunSize {
  readonly respondents: number | null;
  /** Calls that a model behind an endpoint would get. */
  readonly calls: number | null;
}

const sizes = new WeakMap<Analysis, RunSize>();

/** How many respondents a run asks, and with how many calls. Worked out once for each analysis. */
export function runSizeOf(analysis: Analysis): RunSize {
  const known = sizes.get(analysis);
  if (known !== undefined) {
    return known;
  }
  const { study } = analysis.open;
  const respondents = respondentsOf(analysis);
  const turns = study.simulation.ask === 'interview' ? study.items.length : 1;
  const calls = respondents === null ? null : respondents * study.simulation.repeats * turns;
  const size = { respondents, calls };
  sizes.set(analysis, size);
  return size;
}

function respondentsOf(analysis: Analysis): number | null {
  const { sample } = analysis.open.study;
  if (sample.kind === 'draw') {
    return sample.n;
  }
  if (sample.kind === 'matched' && sample.further === undefined) {
    return analysis.split()?.value.heldOut.length ?? null;
  }
  const planned = planOf(analysis);
  return planned.kind === 'planned' ? planned.plan.respondents.size : null;
}
