import type { Coefficient, Coherence, Interval } from './generated/evaluation-types.ts';

/**
 * What verdicts, findings and reports go by where people and simulation differ in a coefficient: the figures that keep twins together
 * where there are any, else those of two independent sides.
 */
export function coefficientDifferenceUsed({ paired, p_holm, difference_interval_90 }: Coefficient): {
  readonly kind: 'paired' | 'independent';
  readonly p_holm: number | null;
  readonly difference_interval_90: Interval | null;
} {
  return paired == null
    ? { kind: 'independent', p_holm, difference_interval_90 }
    : { kind: 'paired', p_holm: paired.p_holm, difference_interval_90: paired.difference_interval_90 };
}

/** The same for the gap of a rule. */
export function gapDifferenceUsed({ paired, interval, interval_90 }: Coherence): {
  readonly kind: 'paired' | 'independent';
  readonly interval: Interval | null;
  readonly interval_90: Interval | null;
} {
  return paired === undefined
    ? { kind: 'independent', interval, interval_90 }
    : { kind: 'paired', interval: paired.interval, interval_90: paired.interval_90 };
}
