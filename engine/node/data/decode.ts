import { type FileHandle, open } from 'node:fs/promises';

/** How the bytes of a file become text. `byteOrderMark` is the number of bytes to step over. */
export interface FileEncoding {
  readonly label: string;
  readonly byteOrderMark: number;
  /** Whether the file's first bytes say so, and nothing is guessed. */
  readonly certain: boolean;
}

/** The file is not a text at all. */
export class NotText extends Error {}

/** The bytes are not what the encoding allows. */
export class DecodingError extends Error {}

const chunkBytes = 1 << 18;

/** The encoding that a byte-order mark names; UTF-8, not certain, where there is none. Throws `NotText` at bytes of 0 without one. */
export async function encodingOf(path: string): Promise<FileEncoding> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    if (bytesRead >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) {
      return { label: 'utf-8', byteOrderMark: 3, certain: true };
    }
    if (bytesRead >= 2 && buffer[0] === 0xff && buffer[1] === 0xfe) {
      return { label: 'utf-16le', byteOrderMark: 2, certain: true };
    }
    if (bytesRead >= 2 && buffer[0] === 0xfe && buffer[1] === 0xff) {
      return { label: 'utf-16be', byteOrderMark: 2, certain: true };
    }
    if (buffer.subarray(0, bytesRead).includes(0)) {
      throw new NotText('It is not a text file. Save the table as CSV in UTF-8.');
    }
    return { label: 'utf-8', byteOrderMark: 0, certain: false };
  } finally {
    await file.close();
  }
}

/** The text of a file, about a quarter of a megabyte at a time. Throws a `DecodingError` at the first byte that the encoding does not allow. */
export async function* decodedChunks(path: string, encoding: FileEncoding): AsyncGenerator<string, void> {
  const file = await open(path, 'r');
  try {
    const decoder = new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true });
    for await (const bytes of byteChunks(file, encoding.byteOrderMark)) {
      yield decodeOrThrow(decoder, bytes, true);
    }
    yield decodeOrThrow(decoder, new Uint8Array(), false);
  } finally {
    await file.close();
  }
}

/** The line (from 1) of the first byte that the encoding does not allow; 1 if there is none. For encodings that hold ASCII. */
export async function lineOfInvalidByte(path: string, encoding: FileEncoding): Promise<number> {
  const file = await open(path, 'r');
  try {
    let line = 1;
    const decoder = new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true });
    for await (const bytes of byteChunks(file, encoding.byteOrderMark)) {
      let start = 0;
      while (start < bytes.length) {
        const newline = bytes.indexOf(0x0a, start);
        const end = newline === -1 ? bytes.length : newline + 1;
        try {
          decoder.decode(bytes.subarray(start, end), { stream: true });
        } catch {
          return line;
        }
        line += newline === -1 ? 0 : 1;
        start = end;
      }
    }
    return line;
  } finally {
    await file.close();
  }
}

/** Whether Node can read the encoding, by the names of the Encoding Standard (`windows-1252`, `latin1`, `utf-16le`, …). */
export function isKnownEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

async function* byteChunks(file: FileHandle, from: number): AsyncGenerator<Uint8Array, void> {
  const buffer = Buffer.alloc(chunkBytes);
  let position = from;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) {
      return;
    }
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function decodeOrThrow(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new DecodingError('The bytes do not fit the encoding.');
  }
}
