import type { Condition, Derivation, Formula } from '#engine/formula';
import type { MappedText, Range } from '#engine/text';

/** A value and the place in the file that it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly range: Range;
}

/**
 * A study file, typed. Every leaf knows where it stands. A section that is broken is left out, or empty, and has been
 * reported; the others are whole. `text` is the file that all ranges speak of.
 */
export interface Study {
  readonly text: string;
  readonly id: Located<string>;
  readonly title: Located<string> | null;
  readonly source: Located<string> | null;
  readonly human: Human | null;
  readonly attributes: readonly Attribute[];
  readonly sample: Sample;
  /** Where `sample` asks for people although there is no `human`; null elsewhere. */
  readonly sampleWithoutPeople: Range | null;
  readonly personaPrompt: Template | null;
  readonly treatments: readonly Treatment[];
  /** Beliefs, then actions, in the order of the file. */
  readonly items: readonly Item[];
  /** In the order of the file: each is computed from what is above, and from derived variables before it. */
  readonly derived: readonly Derived[];
  /** Every item once and every treatment once, in the order in which a respondent meets them. */
  readonly order: readonly OrderEntry[];
  /** The names as `order` lists them, also those that the study does not define; null without `order`. */
  readonly writtenOrder: readonly Located<string>[] | null;
  readonly rules: readonly CoherenceRule[];
  readonly regressions: readonly Regression[];
  readonly subgroups: readonly Subgroup[];
  readonly alignment: Alignment;
  readonly models: readonly Model[];
  readonly simulation: Simulation;
}

/** Attribute, treatment, item or derived variable: what a formula or condition can name. They share one namespace. */
export type Variable = Attribute | Treatment | Item | Derived;

export interface Human {
  readonly range: Range;
  readonly data: Located<string>;
  readonly id: Located<string> | null;
  /** Whether the data were made by a program instead of asking people. */
  readonly synthetic: boolean;
  /** When they became public: a year, month or day as it is written. */
  readonly published: Located<string> | null;
  readonly weights: Located<string> | null;
  readonly where: ParsedCondition | null;
  readonly missing: readonly Located<string>[];
  /** How many header rows the file has: 1, or 3 as Qualtrics writes them. */
  readonly headerRows: Located<number>;
  readonly encoding: Located<string> | null;
  readonly delimiter: Located<string> | null;
  readonly pilot: Pilot | null;
}

export interface Pilot {
  readonly range: Range;
  readonly size: Located<number>;
  readonly seed: number;
  readonly stratify: readonly Located<string>[];
}

/**
 * One category of an attribute, a treatment or an item: a level, an arm, an option, a point of a scale.
 * `values` are the data values that mean it (as source text); `"*"` takes the rest. `score` is the number by which an
 * ordinal answer is ordered and enters formulas (its position from 1 if none is given). `text` is what prompts say.
 */
export interface Category {
  readonly label: Located<string>;
  readonly values: readonly Located<string>[];
  readonly takesRest: boolean;
  readonly score: number;
  readonly text: string;
  /** The whole entry in the file. */
  readonly range: Range;
}

interface Named {
  /** The id, with the range of its key. */
  readonly id: Located<string>;
  /** Key and value. */
  readonly range: Range;
  readonly title: Located<string> | null;
  /** The data column; null means a column named as the id. */
  readonly column: Located<string> | null;
}

export type AttributeMeasure =
  | { readonly kind: 'levels'; readonly ordered: boolean; readonly levels: readonly Category[] }
  | { readonly kind: 'number'; readonly number: NumberRange; readonly bins: readonly Located<number>[] }
  | { readonly kind: 'text' };

export interface Attribute extends Named {
  readonly kind: 'attribute';
  readonly measure: AttributeMeasure;
}

export interface NumberRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  readonly unit: string | null;
  readonly range: Range;
}

export interface Arm extends Category {
  readonly prompt: Template | null;
}

export interface Treatment extends Named {
  readonly kind: 'treatment';
  /** The first is the reference. */
  readonly arms: readonly Arm[];
}

export type ItemMeasure =
  | { readonly kind: 'ordinal'; readonly categories: readonly Category[] }
  | { readonly kind: 'nominal'; readonly categories: readonly Category[] }
  | { readonly kind: 'numeric'; readonly number: NumberRange; readonly bins: readonly Located<number>[] };

export interface Item extends Named {
  readonly kind: 'item';
  readonly role: 'belief' | 'action';
  readonly ask: Template;
  readonly measure: ItemMeasure;
  /** Answers outside the scale, such as "Don't know": offered, counted apart, never a point. */
  readonly also: readonly Category[];
}

/**
 * A variable that is computed for every respondent and never asked. Missing where a part is missing, but for functions
 * that need only `atLeast` of their parts.
 */
export interface Derived extends Named {
  readonly kind: 'derived';
  /** It is in no data file. */
  readonly column: null;
  readonly source: MappedText;
  /** Null when the text cannot be read; that has been reported. */
  readonly value: Derivation | null;
  readonly atLeast: Located<number> | null;
  /** A number, with the limits that follow from those of its parts (null where they have none); `step` is 1 where it is always whole. */
  readonly measure: Extract<ItemMeasure, { readonly kind: 'numeric' }>;
  /** Whether an item is among what it rests on: then it is compared as items are. */
  readonly isAnswer: boolean;
}

/** Text with placeholders. `{{name}}` inserts an attribute's value or a treatment's prompt; `\{{` is literal. */
export interface Template {
  readonly source: MappedText;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly range: Range };

export type OrderEntry = { readonly kind: 'item' | 'treatment'; readonly id: string; readonly range: Range | null };

export interface ParsedCondition {
  readonly source: MappedText;
  /** Null when the text cannot be read; that has been reported. */
  readonly condition: Condition | null;
}

export interface CoherenceRule {
  readonly id: Located<string>;
  readonly range: Range;
  readonly when: ParsedCondition;
  /** `then` of the file. */
  readonly expect: ParsedCondition;
}

export type Family = 'gaussian' | 'binomial' | 'ordinal' | 'poisson';
export type ErrorKind =
  | { readonly kind: 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' }
  | { readonly kind: 'cluster'; readonly column: string };

export interface Regression {
  readonly id: Located<string>;
  readonly range: Range;
  readonly source: MappedText;
  readonly formula: Formula;
  readonly family: Located<Family>;
  readonly errors: Located<ErrorKind>;
  /** The column in `cluster(…)`, where it stands; null for other errors. */
  readonly cluster: Located<string> | null;
}

/** One entry of `subgroups`: one attribute, or several crossed. */
export interface Subgroup {
  readonly attributes: readonly Located<string>[];
  readonly range: Range;
}

export interface Alignment {
  readonly min_n: number;
  readonly fdr: number;
  readonly margin: number;
}

export type Sample =
  | { readonly kind: 'matched'; readonly further?: FurtherSource }
  | { readonly kind: 'draw'; readonly n: number; readonly quotas: readonly Quota[] | null }
  | { readonly kind: 'each'; readonly n: number };

/** Where further personas come from: people of the held-outs' population who were not asked. */
export interface FurtherSource {
  /** The data file. */
  readonly data: Located<string>;
  /** How many of its people are simulated; all where there is none. */
  readonly n: Located<number> | null;
}

export interface Quota {
  readonly attribute: Located<string>;
  readonly shares: readonly { readonly label: Located<string>; readonly share: number }[];
}

export type Model = EndpointModel | TunedModel;

export interface EndpointModel {
  readonly kind: 'openai';
  readonly id: Located<string>;
  readonly range: Range;
  readonly model: Located<string>;
  readonly base_url: Located<string> | null;
  readonly key_env: string;
  /** When the model's knowledge ends: a year, month or day as it is written. */
  readonly knowledge_cutoff: Located<string> | null;
  readonly temperature: number | null;
  readonly max_tokens: number | null;
  readonly seed: number | null;
  readonly concurrency: number | null;
}

export interface TunedModel {
  readonly kind: 'tuned';
  readonly id: Located<string>;
  readonly range: Range;
  readonly tune: Located<string>;
  readonly on: Located<string>;
}

export interface Simulation {
  readonly ask: 'questionnaire' | 'interview' | 'distribution';
  readonly repeats: number;
  readonly seed: number;
  readonly shuffle: boolean;
}

/** The names of the built-in respondents, which no model of a study may take. Cheapest first. */
export const builtInModels = ['uniform', 'pooled', 'resample', 'regression'] as const;
export type BuiltInModel = (typeof builtInModels)[number];
