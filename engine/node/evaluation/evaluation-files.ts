import fs from 'node:fs/promises';
import path from 'node:path';

/** The folder beside a study file that holds its runs. */
export const runsFolderName = '.understudy';

/** An `evaluation.json` of a study. `modified` and `size` change when the file does. */
export interface EvaluationFile {
  readonly file: string;
  readonly modified: number;
  readonly size: number;
}

/** The folder that holds the runs of a study: `.understudy/<study>` beside its file. */
export function runsFolder(studyFile: string, study: string): string {
  return path.join(path.dirname(studyFile), runsFolderName, study);
}

/** Every evaluation of a study, the newest first; empty when there is none. Never rejects. */
export async function evaluationFilesOf(studyFile: string, study: string): Promise<readonly EvaluationFile[]> {
  if (study === '') {
    return [];
  }
  const folder = runsFolder(studyFile, study);
  const runs = await fs.readdir(folder).catch(() => []);
  const files = await Promise.all(runs.map((run) => evaluationFile(path.join(folder, run, 'evaluation.json'))));
  return files.filter((file) => file !== null).sort((a, b) => b.modified - a.modified || b.file.localeCompare(a.file));
}

async function evaluationFile(file: string): Promise<EvaluationFile | null> {
  try {
    const { mtimeMs, size } = await fs.stat(file);
    return { file, modified: mtimeMs, size };
  } catch {
    return null;
  }
}
