import type { Estimate, Figure, Quote, StudyPath } from './shown.ts';

/** Estimates from people and the subject's simulation together. */
export interface RectifiedEstimates {
  /** What came out, or why further personas were refused. */
  readonly summary: Quote;
  readonly isRefused: boolean;
  /** Further personas who answered, of those planned. */
  readonly nFurther: Figure;
  readonly nPlanned: Figure;
  readonly means: readonly RectifiedRow[];
  /** The same within each arm. */
  readonly arms: readonly RectifiedArmTable[];
  readonly regressions: readonly RectifiedRegressionTable[];
}

export interface RectifiedArmTable {
  /** The arm's label; with its treatment where the study has several. */
  readonly label: string;
  readonly means: readonly RectifiedRow[];
}

export interface RectifiedRegressionTable {
  readonly id: string;
  readonly place: StudyPath;
  readonly nPeople: Figure;
  readonly nFurther: Figure;
  /** Why there are no estimates. */
  readonly problem: Quote | null;
  readonly rows: readonly RectifiedRow[];
}

/** One estimate, of the people alone and rectified. */
export interface RectifiedRow {
  readonly label: string;
  readonly option: string | null;
  readonly place: StudyPath;
  readonly nPeople: Figure;
  readonly peopleAlone: Estimate | null;
  readonly rectified: Estimate | null;
  /** λ̂ or Ω̂. */
  readonly reliance: Figure;
  readonly ppiCorrelation: Figure;
  readonly effectivePeople: Figure;
  /** The built-in respondent with which people are worth most; null where there is none. */
  readonly builtIn: { readonly id: string; readonly effectivePeople: Figure } | null;
  readonly helps: boolean;
  readonly advice: Quote;
}
