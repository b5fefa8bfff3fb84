import fs from 'node:fs/promises';
import path from 'node:path';
import {
  checkStudy,
  commentsOf,
  type Diagnostic,
  heedComments,
  mapPeople,
  type People,
  parseStudy,
  type Split,
  type Study,
  type StudyData,
  splitPeople,
} from '#engine';
import { dataFileOptions, readDataFile } from '../data/read-data-file.ts';
import { fileReason } from '../file-errors.ts';

/** A study file with its data, as far as both can be read. */
export interface LoadedStudy {
  /** Absolute. */
  readonly file: string;
  readonly fileName: string;
  readonly text: string;
  readonly study: Study;
  /** What there is to say about the text and the data, in the order of the text, without what comments silence. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the study names no data, or they cannot be read. */
  readonly people: People | null;
  readonly split: Split | null;
  /** The data file, absolute; null where the study names none. */
  readonly dataFile: string | null;
}

export type LoadResult =
  | { readonly kind: 'loaded'; readonly loaded: LoadedStudy }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a study file and its data. Never rejects. */
export async function loadStudy(file: string): Promise<LoadResult> {
  try {
    return { kind: 'loaded', loaded: await loadStudyText(path.resolve(file), await fs.readFile(file, 'utf8')) };
  } catch (error) {
    return { kind: 'unreadable', reason: fileReason(error) };
  }
}

/** The same for a text that may not be what is on disk; `file` says where the data are looked for. */
export async function loadStudyText(file: string, text: string): Promise<LoadedStudy> {
  const parsed = parseStudy(text);
  const study = parsed.value;
  const dataFile = study.human === null ? null : path.resolve(path.dirname(file), study.human.data.value);
  const data = await studyData(study, dataFile);
  const found = heedComments([...parsed.diagnostics, ...checkStudy(study, data)], {
    text,
    comments: commentsOf(study),
    looked: { data: data.kind === 'table', evaluation: false },
  });
  return {
    file,
    fileName: path.basename(file),
    text,
    study,
    diagnostics: [...found].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
    people: data.kind === 'table' ? data.people.value : null,
    split: data.kind === 'table' ? data.split.value : null,
    dataFile,
  };
}

async function studyData(study: Study, dataFile: string | null): Promise<StudyData> {
  if (study.human === null || dataFile === null) {
    return { kind: 'none' };
  }
  const read = await readDataFile(dataFile, dataFileOptions(study.human));
  if (read.kind === 'error') {
    return read;
  }
  const people = mapPeople(study, read.table);
  return { kind: 'table', table: read.table, people, split: splitPeople(study, people.value) };
}
