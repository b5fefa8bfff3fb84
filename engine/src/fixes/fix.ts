import type { Diagnostic } from '#engine/diagnostics';
import type { CountedColumn, Study } from '#engine/study';
import type { Range, TextChange } from '#engine/text';

/** One thing that can be done about a diagnostic. */
export interface Fix {
  /** What it does, as a menu shows it. */
  readonly title: string;
  /** In the text of the study, not overlapping. */
  readonly changes: readonly TextChange[];
  /**
   * `only`: nothing else can have been meant, so it may be made unasked, with all others of its kind. `likely`: what most
   * authors want, and what makes this diagnostic disappear. `possible`: one of several.
   */
  readonly choice: 'only' | 'likely' | 'possible';
  /** What its author writes over, as a part of the new text of the first change. */
  readonly placeholder?: Range;
}

/** What a fix may look at. */
export interface FixContext {
  readonly study: Study;
  /** The data file; null where it could not be read, or has not been. */
  readonly table: KnownTable | null;
}

/** A data file without its people: of columns with very many values only some. */
export interface KnownTable {
  readonly rows: number;
  readonly columns: readonly CountedColumn[];
}

/** Finds what can be done about a diagnostic of one code; gives nothing where it does not know. */
export type Fixer = (diagnostic: Diagnostic, context: FixContext) => readonly Fix[];

/** A fix of one change; none where the change cannot be made. */
export function fixOf(title: string, choice: Fix['choice'], change: TextChange | null): readonly Fix[] {
  return change === null ? [] : [{ title, choice, changes: [change] }];
}

/** A text in a title: short, and on one line. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}
