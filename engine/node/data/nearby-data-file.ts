import fs from 'node:fs/promises';
import path from 'node:path';
import { nearest } from '#engine';

/**
 * The name of the data file that may be meant by a path where none is, as after a file was renamed: the one in the same
 * folder whose name is near, or else the only one. Null where there is no such file, or no such folder.
 */
export async function nearbyDataFile(wanted: string): Promise<string | null> {
  const names = await fs.readdir(path.dirname(wanted)).catch((): string[] => []);
  const files = names.filter((name) => /\.(?:csv|tsv)$/i.test(name) && !name.startsWith('.')).sort();
  const [first, second] = files;
  return nearest(path.basename(wanted), files) ?? (second === undefined ? (first ?? null) : null);
}
