import type { StudyRuns } from '#engine/node';

/** A study in the view, with what is said behind its id. */
export interface StudyRow {
  readonly runs: StudyRuns;
  readonly description: string;
}

/**
 * The studies that have runs; a view without anything says how to make one. Where several have the same id, as a study
 * and its copy, the name of the file tells which is which.
 */
export function studyRows(studies: readonly StudyRuns[]): readonly StudyRow[] {
  const shown = studies.filter(({ runs }) => runs.length > 0);
  return shown.map((one) => {
    const count = one.runs.length === 1 ? '1 run' : `${one.runs.length} runs`;
    const isAlone = shown.every((other) => other === one || other.study !== one.study);
    return { runs: one, description: isAlone ? count : `${fileOf(one.uri)} · ${count}` };
  });
}

function fileOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
