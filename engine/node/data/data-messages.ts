import type { CountedColumn, DataError, Diagnostic, ListedRespondent, PeopleFacts } from '#engine';
import type { PromptFound, StudyQuestion } from '../study/study-questions.ts';
import type { DataFileOptions } from './read-data-file.ts';

/** A data file, and how it is read. */
export interface DataFile {
  readonly path: string;
  readonly options: DataFileOptions;
}

/** A study that is to be looked at on the data. */
export interface StudyText {
  /** Whose text it is: of several texts of one study only the newest is looked at. */
  readonly about: string;
  readonly text: string;
  /** The file of further personas, read again when its stamp is another; null where the study names none. */
  readonly further: (DataFile & { readonly stamp: string }) | null;
}

/** `look`: what the data say of the study as a whole. */
export type DataQuestion = { readonly kind: 'look' } | StudyQuestion;

/** What the data say of a study. */
export interface Look {
  /** What `checkStudy` says. */
  readonly checks: readonly Diagnostic[];
  readonly facts: PeopleFacts | null;
  /** How many respondents a run would ask; null where that cannot be known. */
  readonly respondents: number | null;
}

/** The answer has the kind of its question. */
export type DataAnswer =
  | { readonly kind: 'look'; readonly look: Look }
  | { readonly kind: 'prompt'; readonly found: PromptFound }
  | { readonly kind: 'respondents'; readonly found: readonly ListedRespondent[] }
  /** A newer text of the study was asked about meanwhile. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'failed'; readonly reason: string };

/** To whoever holds the data. */
export type ToData =
  /** Hand over the next column that was read. */
  | { readonly kind: 'next' }
  | { readonly kind: 'ask'; readonly id: number; readonly study: StudyText; readonly question: DataQuestion };

/** From whoever holds the data. */
export type FromData =
  | { readonly kind: 'column'; readonly column: CountedColumn }
  /** All columns are handed over. */
  | { readonly kind: 'read'; readonly rows: number }
  /** The file cannot be read. */
  | { readonly kind: 'failed'; readonly error: DataError }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: DataAnswer };
