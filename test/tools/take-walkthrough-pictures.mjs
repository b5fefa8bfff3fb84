// @ts-check
// Takes the pictures of the walkthrough, in a real VS Code with the packaged extension, of the sample `media-influence`.
//   node test/tools/take-walkthrough-pictures.mjs     client/media/walkthrough/*.png
import fs from 'node:fs';
import path from 'node:path';
import { openWorkbench } from '../e2e/workbench.mjs';
import { packageExtension } from './package.mjs';
import { root } from './places.mjs';

const pictures = path.join(root, 'client', 'media', 'walkthrough');
const study = 'media-influence.study.yaml';
const models = [
  'models:',
  '  gpt: { provider: openai, model: gpt-4.1-mini, temperature: 1 }',
  '  llama: { provider: openai, base_url: "http://localhost:11434/v1", model: llama3.2 }',
  '',
].join('\n');

fs.mkdirSync(pictures, { recursive: true });
const workbench = await openWorkbench({
  vsix: packageExtension(path.join(root, 'out', 'understudy.vsix')),
  viewport: { width: 1180, height: 760 },
  settings: {
    'editor.minimap.enabled': false,
    'editor.fontSize': 13,
    'breadcrumbs.enabled': false,
    'editor.scrollbar.vertical': 'hidden',
    'editor.hideCursorInOverviewRuler': true,
  },
  prepare(folder) {
    fs.appendFileSync(path.join(folder, 'media-influence', study), `\n${models}`);
  },
});
const { page } = workbench;

/**
 * One picture in each theme, of a part of the window.
 * @param {string} name
 * @param {import('playwright-core').Locator} part
 * @param {{ readonly width: number, readonly height: number }} size the most of it that is shown
 */
async function picture(name, part, { width, height }) {
  const box = await part.boundingBox();
  if (box === null) {
    throw new Error(`${name}: that part is not shown`);
  }
  const clip = { x: box.x, y: box.y, width: Math.min(width, box.width), height: Math.min(height, box.height) };
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await workbench.useTheme(theme);
    await page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), clip });
  }
}

/** @param {string} words @returns {number} the number of the first line that has them */
function lineOf(words) {
  const lines = workbench.read(`media-influence/${study}`).split('\n');
  return lines.findIndex((line) => line.includes(words)) + 1;
}

try {
  const editors = page.locator('.part.editor');
  const beside = page.locator('.editor-group-container').nth(1);
  const half = { width: 600, height: 480 };
  await workbench.openFile(study);
  await page.keyboard.press('Control+B');
  await workbench.lens('Preview prompt');
  await picture('study', editors, { width: 640, height: 480 });

  await workbench.goToLine(lineOf('models:'));
  await workbench.line('llama3.2').waitFor();
  await picture('model', editors, { width: 760, height: 480 });

  await workbench.goToLine(1);
  await workbench.clickLens('Preview prompt');
  await workbench.editor
    .last()
    .locator('.view-line', { hasText: /Respondent.1.of/ })
    .waitFor();
  await page.mouse.move(1, 1);
  await picture('prompt', beside, half);

  await page.keyboard.press('Control+W');
  await workbench.clickLens(/Simulate & compare/);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Built-in respondents' }).click();
  await workbench.panel().locator('[data-path]').first().waitFor({ state: 'attached', timeout: 180_000 });
  await page.locator('.notifications-toasts').waitFor({ state: 'hidden' });
  await picture('evaluation', beside, half);

  await page.getByRole('tab', { name: 'Understudy' }).first().click();
  await page.locator('.part.sidebar').getByRole('treeitem', { name: 'Regressions' }).first().waitFor();
  await page.mouse.move(600, 700);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  await picture('runs', page.locator('.monaco-workbench'), { width: 640, height: 420 });
} catch (error) {
  console.error(error);
  console.error(await workbench.screenshot('failed-walkthrough-pictures'));
  process.exitCode = 1;
} finally {
  await workbench.close();
}
