import fs from 'node:fs/promises';
import path from 'node:path';

/** How many folders are looked into, and how many studies are given at most: someone may open a whole disk. */
const mostFolders = 20_000;
const mostStudies = 2_000;

/**
 * The `*.study.yaml` in a folder and all below it, absolute, folder by folder in the order of their names. Hidden folders,
 * `node_modules` and what links lead to are left out. Never rejects: what may not be read holds no study.
 */
export async function studyFilesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [folder];
  for (let seen = 0; waiting.length > 0 && seen < mostFolders && found.length < mostStudies; seen += 1) {
    const here = waiting.shift() ?? folder;
    const entries = await fs.readdir(here, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
        waiting.push(path.join(here, entry.name));
      } else if (entry.isFile() && entry.name.endsWith('.study.yaml')) {
        found.push(path.join(here, entry.name));
      }
    }
  }
  return found.slice(0, mostStudies);
}
