import { checkStudy, type StudyData } from '#engine/checks';
import { type Diagnostic, heedComments } from '#engine/diagnostics';
import { type Fix, fixesOf } from '#engine/fixes';
import { commentsOf, parseStudy, type Study } from '#engine/study';
import { dataOf } from '../checks/fixtures.ts';
import { tableOf } from '../data/helpers.ts';
import type { Fixture } from '../diagnostics/fixture-files.ts';

/** A text with everything that is said about it. */
export interface Looked {
  readonly study: Study;
  readonly data: StudyData;
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that is said about a text with these data. What the reader noted is read as the study now says; a file that may be meant is there. */
export function look(text: string, { cells, notes, error }: Pick<Fixture, 'cells' | 'notes' | 'error'>): Looked {
  const { value: study, diagnostics } = parseStudy(text);
  const asDeclared = notes.filter(
    (note) =>
      !(note.kind === 'three-header-rows-likely' && study.human?.headerRows.value === 3) &&
      !(note.kind === 'encoding' && study.human?.encoding != null),
  );
  const isFound = error?.kind === 'not-found' && study.human?.data.value.endsWith(error.instead ?? '/') === true;
  const data: StudyData =
    error !== null && !isFound
      ? { kind: 'error', error }
      : cells === null
        ? { kind: 'none' }
        : dataOf({ ...tableOf(cells), notes: asDeclared })(study);
  const looked = { data: data.kind === 'table', folder: false, evaluation: false };
  const all = [...diagnostics, ...checkStudy(study, data)];
  return { study, data, diagnostics: heedComments(all, { text, comments: commentsOf(study), looked }) };
}

export function fixesIn(diagnostic: Diagnostic, { study, data }: Looked): readonly Fix[] {
  return fixesOf(diagnostic, { study, table: data.kind === 'table' ? data.table : null });
}

export const codesOf = (found: readonly Diagnostic[]): readonly string[] => found.map(({ code }) => code).sort();
