import { effectAgreement, momentsOfCounts, welchEffect } from '#engine/statistics';
import { type BootstrapFigures, percentileInterval } from './bootstrap-figures.ts';
import { type PlannedEffect, plannedEffects } from './bootstrap-plan.ts';
import { countCell } from './cell-counts.ts';
import type { EffectSummary, Estimate, TreatmentEffect, TreatmentEffects } from './generated/evaluation-types.ts';
import { wasAsked } from './measured-items.ts';
import { finite, finiteInterval } from './numbers.ts';
import type { ModelSide, Sides } from './sides.ts';

/** With fewer effects than this a correlation or slope of effects says nothing. */
const FEWEST_EFFECTS = 8;

/** The effects of the arms, of people and every model; summed up over the items that were asked. */
export function treatmentEffects(sides: Sides, figures: BootstrapFigures): TreatmentEffects {
  const planned = plannedEffects(sides);
  const effects = sides.models.flatMap((model) => planned.map((effect) => measured(sides, model, effect)));
  const asked = new Set(sides.items.filter(wasAsked).map(({ id }) => id));
  const ofItems = effects.filter(({ item }) => asked.has(item));
  return {
    effects,
    summary: planned.length === 0 ? [] : sides.models.map((model) => summaryOf(model, ofItems, figures)),
  };
}

function measured(sides: Sides, model: ModelSide, effect: PlannedEffect): TreatmentEffect {
  const item = sides.items.indexOf(effect.item);
  const slice = (arm: string): number =>
    sides.slices.findIndex(
      (known) => known.group.length === 0 && known.arm?.treatment === effect.treatment && known.arm.label === arm,
    );
  // All of the first seed: a mean over seeds would hide the noise that `rmse_net` takes away.
  const arm = countCell(sides, model, 0, item, slice(effect.arm));
  const reference = countCell(sides, model, 0, item, slice(effect.reference));
  return {
    model: model.id,
    item: effect.item.id,
    treatment: effect.treatment,
    arm: effect.arm,
    reference: effect.reference,
    option: effect.option,
    human: welch(arm.human, reference.human, effect.values),
    simulated: welch(arm.simulated, reference.simulated, effect.values),
  };
}

/** Difference of two means with Welch's error and 95 % interval, cut at what is possible; null with fewer than two answers on a side. */
function welch(arm: Float64Array, reference: Float64Array, values: Float64Array): Estimate | null {
  const effect = welchEffect(momentsOfCounts(arm, values), momentsOfCounts(reference, values));
  return Number.isFinite(effect.standardError)
    ? {
        estimate: effect.estimate,
        error: effect.standardError,
        interval: finiteInterval(Math.max(-1, effect.low), Math.min(1, effect.high)),
      }
    : null;
}

function summaryOf(model: ModelSide, effects: readonly TreatmentEffect[], figures: BootstrapFigures): EffectSummary {
  const pairs = effects.flatMap(({ model: id, human, simulated }) =>
    id === model.id && human !== null && simulated !== null ? [{ human, simulated }] : [],
  );
  const agreement = effectAgreement(
    pairs.map((pair) => ({
      human: { estimate: pair.human.estimate, standardError: pair.human.error },
      simulated: { estimate: pair.simulated.estimate, standardError: pair.simulated.error },
    })),
  );
  const slope = pairs.length > 1 ? finite(agreement.calibrationSlope) : null;
  const drawn = percentileInterval(figures.drawn({ kind: 'calibration-slope', model: model.id }), 0.95);
  // Resampling adds noise to the simulated effects, which flattens the slope: far enough, and the interval misses it.
  const misses = slope !== null && drawn !== null && (slope < drawn[0] || slope > drawn[1]);
  return {
    model: model.id,
    n_effects: pairs.length,
    too_few: pairs.length < FEWEST_EFFECTS,
    effect_correlation: pairs.length > 1 ? finite(agreement.effectCorrelation) : null,
    calibration_slope: slope,
    calibration_interval: slope === null || misses ? null : drawn,
    calibration_interval_missing: misses
      ? 'Resampled effects are so noisy that their slopes lie beside the slope itself: no interval can be given.'
      : null,
    rmse: finite(agreement.rmse),
    rmse_net: finite(agreement.rmseNetOfNoise),
  };
}
