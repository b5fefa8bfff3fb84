import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { isLocked, type LockResult, takeLock } from '../../engine/node/runs/run-lock.ts';

let folder = '';
let file = '';
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000_000 });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-lock-'));
  file = path.join(folder, 'run.lock');
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

const NOBODY = 2 ** 22 + 1;
const lockOf = (more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ pid: process.pid, host: os.hostname(), token: 'theirs', heartbeat: Date.now(), ...more });

function taken(result: LockResult): () => void {
  if (result.kind === 'held') {
    throw new Error(`held by ${result.pid}`);
  }
  return result.release;
}

describe('the lock of a run', () => {
  it('is held by one at a time, and let go', () => {
    const release = taken(takeLock(file, () => {}));
    expect(isLocked(file)).toBe(true);
    expect(takeLock(file, () => {})).toEqual({ kind: 'held', pid: process.pid });
    release();
    expect(isLocked(file)).toBe(false);
    taken(takeLock(file, () => {}))();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('stays held as long as its heart beats', () => {
    const release = taken(takeLock(file, () => {}));
    vi.advanceTimersByTime(3_600_000);
    expect(takeLock(file, () => {}).kind).toBe('held');
    release();
  });

  test.each([
    ['whose process has ended', lockOf({ pid: NOBODY }), true],
    ['whose heart has stopped', lockOf({ heartbeat: 1_000_000_000_000 - 60_000 }), true],
    ['of another machine that lives', lockOf({ host: 'elsewhere', pid: NOBODY }), false],
    ['of another machine whose heart has stopped', lockOf({ host: 'elsewhere', heartbeat: 0 }), true],
    ['that is no lock', 'nonsense', true],
  ])('%s is taken over or not', (_, content, isTakenOver) => {
    fs.writeFileSync(file, content);
    fs.utimesSync(file, 1, 1);
    const result = takeLock(file, () => {});
    expect(result.kind).toBe(isTakenOver ? 'locked' : 'held');
    if (result.kind === 'locked') {
      result.release();
      expect(fs.readdirSync(folder)).toEqual([]);
    } else {
      expect(fs.readFileSync(file, 'utf8')).toBe(content);
    }
  });

  it('tells who held it that it was taken over, and is not let go by them', () => {
    const lost = vi.fn();
    const release = taken(takeLock(file, lost));
    fs.writeFileSync(file, lockOf({}));
    vi.advanceTimersByTime(20_000);
    expect(lost).toHaveBeenCalledTimes(1);
    release();
    expect(fs.readFileSync(file, 'utf8')).toContain('theirs');
  });
});
