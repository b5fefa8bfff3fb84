import path from 'node:path';
import type { DataFileOptions, DataFileResult } from '#engine/node';
import type { OpenStudy } from './open-studies.ts';
import type { World } from './world.ts';

export interface DataFiles {
  /**
   * The table that a study names, read once until the file or the way of reading it changes; null when the study names
   * none, or is not itself a file.
   */
  readonly of: (open: OpenStudy) => Promise<DataFileResult | null>;
  /** The same for the file of further personas that `sample` names. */
  readonly furtherOf: (open: OpenStudy) => Promise<DataFileResult | null>;
  /** Forgets the files that none of these studies names. */
  readonly keepOnly: (studies: readonly OpenStudy[]) => void;
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

export function dataFiles(world: World): DataFiles {
  const cache = new Map<string, { readonly stamp: string; readonly result: Promise<DataFileResult> }>();
  async function tableAt(file: string | null, options: DataFileOptions): Promise<DataFileResult | null> {
    if (file === null) {
      return null;
    }
    const key = keyOf(file, options);
    const stamp = (await world.stamp(file)) ?? 'missing';
    const known = cache.get(key);
    if (known !== undefined && known.stamp === stamp) {
      return known.result;
    }
    const result = world.readData(file, options);
    cache.set(key, { stamp, result });
    return result;
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
