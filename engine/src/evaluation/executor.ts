import type { Job, JobResult } from './jobs.ts';
import { jobSteps } from './jobs.ts';

/** What an evaluation needs of an `AbortSignal`. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/**
 * Does jobs, in any order and anywhere; gives the results in the order of the jobs. A job holds everything it needs and
 * its own seed, so that the results do not depend on who did it. Null where the signal was aborted.
 */
export interface Executor {
  run(
    jobs: readonly Job[],
    onProgress: (done: number, total: number) => void,
    signal: CancelSignal,
  ): Promise<readonly JobResult[] | null>;
  /** Awaited between the parts of what is not done as jobs, so that a cancellation can be heard; left out where none can come. */
  readonly pause?: () => Promise<void>;
}

/** Does the jobs one after the other, here. `pause` is awaited between their steps, so that its owner can hear a cancellation. */
export function inlineExecutor(pause: () => Promise<void> = () => Promise.resolve()): Executor {
  return {
    pause,
    async run(jobs, onProgress, signal) {
      const results: JobResult[] = [];
      for (const job of jobs) {
        const steps = jobSteps(job);
        let step: ReturnType<typeof steps.next>;
        do {
          await pause();
          if (signal.aborted) {
            return null;
          }
          step = steps.next();
        } while (step.done !== true);
        results.push(step.value);
        onProgress(results.length, jobs.length);
      }
      return results;
    },
  };
}
