import { describe, expect, it, test } from 'vitest';
import { randomStream } from '#engine/random';
import {
  type Attempt,
  type CallError,
  inParallel,
  isTransient,
  stopsTheRun,
  waitBefore,
  withRetries,
} from '#engine/simulation';

const policy = { attempts: 4, firstWaitMs: 1000, longestWaitMs: 3000 };
const error = (kind: CallError['kind'], retryAfterMs: number | null = null): CallError => ({
  kind,
  status: null,
  retryAfterMs,
  detail: 'please do not retry, unauthorized, 429',
});

/** A clock that only counts. */
function fakeWorld(cancelAfter = Number.POSITIVE_INFINITY) {
  const waits: number[] = [];
  return {
    waits,
    world: {
      random: randomStream(1, 'test'),
      wait: (milliseconds: number) => {
        waits.push(milliseconds);
        return Promise.resolve(waits.length < cancelAfter);
      },
    },
  };
}

function attempts(...results: readonly (CallError | 'ok')[]) {
  let made = 0;
  const attempt = (): Promise<Attempt<string>> => {
    const result = results[Math.min(made, results.length - 1)] ?? 'ok';
    made += 1;
    return Promise.resolve(result === 'ok' ? { kind: 'reply', value: 'ok' } : { kind: 'failure', error: result });
  };
  return { attempt, made: () => made };
}

describe('kinds of error', () => {
  test.each([
    ['rate-limited', true, false],
    ['server', true, false],
    ['connection', true, false],
    ['timeout', true, false],
    ['unreadable', true, false],
    ['authentication', false, true],
    ['not-found', false, true],
    ['quota', false, true],
    ['bad-request', false, false],
    ['cancelled', false, false],
  ] as const)('%s: again %s, the end of the run %s', async (kind, again, stops) => {
    expect(isTransient(error(kind))).toBe(again);
    expect(stopsTheRun(error(kind))).toBe(stops);
    const { attempt, made } = attempts(error(kind), 'ok');
    const result = await withRetries(attempt, policy, fakeWorld().world);
    expect([result.kind, made()]).toEqual(again ? ['reply', 2] : ['failure', 1]);
  });
});

describe('waiting', () => {
  it('doubles, is at least half of that, and has an end', async () => {
    const { world, waits } = fakeWorld();
    const { attempt, made } = attempts(error('server'));
    expect((await withRetries(attempt, policy, world)).kind).toBe('failure');
    expect(made()).toBe(4);
    expect(waits).toHaveLength(3);
    [1000, 2000, 3000].forEach((full, index) => {
      expect(waits[index]).toBeGreaterThanOrEqual(full / 2);
      expect(waits[index]).toBeLessThanOrEqual(full);
    });
  });

  it('differs between calls that failed together', () => {
    const waits = [1, 2, 3].map((call) => waitBefore(error('server'), 1, policy, randomStream(1, 'retry', call)));
    expect(new Set(waits).size).toBe(3);
  });

  it('obeys Retry-After, but not for ever', async () => {
    const { world, waits } = fakeWorld();
    await withRetries(attempts(error('rate-limited', 7000), error('rate-limited', 0), 'ok').attempt, policy, world);
    expect(waits).toEqual([7000, 0]);
    expect(waitBefore(error('rate-limited', 3_600_000), 1, policy, world.random)).toBeNull();
  });

  it('ends when the run is cancelled meanwhile', async () => {
    const { attempt, made } = attempts(error('server'));
    const result = await withRetries(attempt, policy, fakeWorld(1).world);
    expect(result).toMatchObject({ kind: 'failure', error: { kind: 'cancelled' } });
    expect(made()).toBe(1);
  });
});

describe('calls at once', () => {
  /** Tasks that end when the test says so. */
  function controlled() {
    const open = new Map<number, (result: 'continue' | 'stop') => void>();
    const begun: number[] = [];
    const work = (task: number): Promise<'continue' | 'stop'> => {
      begun.push(task);
      return new Promise((resolve) => open.set(task, resolve));
    };
    const end = async (task: number, result: 'continue' | 'stop' = 'continue'): Promise<void> => {
      open.get(task)?.(result);
      for (let turn = 0; turn < 5; turn += 1) {
        await Promise.resolve();
      }
    };
    return { begun, work, end };
  }
  const tasks = [0, 1, 2, 3, 4, 5];

  it('are never more than allowed, begin in order, and all are done', async () => {
    const { begun, work, end } = controlled();
    const all = inParallel(tasks, 2, { aborted: false }, work);
    expect(begun).toEqual([0, 1]);
    await end(1);
    expect(begun).toEqual([0, 1, 2]);
    for (const task of [0, 2, 3, 4, 5]) {
      await end(task);
    }
    expect(await all).toBe(6);
    expect(begun).toEqual(tasks);
  });

  it('stop being begun when one says so, or the signal is aborted; those in flight are waited for', async () => {
    const first = controlled();
    const stopped = inParallel(tasks, 2, { aborted: false }, first.work);
    await first.end(0, 'stop');
    await first.end(1);
    expect(await stopped).toBe(2);
    const second = controlled();
    const signal = { aborted: false };
    const aborted = inParallel(tasks, 3, signal, second.work);
    signal.aborted = true;
    for (const task of [0, 1, 2]) {
      await second.end(task);
    }
    expect(await aborted).toBe(3);
  });

  it('pass on what is thrown', async () => {
    await expect(inParallel(tasks, 2, { aborted: false }, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
  });
});
