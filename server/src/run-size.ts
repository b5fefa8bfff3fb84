import { turnsEach } from '#engine';
import type { Analysis } from './analysis.ts';

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
  const respondents = analysis.data.respondents();
  const calls = respondents === null ? null : respondents * study.simulation.repeats * turnsEach(study);
  const size = { respondents, calls };
  sizes.set(analysis, size);
  return size;
}
