import type { CodedTable, People, Split } from '#engine/data';
import type { Study } from '#engine/study';

/** What the built-in respondents draw from. Without people, or without a pilot, only `uniform` exists. */
export interface RespondentsInput {
  readonly study: Study;
  readonly people: People | null;
  readonly split: Split | null;
  /** Whom to ask: attributes and arms, one row a respondent. A `Plan` is one. */
  readonly plan: { readonly respondents: CodedTable; readonly repeats: number };
}

/** The people whom a model may learn from, with their answers. */
export interface Pilot {
  readonly table: CodedTable;
  /** Rows of `table`. */
  readonly rows: Int32Array;
}

/** The answers of all respondents to one item, once: codes as in `CodedVariable`, and numbers for numeric items. */
export interface ItemDraw {
  readonly codes: Int16Array;
  readonly values: Float64Array | null;
}

/** Draws every item once for every respondent of the plan. */
export type DrawOnce = (seed: number, repeat: number) => ReadonlyMap<string, ItemDraw>;

/** A built-in model that is ready to draw, or why it cannot. */
export type Fitted =
  | { readonly kind: 'ready'; readonly drawOnce: DrawOnce; readonly notes: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string };
