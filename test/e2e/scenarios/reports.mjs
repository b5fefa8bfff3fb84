// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { simulateSample } from './simulate-and-compare.mjs';

/** Shows the view of runs again, and waits until it has the focus. @param {import('../workbench.mjs').Workbench} workbench */
async function showRuns({ page, runCommand }) {
  await runCommand('Understudy: Show Runs');
  await page.locator('.part.sidebar:focus-within').getByRole('treeitem').first().waitFor();
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person copies the draft of the methods, and opens the report and the folder of a run',
    async run(workbench) {
      const { page, folder } = workbench;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const panel = await simulateSample(workbench);

      // By keyboard alone: the button has the focus, says what it did, and keeps the focus.
      const copy = panel.getByRole('button', { name: 'Copy the text' });
      await copy.scrollIntoViewIfNeeded();
      await copy.focus();
      await page.keyboard.press('Enter');
      await panel.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
      assert.equal(await copy.evaluate((button) => button === document.activeElement), true);
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const shown = await panel.locator('#methods .methods p').allInnerTexts();
      assert.deepEqual(copied.split('\n\n'), shown);
      await workbench.screenshots('copied');

      await workbench.runCommand('Understudy: Show Runs');
      const row = page.locator('.part.sidebar').getByRole('treeitem', { name: 'regression' }).first();
      await row.waitFor();
      await page
        .getByRole('tab', { name: 'media-influence evaluation' })
        .getByRole('button', { name: /Close/ })
        .click();
      await row.hover();
      await row.getByRole('button', { name: 'Open Report' }).click();
      await workbench.panel().locator('[data-path]').first().waitFor({ state: 'attached' });
      const runs = path.join(folder, 'media-influence', '.understudy', 'media-influence');
      const run = fs.readdirSync(runs).find((name) => name.startsWith('regression')) ?? assert.fail();
      const report = path.join(runs, run, 'report.html');
      const toast = page.locator('.notifications-toasts .notification-list-item', {
        hasText: path.relative(folder, report),
      });
      await toast.waitFor();
      await workbench.screenshots('open-report');
      const selected = (/** @type {string} */ name) =>
        page.locator('.explorer-folders-view .monaco-list-row.selected', { hasText: name }).first().waitFor();
      await toast.getByRole('button', { name: 'Show File' }).click();
      await selected('report.html');

      await showRuns(workbench);
      await row.click({ button: 'right' });
      await workbench.chooseInMenu('Reveal Run Folder');
      await selected(run);
    },
  },
];
