/** A level, arm, option or point of a scale. */
export interface CategoryProposal {
  readonly label: string;
  /** Data values that mean it, where they are not just the label. */
  readonly values: readonly string[] | null;
  /** How many people it fits. */
  readonly people: number;
}

/** What kind of answers a column holds. */
export type MeasureProposal =
  | {
      readonly kind: 'categories';
      /** Whether they are written in an order that means something, lowest first. */
      readonly ordered: boolean;
      readonly categories: readonly CategoryProposal[];
      /** The label of a category that takes all other values. */
      readonly rest: string | null;
      /** The labels are numbers whose meaning only the author knows. */
      readonly areCodes: boolean;
    }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number | null;
      readonly unit: string | null;
      readonly bins: readonly number[];
    }
  | { readonly kind: 'text' };

/** What a column is in the study. */
export type RoleProposal =
  | { readonly kind: 'id' | 'weights' }
  | { readonly kind: 'treatment'; readonly categories: readonly CategoryProposal[] }
  | { readonly kind: 'attribute'; readonly measure: MeasureProposal }
  | {
      readonly kind: 'belief' | 'action';
      readonly measure: Exclude<MeasureProposal, { kind: 'text' }>;
      /** Answers that are counted apart. */
      readonly also: readonly string[];
    }
  | { readonly kind: 'left-out'; readonly why: LeftOutReason };

/** Why a column is no part of the study. */
export type LeftOutReason =
  | 'no name'
  | 'empty'
  | 'the same for everyone'
  | 'about the survey, not the person'
  | 'personal data'
  | 'another id'
  | 'open answers'
  | 'several answers in one'
  | 'dates'
  | 'too many questions'
  | 'does not fit the study language';

export interface ColumnProposal {
  readonly column: string;
  readonly id: string;
  /** The question as it was asked; null where the file does not say it. */
  readonly question: string | null;
  readonly role: RoleProposal;
}
