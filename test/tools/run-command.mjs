// @ts-check
// Runs a command with a time limit, and keeps what it prints.
import { spawn } from 'node:child_process';
import { root } from './places.mjs';

/**
 * @param {readonly string[]} command
 * @param {object} options
 * @param {number} options.minutes after which it is ended, with all that it has started
 * @param {boolean} options.stream also print what it prints
 * @param {Readonly<Record<string, string>>} [options.env] on top of ours
 * @returns {Promise<{ failure: string | undefined, output: string }>} failure: undefined when it ended well
 */
export function runCommand([program = '', ...args], { minutes, stream, env = {} }) {
  return new Promise((resolve) => {
    let output = '';
    let tooLong = false;
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // the head of a process group, which can be ended as one
    });
    const endGroup = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        process.kill(-(child.pid ?? Number.NaN), signal);
      } catch {
        // It has ended already.
      }
    };
    const interrupted = () => {
      endGroup('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    const timer = setTimeout(() => {
      tooLong = true;
      endGroup('SIGTERM');
      setTimeout(() => endGroup('SIGKILL'), 10_000).unref();
    }, minutes * 60_000);
    for (const pipe of [child.stdout, child.stderr]) {
      pipe.on('data', (/** @type {Buffer} */ data) => {
        output += data.toString();
        if (stream) {
          process.stdout.write(data);
        }
      });
    }
    const done = (/** @type {string | undefined} */ failure) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ failure: tooLong ? `it was ended after ${minutes} minutes` : failure, output });
    };
    child.once('error', (error) => done(error.message));
    child.once('close', (code, signal) => done(code === 0 ? undefined : `it ended with ${signal ?? code}`));
  });
}
