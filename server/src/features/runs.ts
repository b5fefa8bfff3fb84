import type { StudyRuns } from '#engine/node';
import type { OpenStudy } from '../open-studies.ts';
import type { World } from '../world.ts';

/** Answers `understudy/runs`. */
export async function runsOfStudies(studies: readonly OpenStudy[], world: World): Promise<readonly StudyRuns[]> {
  const found = await Promise.all(
    studies.map(async ({ uri, path, study }): Promise<readonly StudyRuns[]> => {
      const id = study.id.value;
      return path === null || id === '' ? [] : [{ uri, study: id, runs: await world.runs(path, id) }];
    }),
  );
  return found.flat();
}
