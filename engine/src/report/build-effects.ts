import type { Evaluation, Estimate as EvaluationEstimate } from '#engine/evaluation';
import { figure } from './figures.ts';
import { estimate, ofSubject } from './indexed.ts';
import type { EffectSummary, Effects, Estimate } from './report.ts';

/** What each arm does to each answer, for people and for the subject; empty without treatments. */
export function buildEffects(evaluation: Evaluation): Effects {
  const rows = ofSubject(evaluation, evaluation.treatment_effects.effects, '/treatment_effects/effects');
  return {
    rows: rows.map(({ entry, path }) => ({
      treatment: entry.treatment,
      arm: entry.arm,
      reference: entry.reference,
      item: entry.item,
      option: entry.option,
      place: evaluation.items.find(({ id }) => id === entry.item)?.path ?? null,
      human: effect(entry.human, `${path}/human`),
      simulated: effect(entry.simulated, `${path}/simulated`),
    })),
    summary: summary(evaluation),
  };
}

function effect(entry: EvaluationEstimate | null, path: string): Estimate | null {
  return entry === null
    ? null
    : estimate(
        figure(entry.estimate, `${path}/estimate`, 'signed-distance'),
        entry.interval,
        `${path}/interval`,
        'signed-distance',
      );
}

function summary(evaluation: Evaluation): EffectSummary | null {
  const [found] = ofSubject(evaluation, evaluation.treatment_effects.summary, '/treatment_effects/summary');
  if (found === undefined) {
    return null;
  }
  const { entry, path } = found;
  return {
    nEffects: figure(entry.n_effects, `${path}/n_effects`, 'count'),
    isTooFew: entry.too_few,
    hasDerived: evaluation.treatment_effects.effects.some(({ item }) => isDerived(evaluation, item)),
    correlation: figure(entry.effect_correlation, `${path}/effect_correlation`, 'distance'),
    slope: estimate(
      figure(entry.calibration_slope, `${path}/calibration_slope`, 'ratio'),
      entry.calibration_interval,
      `${path}/calibration_interval`,
      'ratio',
    ),
    slopeNote:
      entry.calibration_interval_missing === null
        ? null
        : { text: entry.calibration_interval_missing, path: `${path}/calibration_interval_missing` },
    rmse: figure(entry.rmse, `${path}/rmse`, 'distance'),
    rmseNet: figure(entry.rmse_net, `${path}/rmse_net`, 'distance'),
  };
}

function isDerived({ items }: Evaluation, item: string): boolean {
  return items.some(({ id, role }) => id === item && role === 'derived');
}
