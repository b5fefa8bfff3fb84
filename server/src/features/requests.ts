import { placeOfPath } from '#engine';
import type { Place, PlaceOfParams, StudyInfo } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { endpointsOf } from '../endpoints.ts';
import type { OpenStudy } from '../open-studies.ts';
import { toLspRange } from '../positions.ts';
import { runSizeOf } from '../run-size.ts';

/** Answers `understudy/studyInfo`. */
export function studyInfo(analysis: Analysis): StudyInfo {
  const { study } = analysis.open;
  return {
    study: study.id.value,
    title: study.title?.value ?? null,
    hasHumans: study.human !== null,
    errors: analysis.diagnostics().filter(({ severity }) => severity === 'error').length,
    ...runSizeOf(analysis),
    endpoints: endpointsOf(study),
  };
}

/** Answers `understudy/placeOf`. */
export function placeOf(open: OpenStudy, { path }: PlaceOfParams): Place | null {
  const range = placeOfPath(open.study, path);
  return range === null ? null : toLspRange(open.document, range);
}
