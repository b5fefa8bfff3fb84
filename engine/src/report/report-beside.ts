import type { LadderModel } from './report.ts';
import type { Estimate, Quote, Sentence, StudyPath } from './shown.ts';

/** The models that were named, side by side. */
export interface SideBySide {
  /** The subject first. */
  readonly models: readonly LadderModel[];
  readonly rows: readonly SideBySideRow[];
  /** Every two of the models. */
  readonly pairs: readonly ModelPair[];
}

/** One thing that is measured, or what a model is compared with. */
export interface SideBySideRow {
  readonly label: string;
  /** What is best, in a few words; empty where the label says it. */
  readonly note: string;
  readonly place: StudyPath;
  /** What people show, where that is the target; null otherwise. */
  readonly people: Sentence | null;
  /** One a model, in the order of `models`; empty where there is nothing to show. */
  readonly values: readonly SideBySideValue[];
}

export interface SideBySideValue {
  readonly shown: Sentence;
  /** More about it, for where there is room. */
  readonly detail: Sentence;
  /** Whether the model is nearer to people than what the row names; null for rows that measure. */
  readonly verdict: ModelPair['verdict'] | null;
}

export interface ModelPair {
  readonly model: string;
  readonly against: string;
  readonly verdict: 'better' | 'worse' | 'cannot be told apart';
  /** Mean distance of `model` minus that of `against`: below 0 `model` is nearer to people. */
  readonly difference: Estimate;
  readonly sentence: Quote;
}
