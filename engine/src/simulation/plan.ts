import type { CodedTable } from '#engine/data';
import type { Study } from '#engine/study';

/**
 * Whom a run asks: one row of `respondents` per simulated respondent, with attributes and arms but no answers. The ids
 * are stable: the same study, data and seed give the same plan. With repeats each respondent is asked `repeats` times.
 */
export interface Plan {
  readonly respondents: CodedTable;
  /**
   * For matched samples the ids of the respondents' human twins, in their order; null where personas are drawn or crossed.
   * Respondents beyond the last twin are further personas of the same population, for rectified estimates.
   */
  readonly twins: readonly string[] | null;
  readonly repeats: number;
  /** Ids of the people whom a model may learn from. */
  readonly pilotIds: readonly string[];
  /** SHA-256 of everything above: two runs with one hash asked the same respondents. */
  readonly hash: string;
}

/** One respondent to be asked once: a line of the journal to be. */
export interface Call {
  /** Row of `plan.respondents`. */
  readonly row: number;
  readonly respondent: string;
  /** From 1. */
  readonly repeat: number;
}

/** How many replies an endpoint gives for one call: one, or, in an interview, one for each item. */
export function turnsEach({ simulation, items }: Pick<Study, 'simulation' | 'items'>): number {
  return simulation.ask === 'interview' ? items.length : 1;
}

/** Every call of a plan in order: all respondents for repeat 1, then repeat 2, and so on. */
export function callsOf(plan: Plan): readonly Call[] {
  const calls: Call[] = [];
  for (let repeat = 1; repeat <= plan.repeats; repeat += 1) {
    for (let row = 0; row < plan.respondents.size; row += 1) {
      calls.push({ row, respondent: plan.respondents.ids[row] ?? '', repeat });
    }
  }
  return calls;
}
