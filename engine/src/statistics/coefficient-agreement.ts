import { normalTwoSided } from './distributions.ts';

/** One coefficient of one side. */
export interface CoefficientEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly interval: readonly [number, number];
}

/** How one coefficient of the simulated compares with the human one. */
export interface CoefficientComparison {
  /** |b_s − b_h| / se_h. */
  readonly standardizedCoefficientDifference: number;
  readonly ciOverlap: number;
  /** (b_s − b_h) / √(se_h² + se_s²), and its two-sided p, unadjusted. */
  readonly z: number;
  readonly pDifference: number;
  readonly signAgreement: boolean;
  readonly significanceAgreement: boolean;
}

/** The measures of measures.md, section 5, for one coefficient; `alpha` .05 if left out. */
export function compareCoefficients(
  human: CoefficientEstimate,
  simulated: CoefficientEstimate,
  alpha = 0.05,
): CoefficientComparison {
  const difference = simulated.estimate - human.estimate;
  const z = difference / Math.hypot(human.standardError, simulated.standardError);
  return {
    standardizedCoefficientDifference: Math.abs(difference) / human.standardError,
    ciOverlap: ciOverlap(human.interval, simulated.interval),
    z,
    pDifference: normalTwoSided(z),
    signAgreement: Math.sign(human.estimate) === Math.sign(simulated.estimate),
    significanceAgreement: human.pValue <= alpha === simulated.pValue <= alpha,
  };
}

/** ½ of the overlap as parts of each interval (Karr and others 2006): 1 where identical, below 0 where disjoint. */
export function ciOverlap(human: readonly [number, number], simulated: readonly [number, number]): number {
  const shared = Math.min(human[1], simulated[1]) - Math.max(human[0], simulated[0]);
  return (shared / (human[1] - human[0]) + shared / (simulated[1] - simulated[0])) / 2;
}

/** Significant coefficients found and missed. A flip (both significant, signs opposite) counts in `falsePositives` and in `falseNegatives`. */
export interface ConfusionCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly signFlips: number;
}

/**
 * Counts over coefficients (without intercepts and thresholds): what is significant among humans is what was to be found.
 * Coefficients that a side lacks (NaN) are not counted.
 */
export function confusionOf(
  pairs: readonly {
    readonly human: Pick<CoefficientEstimate, 'estimate' | 'pValue'>;
    readonly simulated: Pick<CoefficientEstimate, 'estimate' | 'pValue'>;
  }[],
  alpha = 0.05,
): ConfusionCounts {
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  let trueNegatives = 0;
  let signFlips = 0;
  for (const { human, simulated } of pairs) {
    if (Number.isNaN(human.pValue) || Number.isNaN(simulated.pValue)) {
      continue;
    }
    const wanted = human.pValue <= alpha;
    const found = simulated.pValue <= alpha;
    if (wanted && found) {
      if (Math.sign(human.estimate) === Math.sign(simulated.estimate)) {
        truePositives += 1;
      } else {
        signFlips += 1;
        falsePositives += 1;
        falseNegatives += 1;
      }
    } else if (found) {
      falsePositives += 1;
    } else if (wanted) {
      falseNegatives += 1;
    } else {
      trueNegatives += 1;
    }
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives, signFlips };
}

/** `sign_f1`: 2 TP / (2 TP + FP + FN); null where nothing was significant on either side. Also for mean counts. */
export function signF1({ truePositives, falsePositives, falseNegatives }: ConfusionCounts): number | null {
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return all > 0 ? (2 * truePositives) / all : null;
}

/** `false_positive_rate`: (FP − flips) / human non-significant; null where every human coefficient is significant. */
export function falsePositiveRate({ falsePositives, trueNegatives, signFlips }: ConfusionCounts): number | null {
  const humanNull = falsePositives - signFlips + trueNegatives;
  return humanNull > 0 ? (falsePositives - signFlips) / humanNull : null;
}
