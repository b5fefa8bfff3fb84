import path from 'node:path';
import { type DataFile, type DataFileOptions, type DataFileResult, dataFileOptions, studyOnData } from '#engine/node';
import { type Log, unattended } from './guard.ts';
import { type HeldFile, heldFiles } from './held-files.ts';
import type { OpenStudy } from './open-studies.ts';
import { notSeenYet, type SeenData, seenElsewhere, seenHere } from './seen-data.ts';
import type { World } from './world.ts';

/**
 * How long whoever asks waits for people in a large file to be looked at: not at all, because people are of no concern; for
 * a moment, after which there has to be an answer; until that is done. Nobody waits for a file to be read.
 */
export type Patience = 'none' | 'brief' | 'patient';

export interface DataFiles {
  /**
   * What is known of the data of a study. Small files are read once until they, or the way of reading them, change. A
   * large one is held elsewhere and looked at anew for every version; what is known of it comes as soon as it is there.
   */
  readonly of: (open: OpenStudy, patience: Patience) => Promise<SeenData>;
  /** Forgets the files that none of these studies names. */
  readonly keepOnly: (studies: readonly OpenStudy[]) => void;
}

/** So long somebody who types waits for a large file to be looked at, in milliseconds; what comes later is shown later. */
const briefMs = 40;

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

/** A file as it is now. */
interface FoundFile extends DataFile {
  readonly stamp: string;
  readonly isLarge: boolean;
}

/** What was last given for a study; the very same is given again while nothing has changed. */
interface Given {
  readonly open: OpenStudy;
  /** What it was made from. */
  readonly sources: readonly unknown[];
  readonly data: SeenData;
}

/** The look at one version of a study in a large file. */
interface Looking {
  readonly open: OpenStudy;
  readonly held: HeldFile;
  readonly further: FoundFile | null;
  readonly finished: Promise<void>;
  data: SeenData;
  /** Whether somebody had to do without it. */
  isLate: boolean;
}

/** `arrived` is called when something has become known that an answer given before lacks. */
export function dataFiles(
  world: World,
  log: Log,
  openStudies: () => readonly OpenStudy[],
  arrived: () => void,
): DataFiles {
  const sizes = new Map<string, { readonly stamp: string; readonly isLarge: boolean }>();
  const tables = new Map<string, { readonly stamp: string; readonly result: Promise<DataFileResult> }>();
  const held = heldFiles(world, log, arrived);
  const given = new Map<string, Given>();
  const lookings = new Map<string, Looking>();

  async function found(file: string | null, options: DataFileOptions): Promise<FoundFile | null> {
    if (file === null) {
      return null;
    }
    const stamp = (await world.stamp(file)) ?? 'missing';
    const known = sizes.get(file);
    const isLarge = known?.stamp === stamp ? known.isLarge : await world.isLarge(file);
    sizes.set(file, { stamp, isLarge });
    return { path: file, options, stamp, isLarge };
  }

  function tableOf(file: FoundFile | null): Promise<DataFileResult> | null {
    if (file === null) {
      return null;
    }
    const key = keyOf(file);
    const known = tables.get(key);
    if (known?.stamp === file.stamp) {
      return known.result;
    }
    const result = world.readData(file.path, file.options);
    tables.set(key, { stamp: file.stamp, result });
    return result;
  }

  function again(open: OpenStudy, sources: readonly unknown[], make: () => SeenData): SeenData {
    const last = given.get(open.uri);
    if (last?.open === open && last.sources.every((source, index) => source === sources[index])) {
      return last.data;
    }
    const data = make();
    given.set(open.uri, { open, sources, data });
    return data;
  }

  function here(open: OpenStudy, people: DataFileResult | null, further: DataFileResult | null): SeenData {
    const files = { people, further };
    return again(open, [people, further], () => seenHere(studyOnData(open.study, files), files));
  }

  async function elsewhere(open: OpenStudy, holder: HeldFile, further: FoundFile | null, patience: Patience) {
    if (holder.read?.kind === 'error') {
      return here(open, holder.read, null);
    }
    if (holder.read === null) {
      return again(open, [holder, null], () => notSeenYet(open.study, null));
    }
    const looking = lookAt(open, holder, further);
    if (looking.data.state === 'soon' && patience !== 'none') {
      await (patience === 'patient' ? looking.finished : atMost(briefMs, looking.finished));
      looking.isLate ||= looking.data.state === 'soon';
    }
    return looking.data;
  }

  function lookAt(open: OpenStudy, holder: HeldFile, further: FoundFile | null): Looking {
    const last = lookings.get(open.uri);
    if (last?.open === open && last.held === holder && last.further?.stamp === further?.stamp) {
      return last;
    }
    const table = holder.read?.kind === 'table' ? holder.read.table : null;
    const study = {
      about: open.uri,
      text: open.study.text,
      further: further === null ? null : { path: further.path, options: further.options, stamp: further.stamp },
    };
    const finished = holder.large.ask(study, { kind: 'look' }).then((answer) => {
      if (answer.kind === 'look') {
        looking.data = seenElsewhere(holder.large, table, study, answer.look);
      } else if (answer.kind === 'failed') {
        const error = { kind: 'unreadable', path: holder.path, reason: answer.reason } as const;
        looking.data = here(open, { kind: 'error', error }, null);
      }
      if (looking.isLate && lookings.get(open.uri) === looking) {
        arrived();
      }
    });
    const looking: Looking = {
      open,
      held: holder,
      further,
      finished,
      data: notSeenYet(open.study, table),
      isLate: false,
    };
    lookings.set(open.uri, looking);
    return looking;
  }

  function atMost(milliseconds: number, finished: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = world.later(milliseconds, resolve);
      unattended('data', log, () =>
        finished.then(() => {
          cancel();
          resolve();
        }),
      );
    });
  }

  function keepOnly(studies: readonly OpenStudy[]): void {
    const files = new Set(studies.flatMap((open) => [dataPath(open), furtherPath(open)]));
    const keys = new Set(
      studies.flatMap((open) =>
        [dataPath(open), furtherPath(open)].map((file) => keyOf({ path: file ?? '', options: optionsOf(open) })),
      ),
    );
    const uris = new Set(studies.map(({ uri }) => uri));
    held.keepOnly(keys);
    forget(tables, keys);
    forget(sizes, files);
    forget(given, uris);
    forget(lookings, uris);
  }

  return {
    async of(open, patience) {
      const options = optionsOf(open);
      const [people, further] = await Promise.all([found(dataPath(open), options), found(furtherPath(open), options)]);
      if (people === null || (!people.isLarge && further?.isLarge !== true)) {
        const [table, furtherTable] = await Promise.all([tableOf(people), tableOf(people === null ? null : further)]);
        return here(open, table, furtherTable);
      }
      const holder = held.of(people, keyOf(people), () => keepOnly(openStudies()));
      return elsewhere(open, holder, further, patience);
    },
    keepOnly,
  };
}

function optionsOf({ study: { human } }: OpenStudy): DataFileOptions {
  return human === null ? {} : dataFileOptions(human);
}

function keyOf({ path: file, options }: DataFile): string {
  return JSON.stringify([file, options.headerRows, options.encoding, options.delimiter]);
}

function forget(cache: Map<string, unknown>, wanted: ReadonlySet<string | null>): void {
  for (const key of cache.keys()) {
    if (!wanted.has(key)) {
      cache.delete(key);
    }
  }
}
