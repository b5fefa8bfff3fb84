import fs from 'node:fs';
import path from 'node:path';
import { evaluationFilesOf, runsFolder } from '../evaluation/evaluation-files.ts';

/** Something on disk that may change. */
export interface Watched {
  /** The folders whose entries matter. Those that do not exist yet are waited for. */
  readonly folders: () => readonly string[];
  /** A text that is another when what is watched has changed. */
  readonly stamp: () => Promise<string>;
}

/** Changes that come closer together than this, in milliseconds, are told once. */
const settleMs = 40;

/**
 * Calls `changed` whenever the stamp of what is watched becomes another. Folder by folder, and looking again after each
 * folder that appears: a recursive watcher can miss what is written into a folder that is just being made. Returns the
 * function that ends it.
 */
export function watch(watched: Watched, changed: () => void): () => void {
  const watchers = new Map<string, fs.FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let known: string | undefined;

  async function look(): Promise<void> {
    cover(watched, watchers, soon);
    const stamp = await watched.stamp();
    const isNew = known !== undefined && stamp !== known;
    known = stamp;
    if (isNew && !isOver) {
      changed();
    }
  }
  function soon(): void {
    clearTimeout(timer);
    if (!isOver) {
      timer = setTimeout(() => {
        look().catch(() => undefined); // a stamp that cannot be made now is made at the next change
      }, settleMs);
    }
  }
  look().catch(() => undefined);
  return () => {
    isOver = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) {
      watcher.close();
    }
    watchers.clear();
  };
}

/** What to watch to hear of the evaluations of a study. */
export function evaluationsToWatch(studyFile: string, study: string): Watched {
  const root = runsFolder(studyFile, study);
  return {
    folders: () => [root, ...foldersIn(root)],
    stamp: async () => JSON.stringify(await evaluationFilesOf(studyFile, study)),
  };
}

/** What to watch to hear of the runs of a study: each one's start, end, evaluation and going. */
export function runsToWatch(studyFile: string, study: string): Watched {
  const root = runsFolder(studyFile, study);
  return {
    folders: () => [root, ...foldersIn(root)],
    stamp: async () => JSON.stringify(foldersIn(root).map((folder) => [folder, ...runFiles.map(stampIn(folder))])),
  };
}

const runFiles = ['run.json', 'run.lock', 'evaluation.json', 'report.html'] as const;

/** The heart of a run's lock beats in its content, so of the lock only counts whether it is there. */
function stampIn(folder: string): (name: (typeof runFiles)[number]) => string {
  return (name) => {
    const found = fs.statSync(path.join(folder, name), { throwIfNoEntry: false });
    return found === undefined ? '' : name === 'run.lock' ? 'there' : `${found.mtimeMs}:${found.size}`;
  };
}

/** What to watch to hear of a file. */
export function fileToWatch(file: string): Watched {
  return {
    folders: () => [path.dirname(file)],
    stamp: async () => {
      const found = fs.statSync(file, { throwIfNoEntry: false });
      return found === undefined ? 'missing' : `${found.mtimeMs}:${found.size}`;
    },
  };
}

/** Watches every folder that there is, and for the others the nearest one above that there is, until no more appear. */
function cover(watched: Watched, watchers: Map<string, fs.FSWatcher>, soon: () => void): void {
  let isComplete = false;
  while (!isComplete) {
    const wanted = new Set(watched.folders().map(nearestFolder));
    for (const [folder, watcher] of watchers) {
      if (!wanted.has(folder)) {
        watcher.close();
        watchers.delete(folder);
      }
    }
    const missing = [...wanted].filter((folder) => !watchers.has(folder));
    isComplete = missing.length === 0 || !missing.some((folder) => start(folder, watchers, soon));
  }
}

function start(folder: string, watchers: Map<string, fs.FSWatcher>, soon: () => void): boolean {
  try {
    const watcher = fs.watch(folder, { persistent: false }, soon);
    watcher.on('error', () => {
      watcher.close();
      watchers.delete(folder);
      soon();
    });
    watchers.set(folder, watcher);
    return true;
  } catch {
    return false; // it has gone, or may not be watched
  }
}

function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!fs.existsSync(nearest) && path.dirname(nearest) !== nearest) {
    nearest = path.dirname(nearest);
  }
  return nearest;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(folder, entry.name));
  } catch {
    return [];
  }
}
