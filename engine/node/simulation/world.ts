import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '#engine';

/** What a simulation needs of the world. Tests give another. */
export interface SimulationWorld {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits; comes back early, with false, when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<boolean>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly tell: (event: RunEvent) => void;
}

/** The clock, timers and environment of this process. */
export function processWorld(signal: AbortSignal, tell: (event: RunEvent) => void): SimulationWorld {
  return {
    now: () => Date.now(),
    wait: async (milliseconds, stop) => {
      try {
        await sleep(milliseconds, undefined, { signal: stop });
        return true;
      } catch {
        return false;
      }
    },
    environment: process.env,
    signal,
    tell,
  };
}
