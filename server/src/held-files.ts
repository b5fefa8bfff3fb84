import type { DataFile, LargeData, TableRead } from '#engine/node';
import { type Log, unattended } from './guard.ts';
import type { World } from './world.ts';

/** A large data file that is held elsewhere. */
export interface HeldFile {
  readonly path: string;
  readonly stamp: string;
  readonly large: LargeData;
  /** Null while it is read. */
  read: TableRead | null;
}

export interface HeldFiles {
  /**
   * The file, held as it is now; `begins` is called before a reading begins. A file that is just being written is not read
   * many times at once: the next reading begins after the one that goes on.
   */
  readonly of: (file: DataFile & { readonly stamp: string }, key: string, begins: () => void) => HeldFile;
  /** Lets go of all others. */
  readonly keepOnly: (keys: ReadonlySet<string>) => void;
}

/** `arrived` is called when a file has been read. */
export function heldFiles(world: World, log: Log, arrived: () => void): HeldFiles {
  const held = new Map<string, HeldFile>();
  return {
    of({ path, options, stamp }, key, begins) {
      const known = held.get(key);
      if (known !== undefined && (known.read === null || known.stamp === stamp)) {
        return known;
      }
      begins();
      known?.large.end();
      const file: HeldFile = { path, stamp, large: world.largeData({ path, options }), read: null };
      held.set(key, file);
      unattended('data', log, () =>
        file.large.table.then((read) => {
          file.read = read;
          if (held.get(key) === file) {
            arrived();
          }
        }),
      );
      return file;
    },
    keepOnly(keys) {
      for (const [key, { large }] of held) {
        if (!keys.has(key)) {
          held.delete(key);
          large.end();
        }
      }
    },
  };
}
