import fs from 'node:fs/promises';
import path from 'node:path';
import {
  commentsOf,
  type Diagnostic,
  type FurtherPeople,
  heedComments,
  type People,
  parseStudy,
  type Split,
  type Study,
  sharedStudyId,
} from '#engine';
import { dataFileOptions, readDataFile } from '../data/read-data-file.ts';
import { fileReason } from '../file-errors.ts';
import { studiesNamed } from './studies-named.ts';
import { type StudyFiles, studyOnData } from './study-on-data.ts';

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
  const files = await filesOf(study, file, dataFile);
  const { people, split, further, checks } = studyOnData(study, files);
  const others = await studiesNamed(file, study.id.value);
  const aboutName = sharedStudyId(study, path.basename(file), others);
  const found = heedComments([...parsed.diagnostics, ...checks(), ...aboutName], {
    text,
    comments: commentsOf(study),
    looked: { data: files.people?.kind === 'table', folder: true, evaluation: false },
  });
  return {
    file,
    fileName: path.basename(file),
    text,
    study,
    diagnostics: [...found].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
    people: people()?.value ?? null,
    split: split()?.value ?? null,
    further: further()?.value ?? null,
    dataFile,
  };
}

async function filesOf({ human, sample }: Study, file: string, dataFile: string | null): Promise<StudyFiles> {
  if (human === null || dataFile === null) {
    return { people: null, further: null };
  }
  const options = dataFileOptions(human);
  const people = await readDataFile(dataFile, options);
  const source = sample.kind === 'matched' ? sample.further : undefined;
  const isRead = source !== undefined && people.kind === 'table';
  return {
    people,
    further: isRead ? await readDataFile(path.resolve(path.dirname(file), source.data.value), options) : null,
  };
}
