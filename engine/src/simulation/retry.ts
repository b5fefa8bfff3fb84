import type { RandomStream } from '#engine/random';
import { type CallError, isTransient } from './call-errors.ts';

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** The wait before the second attempt; each later one is twice as long. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 6, firstWaitMs: 500, longestWaitMs: 30_000 };

/** The longest that a server's Retry-After is obeyed: what asks for more has to be asked another day. */
const LONGEST_OBEYED_MS = 120_000;

export type Attempt<T> =
  | { readonly kind: 'reply'; readonly value: T }
  | { readonly kind: 'failure'; readonly error: CallError };

/** The world as retries see it. `wait` comes back early, with false, when the run is cancelled. */
export interface RetryWorld {
  readonly wait: (milliseconds: number) => Promise<boolean>;
  readonly random: RandomStream;
  /** Hears of each failure that another attempt will follow, before the wait. */
  readonly onRetry?: (error: CallError) => void;
}

/** Attempts a call until it succeeds, fails for good, has been attempted often enough, or is cancelled. */
export async function withRetries<T>(
  attempt: () => Promise<Attempt<T>>,
  policy: RetryPolicy,
  world: RetryWorld,
): Promise<Attempt<T>> {
  for (let made = 1; ; made += 1) {
    const result = await attempt();
    if (result.kind === 'reply' || made >= policy.attempts) {
      return result;
    }
    const waitMs = waitBefore(result.error, made, policy, world.random);
    if (waitMs === null) {
      return result;
    }
    world.onRetry?.(result.error);
    if (!(await world.wait(waitMs))) {
      return { kind: 'failure', error: { kind: 'cancelled', status: null, retryAfterMs: null, detail: 'Cancelled.' } };
    }
  }
}

/**
 * How long to wait after the `made`-th attempt failed; null when trying again is no use. What the server asks is obeyed;
 * otherwise half of a doubling wait is random, so that calls that failed together do not come back together.
 */
export function waitBefore(error: CallError, made: number, policy: RetryPolicy, random: RandomStream): number | null {
  if (!isTransient(error)) {
    return null;
  }
  if (error.retryAfterMs !== null) {
    return error.retryAfterMs > LONGEST_OBEYED_MS ? null : Math.max(0, error.retryAfterMs);
  }
  const full = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (made - 1));
  return Math.round(full / 2 + (random.next() * full) / 2);
}
