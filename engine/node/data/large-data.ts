import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CountedColumn, DataError, KnownTable } from '#engine';
import { dataHost } from './data-host.ts';
import type { DataAnswer, DataFile, DataQuestion, FromData, StudyText, ToData } from './data-messages.ts';
import { readDataFile } from './read-data-file.ts';
import { besideBundle, type ThreadWork } from './thread-work.ts';

/** A data file that somebody else holds: what is known of it here does not grow with the number of people. */
export interface LargeData {
  /** The table without its people, each column with the values that most have; it comes once it has been read. Never rejects. */
  readonly table: Promise<TableRead>;
  /** Asks about a study on the data. Questions are answered in order, after the reading. Never rejects. */
  readonly ask: (study: StudyText, question: DataQuestion) => Promise<DataAnswer>;
  /** Lets go of the data. What was asked is answered `failed`. */
  readonly end: () => void;
}

export type TableRead =
  | { readonly kind: 'table'; readonly table: KnownTable }
  | { readonly kind: 'error'; readonly error: DataError };

/**
 * Reads a data file and holds it in a thread of its own, which maps people, draws the pilot and checks the data: this one
 * is free meanwhile. Where the thread's bundle (`data-worker.mjs` beside the running one, if left out) is missing, all of
 * that is done here, and felt.
 */
export function largeDataInThread(file: DataFile, bundle: string = besideBundle()): LargeData {
  if (!fs.existsSync(bundle)) {
    return largeDataHere(file);
  }
  const workerData: ThreadWork = { kind: 'data', file };
  const thread = new Worker(bundle, { workerData });
  thread.unref();
  const holder = holderOf(file, (message) => thread.postMessage(message));
  thread.on('message', holder.take);
  thread.on('error', (error) => holder.fail(error instanceof Error ? error.message : String(error)));
  thread.on('exit', () => holder.fail('The thread that held it ended early. It may be too large for the memory.'));
  return { ...holder.large, end: () => void thread.terminate() };
}

/** The same without a thread. */
export function largeDataHere(file: DataFile, read: typeof readDataFile = readDataFile): LargeData {
  const take = dataHost(file, read, (message) => setImmediate(() => holder.take(message)));
  const holder = holderOf(file, take);
  return { ...holder.large, end: () => holder.fail('It is no longer held.') };
}

interface Holder {
  readonly large: Omit<LargeData, 'end'>;
  readonly take: (message: FromData) => void;
  /** Nothing more will come. */
  readonly fail: (reason: string) => void;
}

function holderOf({ path: file }: DataFile, post: (message: ToData) => void): Holder {
  const asked = new Map<number, (answer: DataAnswer) => void>();
  const columns: CountedColumn[] = [];
  let failed: string | null = null;
  let finish: (read: TableRead) => void = () => undefined;
  const read = new Promise<TableRead>((resolve) => {
    finish = resolve;
  });
  let lastId = 0;
  // The next piece is asked for in another turn, after whatever else is waiting.
  const next = (): unknown => setImmediate(() => post({ kind: 'next' }));
  next();
  return {
    large: {
      table: read,
      ask: (study, question) =>
        new Promise((resolve) => {
          if (failed !== null) {
            resolve({ kind: 'failed', reason: failed });
            return;
          }
          lastId += 1;
          asked.set(lastId, resolve);
          post({ kind: 'ask', id: lastId, study, question });
        }),
    },
    take(message) {
      switch (message.kind) {
        case 'column':
          columns.push(message.column);
          next();
          break;
        case 'read':
          finish({ kind: 'table', table: { rows: message.rows, columns } });
          break;
        case 'failed':
          finish({ kind: 'error', error: message.error });
          break;
        case 'answer':
          asked.get(message.id)?.(message.answer);
          asked.delete(message.id);
          break;
      }
    },
    fail(reason) {
      failed ??= reason;
      finish({ kind: 'error', error: { kind: 'unreadable', path: file, reason: failed } });
      for (const answer of asked.values()) {
        answer({ kind: 'failed', reason: failed });
      }
      asked.clear();
    },
  };
}
