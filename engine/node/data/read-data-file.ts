import type { DataError, DataTable, Human } from '#engine';
import {
  DecodingError,
  decodedChunks,
  encodingOf,
  type FileEncoding,
  isKnownEncoding,
  lineOfInvalidByte,
  NotText,
} from './decode.ts';
import { nearbyDataFile } from './nearby-data-file.ts';
import { TableParser } from './table-parser.ts';

export interface DataFileOptions {
  /** 1, or 3 as Qualtrics writes them: the first row has the names, the others are stepped over. Default 1. */
  readonly headerRows?: number;
  /** A name of the Encoding Standard, such as `windows-1252`. Without one: the byte-order mark, UTF-8, else Windows-1252, which is noted. */
  readonly encoding?: string | null;
  /** Without one it is judged by the header, and noted unless it is a comma. */
  readonly delimiter?: string | null;
  /** Whether the table says at which line each row begins. */
  readonly withLines?: boolean;
}

export type DataFileResult =
  | { readonly kind: 'table'; readonly table: DataTable }
  | { readonly kind: 'error'; readonly error: DataError };

/**
 * Reads a CSV or TSV file column by column; no row is ever an object. All values are texts, trimmed. Lines in notes and
 * errors count from 1. Never rejects: what goes wrong is an error value.
 */
export async function readDataFile(path: string, options: DataFileOptions = {}): Promise<DataFileResult> {
  try {
    return await readIn(path, await chosenEncoding(path, options), options);
  } catch (error) {
    return { kind: 'error', error: await fileError(path, error) };
  }
}

/** How a study says that its data file is to be read. */
export function dataFileOptions(human: Human): DataFileOptions {
  return {
    headerRows: human.headerRows.value,
    encoding: human.encoding?.value ?? null,
    delimiter: human.delimiter?.value ?? null,
  };
}

class UnknownEncoding extends Error {
  readonly encoding: string;

  constructor(encoding: string) {
    super(`\`${encoding}\` is not an encoding that can be read.`);
    this.encoding = encoding;
  }
}

async function chosenEncoding(path: string, options: DataFileOptions): Promise<FileEncoding> {
  const marked = await encodingOf(path);
  if (marked.certain || options.encoding == null) {
    return marked;
  }
  const label = options.encoding.trim();
  if (!isKnownEncoding(label)) {
    throw new UnknownEncoding(label);
  }
  return { label: new TextDecoder(label).encoding, byteOrderMark: 0, certain: false };
}

async function readIn(path: string, encoding: FileEncoding, options: DataFileOptions): Promise<DataFileResult> {
  const declared = options.encoding != null;
  const parser = new TableParser({
    headerRows: options.headerRows ?? 1,
    delimiter: options.delimiter ?? null,
    withLines: options.withLines === true,
  });
  if (encoding.label !== 'utf-8') {
    parser.note({ kind: 'encoding', encoding: encoding.label, declared });
  }
  try {
    for await (const text of decodedChunks(path, encoding)) {
      const error = parser.add(text);
      if (error !== null) {
        return { kind: 'error', error };
      }
    }
  } catch (error) {
    if (!(error instanceof DecodingError)) {
      throw error;
    }
    if (encoding.label === 'utf-8' && !encoding.certain && !declared) {
      return readIn(path, { label: 'windows-1252', byteOrderMark: 0, certain: false }, options);
    }
    const line = await lineOfInvalidByte(path, encoding);
    return { kind: 'error', error: { kind: 'encoding', line, encoding: encoding.label } };
  }
  return parser.finish();
}

async function fileError(path: string, error: unknown): Promise<DataError> {
  if (error instanceof UnknownEncoding) {
    return { kind: 'unknown-encoding', encoding: error.encoding };
  }
  if (error instanceof NotText) {
    return { kind: 'unreadable', path, reason: error.message };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const instead = await nearbyDataFile(path);
    return instead === null ? { kind: 'not-found', path } : { kind: 'not-found', path, instead };
  }
  return {
    kind: 'unreadable',
    path,
    reason: reasons.get(code) ?? (error instanceof Error ? error.message : String(error)),
  };
}

const reasons = new Map([
  ['EISDIR', 'It is a folder.'],
  ['EACCES', 'There is no permission to read it.'],
  ['EPERM', 'There is no permission to read it.'],
]);
