import { evaluationsToWatch, fileToWatch, runsToWatch, type Watched } from '#engine/node';
import { dataPath, furtherPath } from './data-files.ts';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

/**
 * Watches what open studies depend on: their data files, and the evaluations beside them. The server does so itself,
 * not the client: it works alike for every editor, and for data outside of the folders that are open.
 */
export interface FileWatching {
  /** Watches what these studies depend on now, and nothing else. Says whether that is something else than before. */
  readonly follow: (studies: readonly OpenStudy[]) => boolean;
}

/** What of a study is watched, each under a key of its own. */
export type Dependencies = (open: OpenStudy) => readonly (readonly [key: string, watched: Watched])[];

export function fileWatching(world: World, dependencies: Dependencies, changed: () => void): FileWatching {
  const followed = new Map<string, () => void>();
  return {
    follow(studies) {
      let isOther = false;
      const wanted = new Map(studies.flatMap(dependencies));
      for (const [key, stop] of followed) {
        if (!wanted.has(key)) {
          stop();
          followed.delete(key);
          isOther = true;
        }
      }
      for (const [key, watched] of wanted) {
        if (!followed.has(key)) {
          followed.set(key, world.watch(watched, changed));
          isOther = true;
        }
      }
      return isOther;
    },
  };
}

/** What diagnostics and lenses depend on: the evaluations and the data. */
export function evaluationsAndData(open: OpenStudy): ReturnType<Dependencies> {
  const id = open.study.id.value;
  const files = [dataPath(open), furtherPath(open)].flatMap((file) => file ?? []);
  return [
    ...(open.path === null || id === ''
      ? []
      : [[`evaluations ${open.path} ${id}`, evaluationsToWatch(open.path, id)] as const]),
    ...files.map((file) => [`data ${file}`, fileToWatch(file)] as const),
  ];
}

/** The runs of a study. */
export function runsOfStudy({ path, study }: OpenStudy): ReturnType<Dependencies> {
  const id = study.id.value;
  return path === null || id === '' ? [] : [[`runs ${path} ${id}`, runsToWatch(path, id)]];
}
