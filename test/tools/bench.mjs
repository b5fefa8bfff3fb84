// @ts-check
// Runs the benchmarks, one after the other. Each file in test/bench is a script that prints what it has measured.
//   node test/tools/bench.mjs [words]      those whose file name has one of the words
import fs from 'node:fs';
import path from 'node:path';
import { runBundled } from './bundled-script.mjs';
import { root } from './places.mjs';

const words = process.argv.slice(2);
const files = fs
  .readdirSync(path.join(root, 'test', 'bench'))
  .filter((file) => /(?<!\.d)\.bench\.(ts|mjs)$/.test(file))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`there is no benchmark ${words.join(' or ')} in test/bench`);
  process.exit(2);
}
let failed = 0;
for (const file of files) {
  console.log(`\n${file}`);
  failed += (await runBundled(`test/bench/${file}`)) === 0 ? 0 : 1;
}
process.exitCode = failed > 0 ? 1 : 0;
