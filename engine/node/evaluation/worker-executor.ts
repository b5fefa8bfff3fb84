import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CancelSignal, type Executor, inlineExecutor, type Job, type JobResult } from '#engine';
import { arraySharing } from './shared-arrays.ts';
import type { JobAnswer, JobOrder } from './worker-messages.ts';

export interface WorkerOptions {
  /** Threads; as many as there are processors if left out (8 at most, none where there is one). 0 works without any. */
  readonly workers?: number;
  /** The worker's bundle; `worker.mjs` beside the running bundle if left out. Where it is missing there are no threads. */
  readonly file?: string;
}

/** How often a running evaluation looks whether it was cancelled. */
const LOOK_EVERY_MS = 100;

/**
 * Does the jobs of an evaluation in worker threads, which are started for it and ended with it; without a worker bundle,
 * or without threads, here, one after the other. Cancelling ends the threads at once. Rejects when a job throws.
 */
export function workerExecutor(options: WorkerOptions = {}): Executor {
  const file = options.file === undefined ? besideBundle() : path.resolve(options.file);
  const processors = Math.min(os.availableParallelism(), MOST_WORKERS);
  const workers = options.workers ?? (processors > 1 ? processors : 0);
  if (workers < 1 || file === null || !fs.existsSync(file)) {
    return inlineExecutor(nextTurn);
  }
  return {
    pause: nextTurn,
    run: (jobs, onProgress, signal) => runInThreads(file, Math.min(workers, jobs.length), jobs, onProgress, signal),
  };
}

const MOST_WORKERS = 8;

function besideBundle(): string | null {
  const [, bundle] = process.argv;
  try {
    return bundle === undefined ? null : path.join(path.dirname(fs.realpathSync(bundle)), 'worker.mjs');
  } catch {
    return null;
  }
}

/** Lets timers and signals have their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function runInThreads(
  file: string,
  workers: number,
  jobs: readonly Job[],
  onProgress: (done: number, total: number) => void,
  signal: CancelSignal,
): Promise<readonly JobResult[] | null> {
  const threads = Array.from({ length: workers }, () => new Worker(file));
  const ended = new AbortController();
  const shared = arraySharing();
  try {
    const results = new Array<JobResult>(jobs.length);
    // Regressions and bootstraps stand last and take longest: they are begun first, so that no thread is left with one.
    const waiting = jobs.map((_, index) => index);
    let done = 0;
    const finished = Promise.all(
      threads.map(async (thread) => {
        for (let index = waiting.pop(); index !== undefined && !ended.signal.aborted; index = waiting.pop()) {
          results[index] = await ask(thread, { index, job: shared(jobs[index] as Job) });
          done += 1;
          onProgress(done, jobs.length);
        }
      }),
    );
    const cancelled = whenCancelled(signal, ended.signal);
    return (await Promise.race([finished, cancelled])) === 'cancelled' ? null : results;
  } finally {
    ended.abort();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function ask(thread: Worker, order: JobOrder): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const forget = (): void => {
      thread.off('message', answered).off('error', failed).off('exit', gone);
    };
    const answered = (answer: JobAnswer): void => {
      forget();
      resolve(answer.result);
    };
    const failed = (error: Error): void => {
      forget();
      reject(error);
    };
    const gone = (): void => {
      forget();
      reject(new Error('A worker of the evaluation ended early.'));
    };
    thread.on('message', answered).on('error', failed).on('exit', gone);
    thread.postMessage(order);
  });
}

/** Resolves once the signal is aborted; never, once `ended` is. */
function whenCancelled(signal: CancelSignal, ended: AbortSignal): Promise<'cancelled'> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (signal.aborted) {
        clearInterval(look);
        resolve('cancelled');
      }
    }, LOOK_EVERY_MS);
    ended.addEventListener('abort', () => {
      clearInterval(look);
    });
  });
}
