import type { Estimate, Figure, Quote, Sentence, StudyPath } from './shown.ts';

export interface RegressionTable {
  readonly id: string;
  readonly formula: string;
  readonly family: string;
  readonly errors: string;
  /** In what the coefficients are given, such as `log-odds`. */
  readonly unit: string;
  readonly place: StudyPath;
  /** People, the pilot where there is one, and the subject. */
  readonly samples: readonly RegressionSample[];
  readonly coefficients: readonly CoefficientRow[];
  /** How many coefficients were recovered, and the scores made of these counts; null where either side has no fit. */
  readonly agreement: Sentence | null;
}

export interface RegressionSample {
  readonly name: 'people' | 'pilot' | 'simulated';
  readonly isFitted: boolean;
  readonly nUsed: Figure;
  readonly nLeftOut: Figure;
  readonly problems: readonly Quote[];
}

export interface CoefficientRow {
  readonly name: string;
  readonly term: string | null;
  readonly place: StudyPath;
  readonly people: Coefficient | null;
  readonly pilot: Coefficient | null;
  readonly simulated: Coefficient | null;
  readonly recovery: Recovery;
  readonly standardizedDifference: Figure;
  /** Of the difference of the two estimates, after Holm's correction. */
  readonly holm: Figure;
  /** Whether `holm` keeps people and their twins together. */
  readonly isPaired: boolean;
}

/** What became of a coefficient: TP, FN, FP, a significant one with the other sign, TN; intercepts are not counted. */
export type Recovery = 'recovered' | 'missed' | 'invented' | 'flipped' | 'neither' | 'not counted';

export interface Coefficient extends Estimate {
  /** Whether the estimate is one: where not, it only shows how far the fit went before it was given up. */
  readonly isFinite: boolean;
  readonly error: Figure;
  readonly p: Figure;
  readonly isSignificant: boolean;
}

export interface Effects {
  readonly rows: readonly EffectRow[];
  readonly summary: EffectSummary | null;
}

export interface EffectSummary {
  readonly nEffects: Figure;
  readonly isTooFew: boolean;
  /** Whether the rows have effects on derived variables, which do not enter here. */
  readonly hasDerived: boolean;
  readonly correlation: Figure;
  readonly slope: Estimate;
  /** Why the slope has no interval; null where it has one. */
  readonly slopeNote: Quote | null;
  readonly rmse: Figure;
  readonly rmseNet: Figure;
}

export interface EffectRow {
  readonly treatment: string;
  readonly arm: string;
  readonly reference: string;
  readonly item: string;
  /** The option, for nominal items. */
  readonly option: string | null;
  readonly place: StudyPath;
  readonly human: Estimate | null;
  readonly simulated: Estimate | null;
}
