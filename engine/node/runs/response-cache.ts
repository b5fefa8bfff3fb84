import fs from 'node:fs';
import path from 'node:path';
import { contentHash, type Reply } from '#engine';
import { makeFolder } from './make-folder.ts';

const FORMAT = 1;

/**
 * Replies by the content of what was asked (model, settings, messages, respondent, repeat), one file each, in
 * `.understudy/.cache`. A file that cannot be read counts as not there.
 */
export class ResponseCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  static key(asked: unknown): string {
    return contentHash(JSON.stringify(asked));
  }

  get(key: string): Reply | null {
    try {
      return replyIn(JSON.parse(fs.readFileSync(this.#file(key), 'utf8')));
    } catch {
      return null;
    }
  }

  /** Keeps a reply. Where that cannot be done nothing is lost: the reply goes into the journal all the same. */
  put(key: string, reply: Reply): void {
    const file = this.#file(key);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      makeFolder(path.dirname(file));
      // Not waited for until it is on disk: a reply that a power cut takes from the cache is in the journal.
      fs.writeFileSync(temporary, `${JSON.stringify({ format: FORMAT, reply })}\n`);
      fs.renameSync(temporary, file);
    } catch {
      fs.rmSync(temporary, { force: true });
    }
  }

  #file(key: string): string {
    return path.join(this.#folder, key.slice(0, 2), `${key}.json`);
  }
}

function replyIn(value: unknown): Reply | null {
  if (!isRecord(value) || value['format'] !== FORMAT || !isRecord(value['reply'])) {
    return null;
  }
  const { text, isRefusal, usage } = value['reply'];
  if (typeof text !== 'string' || typeof isRefusal !== 'boolean') {
    return null;
  }
  if (!isRecord(usage)) {
    return { text, isRefusal, usage: null };
  }
  const { input_tokens, output_tokens } = usage;
  return typeof input_tokens === 'number' && typeof output_tokens === 'number'
    ? { text, isRefusal, usage: { input_tokens, output_tokens } }
    : { text, isRefusal, usage: null };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
