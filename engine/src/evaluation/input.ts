import type { CodedTable, People, Split } from '#engine/data';
import type { Study } from '#engine/study';
import type { Asked, ModelSettings } from './generated/evaluation-types.ts';

/** Everything that an evaluation is made from. */
export interface EvaluationInput {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  /** The model that is judged. */
  readonly subject: ModelAnswers;
  /** Further models that stand beside the subject: measured as it is, and compared with it and with each other. */
  readonly beside?: readonly ModelAnswers[];
  /** The built-in respondents, in order, asked the same as the subject. May hold the subject itself, or one that stands beside it. */
  readonly ladder: readonly ModelAnswers[];
  readonly seed: number;
  /** The version of Understudy. */
  readonly version: string;
  readonly draws?: Partial<DrawNumbers>;
  /** Further runs of the subject's model, made with another seed or in other words, and how the subject was worded. */
  readonly sensitivity?: { readonly wording: string; readonly runs: readonly SensitivityRun[] };
  /** How often runs of this study were evaluated on these held-out people before; 0 if not known. */
  readonly earlierEvaluations?: number;
}

/** A run that shows how much the subject's figures move. `wording` is equal where respondents read the same words. */
export interface SensitivityRun {
  readonly model: ModelAnswers;
  readonly seed: number;
  readonly wording: string;
}

/** How many random draws an evaluation makes; see `defaultDraws`. */
export interface DrawNumbers {
  readonly permutations: number;
  readonly bootstrap: number;
  /** Bootstrap samples of people behind `sign_f1_people`. */
  readonly refits: number;
  /** Subsamples of a run that is larger than the human sample. */
  readonly subsamples: number;
}

/** The numbers that the measures ask for. `permutations` grows with the number of cells. */
export const defaultDraws: DrawNumbers = { permutations: 10_000, bootstrap: 2_000, refits: 200, subsamples: 100 };

/** The answers of one model. */
export interface ModelAnswers {
  readonly id: string;
  readonly kind: 'built-in' | 'endpoint' | 'tuned' | 'answers';
  /** The name of the run on disk, if there is one. */
  readonly run: string | null;
  /** Respondents in the plan. */
  readonly n_planned: number;
  /** How often each is asked. */
  readonly repeats: number;
  /** Sampling temperature, where the model has one. */
  readonly temperature?: number | null;
  /** How an endpoint was called, how the run asked, and the file of answers from elsewhere: told in the evaluation as they are. */
  readonly settings?: ModelSettings;
  readonly asked?: Asked;
  readonly file?: string;
  /** Answers by seed: the run itself first, then the further seeds of a built-in model. */
  readonly seeds: readonly [AnswerTable, ...AnswerTable[]];
  /** What the model itself had to say, such as that the pilot lacks an arm. */
  readonly notes?: readonly string[];
  /** Answers of further personas, who are nobody's twin: for rectified estimates, and nothing else. */
  readonly further?: FurtherAnswers;
}

/** Answers of further personas of the held-outs' population: one row for each persona and repeat. */
export interface FurtherAnswers {
  readonly n_planned: number;
  /** With attributes, treatments and items. */
  readonly table: CodedTable;
  /** For each row which persona it is, from 0. */
  readonly personas: Int32Array;
}

/** Answers in rows: one row for each respondent and repeat that was asked. */
export interface AnswerTable {
  /** With attributes, treatments and items; `ids` name the respondent and repeat where it was asked several times. */
  readonly table: CodedTable;
  /** The id of each row's human twin; null where respondents have none. */
  readonly twins: readonly string[] | null;
  /** The repeat of each row, from 1; null where all are 1. */
  readonly repeatOf: ArrayLike<number> | null;
  /** How each row was offered the answers of an item, as `CodedAnswers.orders` has it; left out where that is not known. */
  readonly orders?: ReadonlyMap<string, Int16Array>;
}

/** Why there is no evaluation. */
export type EvaluationFailure =
  /** One id is in pilot and held-out, or a twin is a person of the pilot. */
  | { readonly kind: 'leakage'; readonly ids: readonly string[]; readonly message: string }
  | { readonly kind: 'unknown-twins'; readonly ids: readonly string[]; readonly message: string }
  | { readonly kind: 'no-people'; readonly message: string }
  | { readonly kind: 'no-answers'; readonly message: string }
  | { readonly kind: 'cancelled'; readonly message: string };
