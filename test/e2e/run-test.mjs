// @ts-check
// Runs test/e2e/scenarios against the packaged extension in a real VS Code.
//   node test/e2e/run-test.mjs [release]                     all of them
//   node test/e2e/run-test.mjs [release] --only=<words>      those whose name has the words
//   node test/e2e/run-test.mjs [release] --essential         those that are essential
//   node test/e2e/run-test.mjs --vsix=<file>                 with a package that is there already
// With UNDERSTUDY_SUMMARY set to a file, writes {passed, failed, skipped} there.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageExtension } from '../tools/package.mjs';
import { root } from '../tools/places.mjs';
import { oldestVscode, vscodeVersion } from '../tools/vscode-versions.mjs';
import { openWorkbench } from './workbench.mjs';

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {boolean} [essential] whether it runs in every VS Code, not only in the oldest
 * @property {import('./workbench.mjs').WorkbenchOptions} [options]
 * @property {(workbench: import('./workbench.mjs').Workbench) => Promise<void>} run throws when something is not so
 */

/** @returns {Promise<readonly Scenario[]>} */
async function allScenarios() {
  const folder = path.join(root, 'test', 'e2e', 'scenarios');
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(path.join(folder, file)).href)));
  return modules.flatMap((module) => module.scenarios);
}

/**
 * @param {Scenario} scenario
 * @param {import('./workbench.mjs').WorkbenchOptions} common
 * @returns {Promise<boolean>} whether it passed
 */
async function runScenario(scenario, common) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  let workbench;
  try {
    workbench = await openWorkbench({ ...common, ...scenario.options });
    await scenario.run(workbench);
    console.log(`  ✔ ${scenario.name} (${seconds()})`);
    return true;
  } catch (error) {
    console.log(`  ✘ ${scenario.name} (${seconds()})`);
    console.error(error);
    const name = `failed-${scenario.name.replace(/\W+/g, '-')}`;
    const picture = await workbench?.screenshot(name).catch(() => undefined);
    if (picture !== undefined) {
      console.error(`a screenshot is in ${picture}`);
    }
    return false;
  } finally {
    await workbench?.close();
  }
}

async function main() {
  const options = process.argv.slice(2);
  const value = (/** @type {string} */ name) =>
    options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
  const release = options.find((option) => !option.startsWith('--')) ?? oldestVscode.release;
  const only = value('only') ?? '';
  const vsix = value('vsix') ?? packageExtension(path.join(root, 'out', 'understudy.vsix'));
  const chosen = (await allScenarios()).filter(
    (scenario) => scenario.name.includes(only) && (scenario.essential === true || !options.includes('--essential')),
  );
  let passed = 0;
  for (const scenario of chosen) {
    passed += (await runScenario(scenario, { vsix, version: vscodeVersion(release) })) ? 1 : 0;
  }
  const summary = { passed, failed: chosen.length - passed, skipped: 0 };
  console.log(`  ${summary.passed} passed, ${summary.failed} failed`);
  if (process.env['UNDERSTUDY_SUMMARY'] !== undefined) {
    fs.writeFileSync(process.env['UNDERSTUDY_SUMMARY'], JSON.stringify(summary));
  }
  process.exitCode = passed > 0 && summary.failed === 0 ? 0 : 1;
}

await main();
