import fs from 'node:fs/promises';
import { evaluationFilesOf, readDataFile, runLister, studyFilesBelow, watch } from '#engine/node';
import type { World } from './world.ts';

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
  readText: (path) => fs.readFile(path, 'utf8'),
  readData: readDataFile,
  studyFiles: studyFilesBelow,
  evaluationFiles: evaluationFilesOf,
  runs: runLister(),
  watch,
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
