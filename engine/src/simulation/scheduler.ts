/** The few members of AbortSignal that the engine uses. */
export interface StopSignal {
  readonly aborted: boolean;
}

/**
 * Does `work` for every task, at most `concurrency` at once, in the order of the tasks. Stops taking tasks when the signal
 * is aborted or `work` says `stop`; what is in flight is waited for. Comes back with how many tasks were begun. An error
 * thrown by `work` stops the rest and is thrown on.
 */
export async function inParallel<T>(
  tasks: readonly T[],
  concurrency: number,
  signal: StopSignal,
  work: (task: T) => Promise<'continue' | 'stop'>,
): Promise<number> {
  let begun = 0;
  let stopped = false;
  const worker = async (): Promise<void> => {
    while (!stopped && !signal.aborted && begun < tasks.length) {
      const task = tasks[begun];
      begun += 1;
      if (task !== undefined) {
        try {
          stopped = (await work(task)) === 'stop' || stopped;
        } catch (error) {
          stopped = true;
          throw error;
        }
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, tasks.length)) }, worker);
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  return begun;
}
