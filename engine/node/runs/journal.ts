import fs from 'node:fs';
import { type RespondentAnswers, readAnswersLine } from '#engine';

/** How many lines are given to the operating system at once when there are many. */
const BATCH = 2000;

export type JournalContent =
  | {
      readonly kind: 'read';
      readonly lines: readonly RespondentAnswers[];
      /** Bytes of the file that are whole lines. */
      readonly wholeBytes: number;
      /** How the file ends: with a whole line, with one that only lacks its newline, or with one cut off in the middle. */
      readonly end: 'whole' | 'no-newline' | 'torn';
    }
  /** A line that is not the last cannot be read. `line` counts from 1. */
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string };

/** The answers stored in a journal; none when the file does not exist. A last line that was cut off is left out. */
export function readJournal(file: string): JournalContent {
  if (!fs.existsSync(file)) {
    return { kind: 'read', lines: [], wholeBytes: 0, end: 'whole' };
  }
  const bytes = fs.readFileSync(file);
  const lines: RespondentAnswers[] = [];
  let start = 0;
  for (let number = 1; start < bytes.length; number += 1) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    const read = readAnswersLine(bytes.toString('utf8', start, end));
    const isLast = newline === -1 || newline === bytes.length - 1;
    if (read.kind === 'unreadable') {
      return isLast
        ? { kind: 'read', lines, wholeBytes: start, end: 'torn' }
        : { kind: 'unreadable', line: number, reason: read.reason };
    }
    lines.push(read.value);
    if (newline === -1) {
      return { kind: 'read', lines, wholeBytes: bytes.length, end: 'no-newline' };
    }
    start = newline + 1;
  }
  return { kind: 'read', lines, wholeBytes: start, end: 'whole' };
}

/** A journal that is open for adding. Each line is with the operating system when `append` comes back. */
export class Journal {
  readonly #handle: number;
  readonly #sync: NodeJS.Timeout;
  #unsynced = false;
  /** Why the disk refused what it had taken; thrown at the next `append` or `close`, where somebody can act on it. */
  #failure: unknown = null;

  private constructor(handle: number) {
    this.#handle = handle;
    this.#sync = setInterval(() => this.#flush(), 1000);
    this.#sync.unref();
  }

  /**
   * Opens a journal after `readJournal` has read it: cuts off a torn last line, or ends one that lacks its newline. Lines of respondents to whom
   * a reply is missing are taken out, so that these can be asked again.
   */
  static open(file: string, content: JournalContent & { readonly kind: 'read' }): Journal {
    const kept = content.lines.filter((line) => !isUnanswered(line));
    if (kept.length < content.lines.length) {
      const temporary = `${file}.${process.pid}.tmp`;
      fs.writeFileSync(temporary, textOf(kept));
      fs.renameSync(temporary, file);
    } else if (content.end === 'torn') {
      fs.truncateSync(file, content.wholeBytes);
    } else if (content.end === 'no-newline') {
      fs.appendFileSync(file, '\n');
    }
    return new Journal(fs.openSync(file, 'a'));
  }

  /** Throws what the system says where the lines cannot be stored. */
  append(lines: readonly RespondentAnswers[]): void {
    this.#throwFailure();
    for (let start = 0; start < lines.length; start += BATCH) {
      const bytes = Buffer.from(textOf(lines.slice(start, start + BATCH)));
      for (let written = 0; written < bytes.length; ) {
        written += fs.writeSync(this.#handle, bytes, written);
      }
    }
    this.#unsynced = true;
  }

  close(): void {
    clearInterval(this.#sync);
    this.#flush();
    fs.closeSync(this.#handle);
    this.#throwFailure();
  }

  #flush(): void {
    if (this.#unsynced) {
      this.#unsynced = false;
      try {
        fs.fsyncSync(this.#handle);
      } catch (error) {
        this.#failure = error;
      }
    }
  }

  #throwFailure(): void {
    if (this.#failure !== null) {
      throw this.#failure;
    }
  }
}

/**
 * Whether a line says that no reply came back: every item an error, or, in an interview that broke off, the later ones. Asked
 * again, an interview goes on there: replies that it got are in the cache.
 */
export function isUnanswered({ failures = {} }: RespondentAnswers): boolean {
  return Object.values(failures).includes('error');
}

function textOf(lines: readonly RespondentAnswers[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
