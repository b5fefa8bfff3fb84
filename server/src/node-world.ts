import fs from 'node:fs/promises';
import {
  evaluationFilesOf,
  largeDataInThread,
  readDataFile,
  runLister,
  studiesNamed,
  studyFilesBelow,
  watch,
} from '#engine/node';
import type { World } from './world.ts';

/** A file of so many bytes, or so many lines, is large. */
const largeBytes = 4_000_000;
const largeLines = 20_000;

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
  isLarge,
  readText: (path) => fs.readFile(path, 'utf8'),
  readData: readDataFile,
  largeData: (file) => largeDataInThread(file),
  studyFiles: studyFilesBelow,
  studiesNamed,
  evaluationFiles: evaluationFilesOf,
  runs: runLister(),
  watch,
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
  whenIdle: (work) => void setImmediate(work),
};

async function isLarge(path: string): Promise<boolean> {
  try {
    return (await fs.stat(path)).size >= largeBytes || linesIn(await fs.readFile(path)) >= largeLines;
  } catch {
    return false;
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    lines += 1;
  }
  return lines;
}
