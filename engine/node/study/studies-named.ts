import fs from 'node:fs/promises';
import path from 'node:path';

/** More studies than this in one folder, or a longer text, are not looked into. */
const mostStudies = 200;
const mostBytes = 1_000_000;

/**
 * The names of the other study files in the folder of a study file whose `study` is this id, in their order. Empty where
 * there are none. Never rejects: what may not be read has no name.
 */
export async function studiesNamed(file: string, id: string): Promise<readonly string[]> {
  const folder = path.dirname(file);
  const names = await fs.readdir(folder).catch(() => []);
  const others = names.filter((name) => name.endsWith('.study.yaml') && name !== path.basename(file)).sort();
  const ids = await Promise.all(others.slice(0, mostStudies).map((name) => idIn(path.join(folder, name))));
  return others.filter((_, index) => ids[index] === id);
}

/** The ids that were read, until their files change. */
const known = new Map<string, { readonly stamp: string; readonly id: string | null }>();

async function idIn(file: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await fs.stat(file);
    const stamp = `${size} ${mtimeMs}`;
    const last = known.get(file);
    if (last?.stamp === stamp) {
      return last.id;
    }
    const id = size > mostBytes ? null : idOf(await fs.readFile(file, 'utf8'));
    if (known.size > 10 * mostStudies) {
      known.clear();
    }
    known.set(file, { stamp, id });
    return id;
  } catch {
    return null;
  }
}

function idOf(text: string): string | null {
  const found = /^study:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#"'][^\s#]*))[ \t\r]*(?:#[^\n]*)?$/m.exec(text);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}
