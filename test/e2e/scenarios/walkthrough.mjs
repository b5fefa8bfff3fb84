// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {import('../workbench.mjs').Workbench} Workbench */

/** Leaves nothing in the folder but a file of 160 people. @param {string} folder */
function onlyPeople(folder) {
  for (const name of fs.readdirSync(folder)) {
    fs.rmSync(path.join(folder, name), { recursive: true });
  }
  const rows = Array.from({ length: 160 }, (_, index) => {
    const gender = index % 2 === 0 ? 'Female' : 'Male';
    const arm = Math.floor(index / 2) % 2 === 0 ? 'hidden' : 'shown';
    return `p${index},${gender},${arm},${(index * 3) % 11 > 6 ? 'Decline' : 'Share'}`;
  });
  fs.writeFileSync(path.join(folder, 'people.csv'), `id,gender,group,Do you share?\n${rows.join('\n')}\n`);
}

/** The steps of the walkthrough, as they are shown. @param {Workbench} workbench */
export function stepsOf({ page }) {
  const step = (/** @type {string} */ title) => page.locator('.getting-started-step', { hasText: title });
  /** @param {string} title @param {'ticked' | 'open'} state */
  const waitFor = (title, state) =>
    step(title)
      .locator(`[role=checkbox][aria-checked=${state === 'ticked'}]`)
      .waitFor();
  return {
    waitFor,
    /** Clicks a button of a step. @param {string} title @param {string} button */
    async click(title, button) {
      const shown = step(title).getByRole('button', { name: button, exact: true });
      if (!(await shown.isVisible())) {
        await step(title).click();
      }
      await shown.click();
    },
  };
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person goes through the walkthrough from an empty folder, and each step is ticked once it is done',
    options: { prepare: onlyPeople },
    async run(workbench) {
      const { page, folder, quickInput } = workbench;
      const steps = stepsOf(workbench);
      const [begin, read, simulate, verdict, model] = [
        'Begin a study',
        'Read what a respondent reads',
        'Simulate and compare',
        'Read the verdict',
        'Connect a language model',
      ];
      const message = (/** @type {string} */ text) =>
        page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
      const walkthrough = page.getByRole('tab', { name: /Walkthrough/ }).first();

      await workbench.runCommand('Understudy: Get Started');
      await page.getByText('From an empty folder to a verdict').first().waitFor();

      // A question that is left, or a command that finds no study, is no step.
      await steps.click(begin, 'New Study');
      await quickInput.locator('input').first().waitFor();
      await workbench.escape();
      await steps.click(read, 'Preview Prompt');
      await message('No study is open').waitFor();
      await workbench.screenshots('walkthrough');
      await workbench.dismissNotification('No study is open');
      await steps.click(verdict, 'Show Runs');
      await workbench.dismissNotification('No study is open');
      for (const title of [begin, read, simulate, verdict, model]) {
        await steps.waitFor(title, 'open');
      }
      assert.deepEqual(fs.readdirSync(folder), ['people.csv']);

      await steps.click(begin, 'New Study from a Data File…');
      await workbench.pick('people.csv');
      await page.getByRole('tab', { name: 'people.study.yaml' }).first().waitFor();
      await walkthrough.click();
      await steps.waitFor(begin, 'ticked');
      await steps.waitFor(read, 'open');

      await steps.click(read, 'Preview Prompt');
      await page
        .locator('.view-line', { hasText: /Respondent.1.of/ })
        .first()
        .waitFor();
      await walkthrough.click();
      await steps.waitFor(read, 'ticked');

      await steps.click(simulate, 'Simulate & Compare');
      await steps.waitFor(simulate, 'ticked');
      await workbench.panel().locator('[data-path]').first().waitFor({ state: 'attached', timeout: 120_000 });
      await steps.waitFor(verdict, 'ticked');
      await page.getByRole('tab', { name: 'people evaluation' }).getByRole('button', { name: /Close/ }).click();
      await steps.click(verdict, 'Show Runs');
      await page.locator('.part.sidebar').getByRole('treeitem', { name: 'regression' }).first().waitFor();
      await steps.click(verdict, 'Open Evaluation');
      await workbench.panel().locator('[data-path]').first().waitFor({ state: 'attached' });

      await walkthrough.click();
      await steps.click(model, 'Set Key for an Endpoint');
      await message('names no model at an endpoint').waitFor();
      await steps.waitFor(model, 'open');
    },
  },
];
