import type { FailureKind } from '#engine/data';

/**
 * What one respondent answered: one line of `answers.jsonl`. An item is in `answers` (the label of a category or of an
 * `also` answer, or a number) or in `failures`, never in both; an item in neither counts as missing.
 */
export interface RespondentAnswers {
  readonly respondent: string;
  /** From 1. */
  readonly repeat: number;
  readonly answers: Readonly<Record<string, string | number>>;
  readonly failures?: Readonly<Record<string, FailureKind>>;
  /** The order in which the labels of an item were offered, where it is not the study's. */
  readonly shown?: Readonly<Record<string, readonly string[]>>;
  /** What a model replied where that could not be used as it is. */
  readonly reply?: string;
  readonly usage?: { readonly input_tokens: number; readonly output_tokens: number };
}
