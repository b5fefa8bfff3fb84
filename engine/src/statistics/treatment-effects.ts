import { studentTQuantile } from './distributions.ts';
import { correlation, type Moments, mean } from './moments.ts';

/** A difference of two groups with its error and interval. */
export interface Effect {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Welch's interval of the difference of means, arm − reference, divided by `range` (the item's declared range; 1 for a
 * share). NaN below two people in a group; without any variance, an interval of no width.
 */
export function welchEffect(arm: Moments, reference: Moments, range = 1, level = 0.95): Effect {
  const fromArm = arm.variance / arm.n;
  const fromReference = reference.variance / reference.n;
  const squared = fromArm + fromReference;
  const standardError = Math.sqrt(squared) / range;
  const df = squared ** 2 / (fromArm ** 2 / (arm.n - 1) + fromReference ** 2 / (reference.n - 1));
  const estimate = (arm.mean - reference.mean) / range;
  const half = squared === 0 ? 0 : studentTQuantile((1 + level) / 2, df) * standardError;
  return { estimate, standardError, df, low: estimate - half, high: estimate + half };
}

/** The effects of one treatment arm on one item, among people and in the simulation. */
export interface EffectPair {
  readonly human: Pick<Effect, 'estimate' | 'standardError'>;
  readonly simulated: Pick<Effect, 'estimate' | 'standardError'>;
}

/** How simulated effects follow human ones; NaN where there are too few or they do not vary. */
export interface EffectAgreement {
  readonly n: number;
  readonly effectCorrelation: number;
  /** Human effects regressed on simulated ones: below 1, the simulation exaggerates. */
  readonly calibrationSlope: number;
  readonly rmse: number;
  /** √max(0, RMSE² − mean(se_h² + se_s²)). */
  readonly rmseNetOfNoise: number;
}

/** `effect_correlation`, `calibration_slope` and RMSE of measures.md, section 2. */
export function effectAgreement(pairs: readonly EffectPair[]): EffectAgreement {
  const human = pairs.map((pair) => pair.human.estimate);
  const simulated = pairs.map((pair) => pair.simulated.estimate);
  const squared = mean(pairs.map((pair) => (pair.simulated.estimate - pair.human.estimate) ** 2));
  const noise = mean(pairs.map((pair) => pair.human.standardError ** 2 + pair.simulated.standardError ** 2));
  return {
    n: pairs.length,
    effectCorrelation: correlation(human, simulated),
    calibrationSlope: slope(human, simulated),
    rmse: Math.sqrt(squared),
    rmseNetOfNoise: Math.sqrt(Math.max(0, squared - noise)),
  };
}

/** The least-squares slope of `outcome` on `predictor`; NaN where the predictor does not vary. */
function slope(outcome: readonly number[], predictor: readonly number[]): number {
  const meanOutcome = mean(outcome);
  const meanPredictor = mean(predictor);
  let cross = 0;
  let squares = 0;
  outcome.forEach((value, index) => {
    cross += (value - meanOutcome) * (predictor[index] - meanPredictor);
    squares += (predictor[index] - meanPredictor) ** 2;
  });
  return cross / squares;
}
