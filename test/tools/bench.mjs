// @ts-check
// Runs the benchmarks, one after the other. Each file in test/bench is a script that prints what it has measured.
//   node test/tools/bench.mjs [words]      those whose file name has one of the words
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './places.mjs';

const words = process.argv.slice(2);
const folder = path.join(root, 'test', 'bench');
const files = fs
  .readdirSync(folder)
  .filter((file) => /(?<!\.d)\.(ts|mjs)$/.test(file))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`there is no benchmark ${words.join(' or ')} in test/bench`);
  process.exit(2);
}
let failed = 0;
for (const file of files) {
  console.log(`\n${file}`);
  const bundle = path.join(root, 'out', 'bench', file.replace(/\.\w+$/, '.mjs'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(folder, file)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--expose-gc', bundle], { cwd: root, stdio: 'inherit' });
  failed += status === 0 ? 0 : 1;
}
process.exitCode = failed > 0 ? 1 : 0;
