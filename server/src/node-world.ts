import fs from 'node:fs/promises';
import { evaluationFilesOf, readDataFile, readDataInWorker, runLister, studyFilesBelow, watch } from '#engine/node';
import type { World } from './world.ts';

/** Smaller files are read before a thread would have begun. */
const worthAThread = 1_000_000;

/** The machine that the server runs on. */
export const nodeWorld: World = {
  async stamp(path) {
    try {
      const { mtimeMs, size } = await fs.stat(path);
      return `${mtimeMs}:${size}`;
    } catch {
      return null;
    }
  },
  size: sizeOf,
  readText: (path) => fs.readFile(path, 'utf8'),
  async readData(path, options) {
    const read = (await sizeOf(path)) < worthAThread ? readDataFile : readDataInWorker;
    return read(path, options);
  },
  studyFiles: studyFilesBelow,
  evaluationFiles: evaluationFilesOf,
  runs: runLister(),
  watch,
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

async function sizeOf(path: string): Promise<number> {
  try {
    return (await fs.stat(path)).size;
  } catch {
    return 0;
  }
}
