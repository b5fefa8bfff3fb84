import { makePlan, type PlanResult } from '#engine';
import type { Analysis } from './analysis.ts';

const plans = new WeakMap<Analysis, PlanResult>();

/** Whom a run of the study would ask. Made once for each analysis, because a large plan takes a while. */
export function planOf(analysis: Analysis): PlanResult {
  const known = plans.get(analysis);
  if (known !== undefined) {
    return known;
  }
  const { open, people, split, further } = analysis;
  const plan = makePlan(open.study, people()?.value ?? null, split()?.value ?? null, further()?.value ?? null);
  plans.set(analysis, plan);
  return plan;
}
