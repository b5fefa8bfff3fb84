import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { errorCode } from '../file-errors.ts';

const HEARTBEAT_MS = 5_000;
/** A lock whose heart has not beaten for this long belongs to nobody. */
const STALE_MS = 30_000;

interface LockContent {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly heartbeat: number;
}

export type LockResult =
  | { readonly kind: 'locked'; readonly release: () => void }
  | { readonly kind: 'held'; readonly pid: number | null };

/**
 * Takes the lock of a run. A lock whose process has ended, or whose heart has stopped, is taken over. Until `release` the
 * heart beats; when somebody else has taken the lock meanwhile (this process slept), `onLost` is called once.
 */
export function takeLock(file: string, onLost: () => void): LockResult {
  const token = randomUUID();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (create(file, token)) {
      return { kind: 'locked', release: keep(file, token, onLost) };
    }
    const text = textOf(file);
    if (text !== null) {
      const held = contentOf(text);
      if (isAlive(held, file)) {
        return { kind: 'held', pid: held?.pid ?? null };
      }
      removeStale(file, text);
    }
  }
  return { kind: 'held', pid: null };
}

/** Whether a living process holds the lock. */
export function isLocked(file: string): boolean {
  const text = textOf(file);
  return text !== null && isAlive(contentOf(text), file);
}

function create(file: string, token: string): boolean {
  return createWith(file, lockText(token));
}

/** Whether the file could be made; false where there is one. Leaves no file where it cannot be written to. */
function createWith(file: string, text: string): boolean {
  const handle = openNew(file);
  if (handle === null) {
    return false;
  }
  try {
    fs.writeFileSync(handle, text);
    return true;
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  } finally {
    fs.closeSync(handle);
  }
}

function openNew(file: string): number | null {
  try {
    return fs.openSync(file, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return null;
    }
    throw error;
  }
}

function lockText(token: string): string {
  const content: LockContent = { pid: process.pid, host: os.hostname(), token, heartbeat: Date.now() };
  return JSON.stringify(content);
}

function keep(file: string, token: string, onLost: () => void): () => void {
  const isOurs = (): boolean => contentOf(textOf(file) ?? '')?.token === token;
  const beat = setInterval(() => {
    if (!isOurs()) {
      clearInterval(beat);
      onLost();
      return;
    }
    const temporary = `${file}.${token}.tmp`;
    try {
      fs.writeFileSync(temporary, lockText(token));
      fs.renameSync(temporary, file);
    } catch {
      // A full disk, say. The next beat may work; until then the process of this lock is still seen to live.
      fs.rmSync(temporary, { force: true });
    }
  }, HEARTBEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (isOurs()) {
      fs.rmSync(file, { force: true });
    }
  };
}

/** Moves a stale lock away. If another process was faster and the lock is a new one by now, it is put back. */
function removeStale(file: string, staleText: string): void {
  const aside = `${file}.${randomUUID()}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  const text = textOf(aside);
  if (text !== null && text !== staleText) {
    // Not a hard link: not every file system has them.
    createWith(file, text);
  }
  fs.rmSync(aside, { force: true });
}

function isAlive(held: LockContent | null, file: string): boolean {
  const now = Date.now();
  if (held === null) {
    // Perhaps somebody is just writing it.
    return now - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 1000;
  }
  if (held.host === os.hostname() && !processExists(held.pid)) {
    return false;
  }
  return now - held.heartbeat < STALE_MS;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

function textOf(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function contentOf(text: string): LockContent | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) {
      return null;
    }
    const { pid, host, token, heartbeat } = value as Partial<Record<keyof LockContent, unknown>>;
    return typeof pid === 'number' &&
      typeof host === 'string' &&
      typeof token === 'string' &&
      typeof heartbeat === 'number'
      ? { pid, host, token, heartbeat }
      : null;
  } catch {
    return null;
  }
}
