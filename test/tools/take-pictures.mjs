// Takes the pictures of the README, in a real VS Code with the packaged extension, of the sample `browser-disclosure`.
//   node test/tools/take-pictures.mjs [data]     docs/images/*.png
// `data` is the sample's data file, where samples/browser-disclosure/fetch-data.mjs has not put it beside the study.
import fs from 'node:fs';
import path from 'node:path';
import { openWorkbench } from '../e2e/workbench.mjs';
import { packageExtension } from './package.mjs';
import { root } from './places.mjs';

const pictures = path.join(root, 'docs', 'images');
const study = 'browser-disclosure.study.yaml';
const beside = path.join(root, 'samples', 'browser-disclosure', 'data', 'browser-disclosure.csv');
const data = process.argv[2] ?? beside;
if (!fs.existsSync(data)) {
  console.error(`there is no ${data}: node samples/browser-disclosure/fetch-data.mjs`);
  process.exit(2);
}

const workbench = await openWorkbench({
  vsix: packageExtension(path.join(root, 'out', 'understudy.vsix')),
  viewport: { width: 1760, height: 1050 },
  settings: { 'editor.minimap.enabled': false, 'editor.fontSize': 13, 'breadcrumbs.enabled': false },
  prepare(folder) {
    const to = path.join(folder, 'browser-disclosure', 'data', 'browser-disclosure.csv');
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(data, to);
  },
});
const { page } = workbench;

/** @param {string} name */
async function picture(name) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await workbench.useTheme(theme);
    await page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`) });
  }
}

/** @param {string} words @returns {number} the number of the first line that has them */
function lineOf(words) {
  return (
    workbench
      .read(`browser-disclosure/${study}`)
      .split('\n')
      .findIndex((line) => line.includes(words)) + 1
  );
}

try {
  fs.mkdirSync(pictures, { recursive: true });
  await workbench.openFile(study);
  await page.keyboard.press('Control+B');
  await workbench.clickLens(/Simulate & compare/);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Built-in respondents' }).click();
  const panel = workbench.panel();
  await panel.locator('[data-path]').first().waitFor({ state: 'attached', timeout: 180_000 });
  await page.locator('.notifications-toasts').waitFor({ state: 'hidden' });
  await workbench.waitForSquiggle('warning');

  await workbench.goToLine(1);
  await panel.locator('body').evaluate(() => window.scrollTo(0, 0));
  await picture('evaluation');

  await panel.locator('#subgroups').evaluate((section) => section.scrollIntoView());
  await workbench.goToLine(lineOf('personas:') + 12);
  await workbench.hover('Other or several', 'Other or several');
  await picture('finding');
} catch (error) {
  console.error(error);
  console.error(await workbench.screenshot('failed-pictures'));
  process.exitCode = 1;
} finally {
  await workbench.close();
}
