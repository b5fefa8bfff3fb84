// @ts-check
// Runs every test: installs what they need, builds, and ends with one line that says how many passed.
//   node test/run.mjs                    everything
//   node test/run.mjs unit|vscode|e2e    one part (several names: several parts)
//     --latest     in the newest known VS Code too, as is always so where CI is set
//     --verbose    with all that the steps print, as they print it
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installChromium } from './tools/chromium.mjs';
import { installVscode } from './tools/install-vscode.mjs';
import { packageExtension } from './tools/package.mjs';
import { root } from './tools/places.mjs';
import { runCommand } from './tools/run-command.mjs';
import { latestVscode, oldestVscode } from './tools/vscode-versions.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, part: Part, minutes: number, command: readonly string[], env?: Record<string, string> }} Suite
 * @typedef {'unit' | 'vscode' | 'e2e'} Part
 */

const parts = /** @type {const} */ (['unit', 'vscode', 'e2e']);
const inCi = (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';

const words = process.argv.slice(2);
const verbose = words.includes('--verbose');
const named = words.filter((word) => !word.startsWith('--'));
const unknown = words.filter((word) => ![...parts, '--latest', '--verbose'].includes(/** @type {Part} */ (word)));
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(', ')}; there is: ${parts.join(', ')}, --latest, --verbose`);
  process.exit(2);
}
const chosen = named.length === 0 ? parts : parts.filter((part) => named.includes(part));
const versions = inCi || words.includes('--latest') ? [oldestVscode, latestVscode] : [oldestVscode];
const needsVscode = chosen.includes('vscode') || chosen.includes('e2e');
const node = process.execPath;
const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', '.bin', name);
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-test-'));
const summary = path.join(temporary, 'summary.json');
const vsix = path.join(temporary, 'understudy.vsix');

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
let wrong = false;

/** @param {number} started @returns {string} */
const since = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/**
 * Something that must succeed before the tests can run.
 * @param {string} name
 * @param {() => string | void | Promise<string | void>} work throws, with all that a reader needs, when it fails
 */
async function step(name, work) {
  const started = performance.now();
  try {
    const said = await work();
    console.log(`${name}: ${said ?? 'done'} (${since(started)})`);
  } catch (error) {
    console.log(`${name}: FAILED (${since(started)})`);
    console.error(error instanceof Error ? error.message : error);
    total.failed += 1;
    end();
  }
}

/** @param {readonly string[]} command @param {number} [minutes] */
async function must(command, minutes = 5) {
  const { failure, output } = await runCommand(command, { minutes, stream: verbose });
  if (failure !== undefined) {
    throw new Error(
      `${command.map((word) => path.relative(root, word) || word).join(' ')}: ${failure}\n${verbose ? '' : output}`,
    );
  }
}

/** @param {Suite} suite */
async function runSuite({ name, minutes, command, env }) {
  const started = performance.now();
  fs.rmSync(summary, { force: true });
  const { failure, output } = await runCommand(command, {
    minutes,
    stream: verbose,
    env: { UNDERSTUDY_SUMMARY: summary, ...env },
  });
  const counts = readCounts();
  const reasons = [
    ...(failure === undefined ? [] : [failure]),
    ...(counts === undefined ? ['it left no result'] : []),
    ...(counts !== undefined && counts.passed + counts.failed === 0 ? ['it ran no test'] : []),
    ...(inCi && counts !== undefined && counts.skipped > 0 ? ['in CI nothing may be skipped'] : []),
  ];
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  total.passed += passed;
  // A suite that fails without a failed test, such as one that ran nothing, counts as one failure.
  total.failed += failed > 0 || reasons.length === 0 ? failed : 1;
  total.skipped += skipped;
  if (reasons.length > 0 && !verbose) {
    console.log(output.trimEnd());
  }
  const verdict = reasons.length === 0 ? '' : ` FAILED: ${reasons.join('; ')}`;
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${since(started)})${verdict}`);
  wrong ||= reasons.length > 0;
}

/** @returns {Counts | undefined} what the suite has written; vitest writes it in its own form */
function readCounts() {
  if (!fs.existsSync(summary)) {
    return undefined;
  }
  const read = JSON.parse(fs.readFileSync(summary, 'utf8'));
  if (typeof read.numTotalTests !== 'number') {
    return read;
  }
  return {
    passed: read.numPassedTests,
    // A file that cannot be loaded has no test that could fail.
    failed: Math.max(read.numFailedTests, read.success ? 0 : 1),
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** @returns {never} */
function end() {
  fs.rmSync(temporary, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(wrong || total.failed > 0 || total.passed === 0 ? 1 : 0);
}

if (needsVscode) {
  await step('Chromium', installChromium);
  for (const version of versions) {
    await step(`VS Code ${version.vscode}`, () => installVscode(version));
  }
}
await step('types', () => must([bin('tsc'), '-b', '--pretty', 'false']));
await step('bundles', () => must([node, 'esbuild.mjs']));
await step('generated files', async () => {
  await must([node, 'engine/projects/generate.mjs', '--check']);
  await must([node, 'schemas/generate.mjs', '--check']);
  return 'as their sources say';
});
await step('engine', async () => {
  await must([node, 'engine/projects/check-engine.mjs']);
  return 'pure';
});
if (chosen.includes('e2e')) {
  await step('package', () => {
    packageExtension(vsix);
  });
}

/** @type {readonly Suite[]} */
const suites = [
  {
    name: 'unit and command line',
    part: 'unit',
    minutes: 15,
    env: { UNDERSTUDY_BUILT: path.join(root, 'dist') },
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${summary}`],
  },
  ...versions.map((version) => ({
    name: `in VS Code ${version.vscode}`,
    part: /** @type {const} */ ('vscode'),
    minutes: 6,
    command: [node, 'test/vscode/run-test.mjs', version.release],
  })),
  ...versions.map((version) => ({
    name: `by hand in VS Code ${version.vscode}`,
    part: /** @type {const} */ ('e2e'),
    minutes: 8,
    // The suites run in every version whole; by hand, the oldest sees every scenario and the others the essential ones.
    command: [
      ...[node, 'test/e2e/run-test.mjs', version.release, `--vsix=${vsix}`],
      ...(version === oldestVscode ? [] : ['--essential']),
    ],
  })),
];
for (const suite of suites.filter(({ part }) => chosen.includes(part))) {
  await runSuite(suite);
}
end();
