import { evaluationsToWatch, fileToWatch, type Watched } from '#engine/node';
import { dataPath } from './data-files.ts';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

/**
 * Watches what open studies depend on: their data files, and the evaluations beside them. The server does so itself,
 * not the client: it works alike for every editor, and for data outside of the folders that are open.
 */
export interface FileWatching {
  /** Watches what these studies depend on now, and nothing else. */
  readonly follow: (studies: readonly OpenStudy[]) => void;
}

export function fileWatching(world: World, changed: () => void): FileWatching {
  const followed = new Map<string, () => void>();
  return {
    follow(studies) {
      const wanted = new Map(studies.flatMap(dependencies));
      for (const [key, stop] of followed) {
        if (!wanted.has(key)) {
          stop();
          followed.delete(key);
        }
      }
      for (const [key, watched] of wanted) {
        if (!followed.has(key)) {
          followed.set(key, world.watch(watched, changed));
        }
      }
    },
  };
}

function dependencies(open: OpenStudy): readonly (readonly [key: string, watched: Watched])[] {
  const id = open.study.id.value;
  const data = dataPath(open);
  return [
    ...(open.path === null || id === ''
      ? []
      : [[`evaluations ${open.path} ${id}`, evaluationsToWatch(open.path, id)] as const]),
    ...(data === null ? [] : [[`data ${data}`, fileToWatch(data)] as const]),
  ];
}
