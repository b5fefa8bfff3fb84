/** A number as it is shown. `path` is the JSON pointer of the number in the evaluation; null is shown as a dash. */
export interface Figure {
  readonly value: number | null;
  readonly text: string;
  readonly path: string;
}

/** Text with figures between, to be read one after the other. */
export type Sentence = readonly (string | Figure)[];

/** Text that stands in the evaluation as it is shown; `path` is its JSON pointer. */
export interface Quote {
  readonly text: string;
  readonly path: string;
}

/** An estimate with its interval; both ends are null where there is none. */
export interface Estimate {
  readonly estimate: Figure;
  readonly lower: Figure | null;
  readonly upper: Figure | null;
}

/** Where in the study a row comes from: a path that `placeOfPath` understands, or null when it is of no one place. */
export type StudyPath = string | null;

export type Outcome = 'PASS' | 'FAIL' | 'UNDECIDED';
export type CellVerdict = 'misaligned' | 'aligned' | 'undecided' | 'too small';
