import type { Range } from '#engine/text';
import type { DiagnosticCode } from './codes.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place in the same file that explains the diagnostic. */
export interface RelatedPlace {
  readonly range: Range;
  readonly message: string;
}

/** What a fix needs to know. `replacement` takes the place of the diagnostic's own range. */
export interface DiagnosticData {
  readonly replacement?: string;
  /** The name, value or path that the diagnostic is about. */
  readonly subject?: string;
  /** The data values that it is about, the most frequent first; left out where they are no short list. */
  readonly values?: readonly CountedValue[];
  readonly [key: string]: string | number | boolean | readonly CountedValue[] | undefined;
}

/** A data value, and how many people have it. */
export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** Something that an author should know about a place in the study file. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly RelatedPlace[];
  readonly data: DiagnosticData;
}

/** What a stage gives back: always a value, and what there is to say about it. */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
