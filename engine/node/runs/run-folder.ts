import fs from 'node:fs';
import path from 'node:path';
import { type Readable, type RunFile, readRunFile, runFileText } from '#engine';
import { runsFolder, runsFolderName } from '../evaluation/evaluation-files.ts';
import { fileReason } from '../file-errors.ts';
import { makeFolder } from './make-folder.ts';

/** The files of one run. */
export interface RunFolder {
  readonly run: string;
  readonly folder: string;
  readonly runFile: string;
  readonly answers: string;
  readonly lock: string;
  readonly evaluation: string;
  readonly report: string;
}

/** Where the runs of a study lie: `.understudy/<study>` beside its file, or `<out>/<study>`. */
export function runsRoot(studyFile: string, study: string, out: string | null): string {
  return out === null ? runsFolder(studyFile, study) : path.join(out, study);
}

export function runFolder(root: string, run: string): RunFolder {
  const folder = path.join(root, run);
  const inside = (name: string): string => path.join(folder, name);
  return {
    run,
    folder,
    runFile: inside('run.json'),
    answers: inside('answers.jsonl'),
    lock: inside('run.lock'),
    evaluation: inside('evaluation.json'),
    report: inside('report.html'),
  };
}

/**
 * Makes the folder of a run, and the `.gitignore` that keeps all runs out of version control; a folder of the user's own
 * that was there before gets none.
 */
export function makeRunFolder(root: string, run: string): RunFolder {
  const places = runFolder(root, run);
  makeIgnored(root, places.folder);
  return places;
}

/** The same for the folder that holds the runs of a study. */
export function makeRunsFolder(root: string): void {
  makeIgnored(root, root);
}

function makeIgnored(root: string, folder: string): void {
  const runs = path.dirname(root);
  const isOurs = path.basename(runs) === runsFolderName || !fs.existsSync(runs);
  makeFolder(folder);
  const ignore = path.join(runs, '.gitignore');
  if (isOurs && !fs.existsSync(ignore)) {
    fs.writeFileSync(ignore, '*\n');
  }
}

/** A run on disk, or a folder whose `run.json` cannot be read and why. */
export interface StoredRun {
  readonly places: RunFolder;
  readonly file: Readable<RunFile>;
}

/** Every run under a root, the one planned last first; unreadable ones last. */
export function storedRuns(root: string): readonly StoredRun[] {
  const runs = runFolders(root).map((places) => ({ places, file: readStoredRun(places) }));
  return runs.sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

/** The folder of every run under a root, by name. Folders without `run.json` are no runs. */
export function runFolders(root: string): readonly RunFolder[] {
  const names = fs.statSync(root, { throwIfNoEntry: false })?.isDirectory() === true ? fs.readdirSync(root).sort() : [];
  return names.map((name) => runFolder(root, name)).filter(({ runFile }) => fs.existsSync(runFile));
}

export function readStoredRun(places: RunFolder): Readable<RunFile> {
  try {
    return readRunFile(fs.readFileSync(places.runFile, 'utf8'));
  } catch (error) {
    return { kind: 'unreadable', reason: fileReason(error) };
  }
}

/** Writes `run.json` so that a reader finds the old or the new one, never half of one. */
export function writeRunFile(places: RunFolder, run: RunFile): void {
  writeWhole(places.runFile, runFileText(run));
}

/** Writes a file beside its place and moves it there, once it is on disk. */
export function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = fs.openSync(temporary, 'w');
  try {
    try {
      fs.writeFileSync(handle, text);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

function timeOf(run: StoredRun): string {
  return run.file.kind === 'read' ? run.file.value.created : '';
}
