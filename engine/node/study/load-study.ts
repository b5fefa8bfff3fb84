import fs from 'node:fs/promises';
import path from 'node:path';
import {
  checkStudy,
  commentsOf,
  type Diagnostic,
  type FurtherData,
  type FurtherPeople,
  type Human,
  heedComments,
  mapFurtherPeople,
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
  /** The people of the file that `sample: { further }` names; null where it names none, or it cannot be read. */
  readonly further: FurtherPeople | null;
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
  const data = await studyData(study, file, dataFile);
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
    further: data.kind === 'table' && data.further?.kind === 'table' ? data.further.further.value : null,
    dataFile,
  };
}

async function studyData(study: Study, file: string, dataFile: string | null): Promise<StudyData> {
  if (study.human === null || dataFile === null) {
    return { kind: 'none' };
  }
  const read = await readDataFile(dataFile, dataFileOptions(study.human));
  if (read.kind === 'error') {
    return read;
  }
  const people = mapPeople(study, read.table);
  const further = await furtherData(study, study.human, file, people.value);
  return {
    kind: 'table',
    table: read.table,
    people,
    split: splitPeople(study, people.value),
    ...(further === null ? {} : { further }),
  };
}

async function furtherData(study: Study, human: Human, file: string, people: People): Promise<FurtherData | null> {
  const source = study.sample.kind === 'matched' ? study.sample.further : undefined;
  if (source === undefined) {
    return null;
  }
  const read = await readDataFile(path.resolve(path.dirname(file), source.data.value), dataFileOptions(human));
  return read.kind === 'error' ? read : { kind: 'table', further: mapFurtherPeople(study, source, people, read.table) };
}
