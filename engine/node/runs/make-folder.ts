import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from '../file-errors.ts';

/**
 * Makes a folder and those above it that are missing. Throws what the system says where that cannot be done. Node's own
 * recursive `mkdir` never comes back from a file system that refuses new folders with ENOENT, such as `/proc`.
 */
export function makeFolder(folder: string): void {
  if (fs.existsSync(folder) && fs.statSync(folder).isDirectory()) {
    return;
  }
  const parent = path.dirname(folder);
  if (parent !== folder) {
    makeFolder(parent);
  }
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in between.
    if (errorCode(error) !== 'EEXIST' || fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw error;
    }
  }
}
