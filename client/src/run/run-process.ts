import { spawn } from 'node:child_process';
import type { RunEvent } from '#engine';
import { lineSplitter } from './json-lines.ts';
import { parseRunEvent } from './run-events.ts';

export interface RunProcessOptions {
  /** The program that runs Node scripts. */
  readonly executable: string;
  /** The script, then its arguments. Keys never stand here. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly onEvent: (event: RunEvent) => void;
  /** What the process writes for people: its standard error. */
  readonly onLog: (text: string) => void;
}

export interface RunProcess {
  /** Asks the process to stop, keeping what is stored; after a while it is made to. May be called more than once. */
  readonly cancel: () => void;
  /** How it ended. Never rejects. */
  readonly ended: Promise<RunEnd>;
}

export type RunEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string };

/** How long a cancelled process may take to store what it has, in milliseconds. */
const graceMs = 10_000;

/** Starts a simulation as a child process and reads its events. */
export function startRunProcess(options: RunProcessOptions): RunProcess {
  const child = spawn(options.executable, [...options.args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const split = lineSplitter((line) => {
    const event = parseRunEvent(line);
    if (event !== null) {
      options.onEvent(event);
    }
  });
  child.stdout.setEncoding('utf8').on('data', split);
  child.stderr.setEncoding('utf8').on('data', options.onLog);
  // A process that ends while it is written to breaks the pipe; how it ended is told by `ended`.
  child.stdin.on('error', () => undefined);

  let killer: NodeJS.Timeout | undefined;
  const ended = new Promise<RunEnd>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }));
    child.once('close', (code, signal) => {
      clearTimeout(killer);
      resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal });
    });
  });
  return {
    cancel() {
      child.stdin.end();
      child.kill('SIGTERM');
      killer ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
    },
    ended,
  };
}
