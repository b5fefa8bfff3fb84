// @ts-check
// Random edits of studies, each answer of the server compared with a fresh analysis.
//   node test/tools/fuzz.mjs [edits]      100,000 unless said otherwise
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './places.mjs';

const bundle = path.join(root, 'out', 'fuzz', 'edits.mjs');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/edits.fuzz.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
