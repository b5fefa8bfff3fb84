import { type Log, unattended } from './guard.ts';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

export interface SameNamedStudies {
  /**
   * The other study files in the folder of a study that have its name. They are looked up when a study, or a study under
   * this name, is first asked for; from then on nobody waits: what is old is looked up again in the background.
   */
  readonly of: (open: OpenStudy) => Promise<readonly string[]>;
  readonly forget: (uri: string) => void;
}

/** So long, in milliseconds, what was found counts: files of studies seldom come and go. */
const countsMs = 3000;

const none: readonly string[] = [];

interface Found {
  readonly id: string;
  readonly since: number;
  readonly names: readonly string[];
}

/** `changed` is called when other studies were found than an answer given before says. */
export function sameNamedStudies(world: World, log: Log, changed: () => void): SameNamedStudies {
  const found = new Map<string, Found>();
  async function look(uri: string, path: string, id: string): Promise<readonly string[]> {
    const since = world.now();
    const last = found.get(uri);
    const before = last?.id === id ? last.names : none;
    found.set(uri, { id, since, names: before });
    const names = await world.studiesNamed(path, id);
    if (found.get(uri)?.id !== id || names.join('\n') === before.join('\n')) {
      return before;
    }
    found.set(uri, { id, since, names });
    return names;
  }
  return {
    async of({ uri, path, study: { id } }) {
      if (path === null || id.value === '') {
        return none;
      }
      const last = found.get(uri);
      if (last?.id !== id.value) {
        return look(uri, path, id.value);
      }
      if (world.now() - last.since >= countsMs) {
        unattended('names of studies', log, async () => {
          if ((await look(uri, path, id.value)) !== last.names) {
            changed();
          }
        });
      }
      return last.names;
    },
    forget: (uri) => {
      found.delete(uri);
    },
  };
}
