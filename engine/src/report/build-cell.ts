import type { Cell as EvaluationCell } from '#engine/evaluation';
import { figure, type NumberStyle } from './figures.ts';
import type { Indexed } from './indexed.ts';
import type { Cell, Figure } from './report.ts';

/** A cell of the evaluation as it is shown. Figures are null in cells that were not tested. */
export function buildCell({ entry, path }: Indexed<EvaluationCell>): Cell {
  const optional = (value: number | null, name: string, style: NumberStyle): Figure | null =>
    value === null ? null : figure(value, `${path}/${name}`, style);
  return {
    item: entry.item,
    arm: armId(entry.treatment, entry.arm),
    nHuman: figure(entry.n_h, `${path}/n_h`, 'count'),
    nSimulated: figure(entry.n_s, `${path}/n_s`, 'count'),
    isLowN: entry.low_n,
    verdict: entry.status === 'too-small' ? 'too small' : (entry.verdict ?? 'undecided'),
    isTooFewToAlign: entry.too_few_to_align,
    distance: optional(entry.distance, 'distance', 'distance'),
    floorMean: optional(entry.floor_mean, 'floor_mean', 'distance'),
    excess: optional(entry.excess_distance, 'excess_distance', 'signed-distance'),
    q: optional(entry.q_bh, 'q_bh', 'p'),
    lower: optional(entry.interval?.[0] ?? null, 'interval/0', 'distance'),
    upper: optional(entry.interval?.[1] ?? null, 'interval/1', 'distance'),
    detectable: optional(entry.detectable, 'detectable', 'distance'),
  };
}

/** Names an arm among all arms of all treatments; empty for all arms together. */
export function armId(treatment: string | null, arm: string | null): string {
  return treatment === null || arm === null ? '' : `${treatment}=${arm}`;
}
