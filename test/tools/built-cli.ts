import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
let built: Promise<string> | null = null;

interface BuildScript {
  readonly bundles: Readonly<Record<string, esbuild.BuildOptions>>;
}

/**
 * The command line as it is shipped: what test/run.mjs has built a moment ago, which it says with UNDERSTUDY_BUILT; else
 * bundled once for a test file, into a folder of its own.
 */
export function builtCli(): Promise<string> {
  const folder = process.env['UNDERSTUDY_BUILT'];
  built ??= folder === undefined ? build() : Promise.resolve(path.join(folder, 'understudy.mjs'));
  return built;
}

async function build(): Promise<string> {
  const script: BuildScript = await import(pathToFileURL(path.join(root, 'esbuild.mjs')).href);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-cli-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  await Promise.all(
    ['understudy.mjs', 'worker.mjs', 'data-worker.mjs', 'server.cjs', 'panel.js'].map((name) =>
      esbuild.build({
        ...script.bundles[name],
        absWorkingDir: root,
        sourcemap: false,
        outfile: path.join(folder, name),
      }),
    ),
  );
  return path.join(folder, 'understudy.mjs');
}

export interface CliResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A command that is running. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** Resolves when standard output has matched. */
  readonly printed: (pattern: RegExp) => Promise<void>;
}

/** Starts the built command line, without the keys and colours of the machine that tests. */
export async function startCli(args: readonly string[], options: CliOptions = {}): Promise<RunningCli> {
  const child = spawn(process.execPath, [await builtCli(), ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env['PATH'] ?? '', HOME: os.tmpdir(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const waiting: { readonly pattern: RegExp; readonly resolve: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const one of waiting.filter(({ pattern }) => pattern.test(out))) {
      one.resolve();
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return {
    child,
    ended,
    printed: (pattern) =>
      pattern.test(out)
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ pattern, resolve });
          }),
  };
}

/** Runs the built command line to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return (await startCli(args, options)).ended;
}
