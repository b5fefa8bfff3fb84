import path from 'node:path';
import { type DataError, type DataTable, type Draft, draftStudy, studyIdFrom } from '#engine';
import { readDataFile } from '../data/read-data-file.ts';

export type DraftResult =
  | {
      readonly kind: 'drafted';
      readonly draft: Draft;
      /** The id that the study has got. */
      readonly study: string;
      readonly people: number;
      /** What the file was taken for, where its bytes do not say it; null for UTF-8 and UTF-16. */
      readonly encoding: string | null;
    }
  /** Why no study can be made of the file, and what to do. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** Makes a study of a data file, for a study file that is to lie in `folder`. Writes nothing, never rejects. */
export async function draftFromData(dataFile: string, folder: string): Promise<DraftResult> {
  const name = path.basename(dataFile);
  const first = await readDataFile(dataFile);
  if (first.kind === 'error') {
    return { kind: 'impossible', reason: reasonOf(first.error, name) };
  }
  const hasThreeHeaders = first.table.notes.some(({ kind }) => kind === 'three-header-rows-likely');
  const read = hasThreeHeaders ? await readDataFile(dataFile, { headerRows: 3 }) : first;
  if (read.kind === 'error') {
    return { kind: 'impossible', reason: reasonOf(read.error, name) };
  }
  const { table } = read;
  if (table.rows === 0) {
    return { kind: 'impossible', reason: `${name} has a header, but nobody below it.` };
  }
  const study = studyIdFrom(name);
  const encoding = undeclaredEncoding(table);
  const draft = draftStudy(table, {
    data: pathFrom(folder, dataFile),
    study,
    headerRows: hasThreeHeaders ? 3 : 1,
    encoding,
    questions: hasThreeHeaders ? firstRow(first.table) : [],
  });
  return { kind: 'drafted', draft, study, people: table.rows, encoding };
}

/** The path as a study says it: relative with `/` where there is such a path. */
function pathFrom(folder: string, file: string): string {
  const relative = path.relative(folder, file);
  return relative.split(path.sep).join('/');
}

/** What a file was taken for whose bytes do not say it. */
function undeclaredEncoding({ notes }: DataTable): string | null {
  const note = notes.find(({ kind }) => kind === 'encoding');
  return note?.kind === 'encoding' && !note.encoding.startsWith('utf-16') ? note.encoding : null;
}

/** The second line of a file with three header rows, read as if it had one. */
function firstRow({ columns }: DataTable): readonly string[] {
  return columns.map(({ values, codes }) => values[codes[0] ?? 0] ?? '');
}

function reasonOf(error: DataError, name: string): string {
  switch (error.kind) {
    case 'not-found':
      return `There is no file ${error.path}.`;
    case 'unreadable':
      return `${name} cannot be read. ${error.reason}`;
    case 'empty':
      return `${name} is empty.`;
    case 'duplicate-columns':
      return `Two columns of ${name} are called \`${error.name}\`. Give one of them another name.`;
    case 'unclosed-quote':
      return `In line ${error.line} of ${name} a quote is not closed, so the rest cannot be read.`;
    case 'encoding':
      return `Line ${error.line} of ${name} is not ${error.encoding}. Save it as UTF-8.`;
    case 'unknown-encoding':
      return `${name} is in an encoding that cannot be read. Save it as UTF-8.`;
  }
}
