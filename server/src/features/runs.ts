import type { StudyRuns } from '#engine/node';
import type { OpenStudy } from '../open-studies.ts';
import type { World } from '../world.ts';

/** Answers `understudy/runs`. */
export function runsOfStudies(studies: readonly OpenStudy[], world: World): readonly StudyRuns[] {
  return studies.flatMap(({ uri, path, study }) => {
    const id = study.id.value;
    return path === null || id === '' ? [] : [{ uri, study: id, runs: world.runs(path, id) }];
  });
}
