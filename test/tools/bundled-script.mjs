// @ts-check
// Bundles a script in TypeScript and runs it, so that it can import the engine as tests do.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './places.mjs';

/**
 * Runs a script with these words; gives its exit status, 1 where a signal ended it.
 * @param {string} file relative to the root
 * @param {readonly string[]} [words]
 * @returns {Promise<number>}
 */
export async function runBundled(file, words = []) {
  const bundle = path.join(root, 'out', file.replace(/^test\//, '').replace(/\.\w+$/, '.mjs'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(root, file)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return spawnSync(process.execPath, ['--expose-gc', bundle, ...words], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
