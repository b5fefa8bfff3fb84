import path from 'node:path';
import type { DataFileOptions, DataFileResult } from '#engine/node';
import { type Log, unattended } from './guard.ts';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

export interface DataFiles {
  /**
   * The table that a study names, read once until the file or the way of reading it changes; null when the study names
   * none, or is not itself a file. `reading` while a large file is read: what needs no data need not wait for it.
   */
  readonly of: (open: OpenStudy) => Promise<DataFileResult | 'reading' | null>;
  /** The same for the file of further personas that `sample` names. */
  readonly furtherOf: (open: OpenStudy) => Promise<DataFileResult | 'reading' | null>;
  /** Forgets the files that none of these studies names. */
  readonly keepOnly: (studies: readonly OpenStudy[]) => void;
}

/** Files of so many bytes or more are large: they take long enough for somebody who types to notice. */
const largeBytes = 4_000_000;

interface Known {
  readonly stamp: string;
  readonly result: Promise<DataFileResult>;
  isBeingRead: boolean;
}

/** Where the data file of a study lies, or null when it names none. */
export function dataPath(open: OpenStudy): string | null {
  const file = open.study.human?.data.value ?? '';
  return open.path === null || file === '' ? null : path.resolve(path.dirname(open.path), file);
}

/** Where the file of further personas of a study lies, or null when it names none. */
export function furtherPath(open: OpenStudy): string | null {
  const { sample } = open.study;
  const file = sample.kind === 'matched' ? (sample.further?.data.value ?? '') : '';
  return open.path === null || file === '' ? null : path.resolve(path.dirname(open.path), file);
}

/** `arrived` is called when a large file has been read. */
export function dataFiles(world: World, log: Log, arrived: () => void): DataFiles {
  const cache = new Map<string, Known>();

  function begin(file: string, options: DataFileOptions, stamp: string, isLarge: boolean): Known {
    const known: Known = { stamp, result: world.readData(file, options), isBeingRead: isLarge };
    if (isLarge) {
      unattended('data', log, () =>
        known.result
          .then(
            () => undefined,
            (error: unknown) => log(`data: ${String(error)}`),
          )
          .then(() => {
            known.isBeingRead = false;
            arrived();
          }),
      );
    }
    return known;
  }

  async function tableAt(file: string | null, options: DataFileOptions): Promise<DataFileResult | 'reading' | null> {
    if (file === null) {
      return null;
    }
    const key = keyOf(file, options);
    // A file that is just being written is not read many times at once: the next reading begins after this one.
    if (cache.get(key)?.isBeingRead === true) {
      return 'reading';
    }
    const [stamp, size] = await Promise.all([world.stamp(file), world.size(file)]);
    const known = cache.get(key);
    if (known?.isBeingRead === true) {
      return 'reading';
    }
    if (known !== undefined && known.stamp === (stamp ?? 'missing')) {
      return known.result;
    }
    const begun = begin(file, options, stamp ?? 'missing', size >= largeBytes);
    cache.set(key, begun);
    return begun.isBeingRead ? 'reading' : begun.result;
  }

  return {
    of: (open) => tableAt(dataPath(open), optionsOf(open)),
    furtherOf: (open) => tableAt(furtherPath(open), optionsOf(open)),
    keepOnly(studies) {
      const wanted = new Set(
        studies.flatMap((open) =>
          [dataPath(open), furtherPath(open)].map((file) => keyOf(file ?? '', optionsOf(open))),
        ),
      );
      for (const key of cache.keys()) {
        if (!wanted.has(key)) {
          cache.delete(key);
        }
      }
    },
  };
}

function optionsOf({ study: { human } }: OpenStudy): DataFileOptions {
  return {
    headerRows: human?.headerRows.value ?? 1,
    encoding: human?.encoding?.value ?? null,
    delimiter: human?.delimiter?.value ?? null,
  };
}

function keyOf(file: string, options: DataFileOptions): string {
  return JSON.stringify([file, options.headerRows, options.encoding, options.delimiter]);
}
