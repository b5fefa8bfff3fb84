import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Readable, RunFile } from '#engine';
import type { ThreadWork } from '../data/thread-work.ts';
import { type RunFolder, readStoredRun } from './run-folder.ts';

/** The part of a `run.json` that a line needs: the whole may be large. */
export type RunFacts =
  | { readonly kind: 'unreadable'; readonly reason: string }
  | {
      readonly kind: 'read';
      readonly model: string;
      readonly status: RunFile['status']['kind'];
      readonly answered: number;
      readonly calls: number;
      readonly created: string;
    };

/** A larger file is read in a thread: the plan of a million respondents takes seconds. */
const largeBytes = 1_000_000;

export function factsOf(file: Readable<RunFile>): RunFacts {
  if (file.kind === 'unreadable') {
    return file;
  }
  const { model, status, plan, created } = file.value;
  const calls = plan.ids.length * plan.repeats;
  return { kind: 'read', model: model.id, status: status.kind, answered: status.answered, calls, created };
}

/** The same from disk; a large file is read in a thread, where that has its bundle. Never rejects. */
export async function readFacts(places: RunFolder, bundle: string): Promise<RunFacts> {
  const size = fs.statSync(places.runFile, { throwIfNoEntry: false })?.size ?? 0;
  return size < largeBytes || !fs.existsSync(bundle) ? factsOf(readStoredRun(places)) : factsInThread(places, bundle);
}

function factsInThread(places: RunFolder, bundle: string): Promise<RunFacts> {
  return new Promise((resolve) => {
    const workerData: ThreadWork = { kind: 'run', places };
    const thread = new Worker(bundle, { workerData });
    const fail = (reason: string): void => resolve({ kind: 'unreadable', reason });
    thread.on('message', (facts: RunFacts) => resolve(facts));
    thread.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    thread.on('exit', () => fail('the thread that read it ended early'));
  });
}
