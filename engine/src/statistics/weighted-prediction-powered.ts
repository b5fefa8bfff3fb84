import { studentTQuantile } from './distributions.ts';
import { effectiveNumber, mean } from './moments.ts';
import {
  effectivePeople,
  gainOf,
  gainThreshold,
  type IntervalEstimate,
  type RectifiedMean,
} from './prediction-powered.ts';

/** A mean of weighted people, alone and rectified, with what decides whether rectification is worth it. */
export interface WeightedRectifiedMean extends RectifiedMean {
  /** The share of the variance that rectification takes away; 0 where ρ̃ is not above 0. */
  readonly gain: number;
  /** What it has to exceed. */
  readonly gainNeeded: number;
}

/**
 * PPI++ for a weighted mean: θ̂ = λ·mean(further) + Σw(people − λ·simulated)/Σw, each the root of its (weighted) estimating equation.
 * `weights` make the people stand for the population of which the further answers are an unweighted random sample; twins carry
 * the weights of their people. With weights scaled to a mean of 1 the covariance of two weighted means is the sandwich with HC2's
 * correction, S(x, z) = Σw²(x − x̄)(z − z̄) / (1 − w/n) / n²; V is the variance of all simulated answers, twins counting by weight,
 * δ = n·S(f, f) / (Σw(f − f̄)²/(n − 1)) the design effect of twins, C = δV/n. λ̂ = S(y, f) / (C + V/N), clipped to [0, 1];
 * Var θ̂ = S(y − λf, y − λf) + λ²V/N; ρ̃ = S(y, f)/√(S(y, y)·C). `effectivePeople` are people with such weights: n / (1 − gain),
 * gain = ρ̃²C/(C + V/N), needed 1/(k − 2) for Kish's effective number k. Intervals use Student's t with (Σw²)²/Σw⁴ − 1, Satterthwaite's
 * degrees of freedom of a sum of squares that count by w². Equal weights give what `rectifiedMean` gives. NaN below two people
 * or two further answers.
 */
export function weightedRectifiedMean(
  people: ArrayLike<number>,
  simulated: ArrayLike<number>,
  further: ArrayLike<number>,
  weights: ArrayLike<number>,
): WeightedRectifiedMean {
  const n = people.length;
  const nFurther = further.length;
  const scaled = scaledToOne(weights);
  const variance = pooledVariance(simulated, further, scaled);
  const ofTwins = sandwich(simulated, simulated, scaled);
  const own = weightedVariance(simulated, scaled);
  const designEffect = own > 0 ? (n * ofTwins) / own : 1;
  const [nTwins, ofFurther] = [n / designEffect, variance / nFurther];
  const together = sandwich(people, simulated, scaled);
  const wanted = variance > 0 ? together / (variance / nTwins + ofFurther) : 0;
  const lambda = Math.min(1, Math.max(0, wanted));
  const rest = Float64Array.from(people, (value, row) => value - lambda * simulated[row]);
  const ofPeople = sandwich(people, people, scaled);
  const ppiCorrelation =
    ofPeople > 0 && variance > 0
      ? Math.min(1, Math.max(-1, together / Math.sqrt((ofPeople * variance) / nTwins)))
      : Number.NaN;
  const df = effectiveNumber(scaled.map((weight) => weight ** 2)) - 1;
  return {
    nPeople: n,
    nFurther,
    lambda,
    ppiCorrelation,
    effectivePeople: effectivePeople(nTwins, nFurther, ppiCorrelation) * designEffect,
    gain: gainOf(nTwins, nFurther, ppiCorrelation),
    gainNeeded: gainThreshold(effectiveNumber(scaled)),
    alone: intervalOf(weightedMean(people, scaled), ofPeople, df),
    rectified: intervalOf(
      lambda * mean(further) + weightedMean(rest, scaled),
      sandwich(rest, rest, scaled) + lambda ** 2 * ofFurther,
      df,
    ),
  };
}

function scaledToOne(weights: ArrayLike<number>): Float64Array {
  const centre = mean(weights);
  return Float64Array.from(weights, (weight) => weight / centre);
}

function weightedMean(values: ArrayLike<number>, weights: Float64Array): number {
  return weights.reduce((sum, weight, row) => sum + weight * values[row], 0) / weights.length;
}

/** The covariance of the weighted means of two answers of the same people; `weights` have a mean of 1. */
function sandwich(left: ArrayLike<number>, right: ArrayLike<number>, weights: Float64Array): number {
  const n = weights.length;
  const [leftMean, rightMean] = [weightedMean(left, weights), weightedMean(right, weights)];
  const sum = weights.reduce(
    (all, weight, row) => all + (weight ** 2 * (left[row] - leftMean) * (right[row] - rightMean)) / (1 - weight / n),
    0,
  );
  return sum / n ** 2;
}

/** Σw(x − x̄)²/(n − 1). */
function weightedVariance(values: ArrayLike<number>, weights: Float64Array): number {
  const centre = weightedMean(values, weights);
  return weights.reduce((sum, weight, row) => sum + weight * (values[row] - centre) ** 2, 0) / (weights.length - 1);
}

/** Over all simulated answers, those of twins by weight; exactly 0 where none differs. */
function pooledVariance(simulated: ArrayLike<number>, further: ArrayLike<number>, weights: Float64Array): number {
  const all = [...Array.from(simulated), ...Array.from(further)];
  if (all.every((value) => value === all[0])) {
    return 0;
  }
  return weightedVariance(
    all,
    Float64Array.from(all, (_, row) => weights[row] ?? 1),
  );
}

function intervalOf(estimate: number, variance: number, df: number): IntervalEstimate {
  const standardError = Math.sqrt(variance);
  const half = studentTQuantile(0.975, df) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half };
}
