import fs from 'node:fs';

export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops listening, so that the process can end. */
  readonly release: () => void;
}

/**
 * Aborted by Ctrl-C, by SIGTERM, and, where the process that started this one listens to events, when it closes our
 * standard input (it has ended, or wants us to). A second Ctrl-C ends at once.
 */
export function interruption(listensToInput: boolean): Interruption {
  const abort = new AbortController();
  let interrupts = 0;
  const interrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) {
      process.exit(130);
    }
    abort.abort();
  };
  const end = (): void => abort.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', end);
  const isWatched = listensToInput && isPipe();
  if (isWatched) {
    process.stdin.on('end', end);
    process.stdin.on('close', end);
    process.stdin.on('error', end);
    process.stdin.resume();
  }
  return {
    signal: abort.signal,
    release: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', end);
      if (isWatched) {
        process.stdin.off('end', end);
        process.stdin.off('close', end);
        process.stdin.destroy();
      }
    },
  };
}

/** A terminal, a file or /dev/null says nothing about the process that started this one. */
function isPipe(): boolean {
  try {
    const input = fs.fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}
