// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {import('../workbench.mjs').Workbench} Workbench */

/** 160 people in two arms, in the open folder. @param {string} folder */
function addPeople(folder) {
  const rows = Array.from({ length: 160 }, (_, index) => {
    const concern = ['none', 'little', 'some', 'much', 'very much'][(index * 7 + Math.floor(index / 8)) % 5];
    const gender = index % 2 === 0 ? 'Female' : 'Male';
    const arm = Math.floor(index / 2) % 2 === 0 ? 'hidden' : 'shown';
    return `p${index},${gender},${arm},${concern},${(index * 3) % 11 > 6 ? 'Decline' : 'Share'}`;
  });
  fs.writeFileSync(
    path.join(folder, 'people.csv'),
    `id,gender,group,How concerned are you?,Do you share?\n${rows.join('\n')}\n`,
  );
}

/** Drafts a study of the data file, from its menu in the explorer. @param {Workbench} workbench */
async function draft(workbench) {
  const { page, folder } = workbench;
  // A lens tells that the extension is there; until then menus have nothing of it.
  await workbench.openFile('tiny.study.yaml');
  await workbench.lens('Preview prompt');
  await page.getByRole('treeitem', { name: 'people.csv' }).first().click({ button: 'right' });
  await workbench.chooseInMenu('New Study from a Data File…');
  await page.getByRole('tab', { name: 'people.study.yaml' }).first().waitFor();
  assert.ok(fs.existsSync(path.join(folder, 'people.study.yaml')));
}

/** Reads the prompts of two respondents. @param {Workbench} workbench */
async function readPrompts(workbench) {
  const { page } = workbench;
  await workbench.goToLine(1);
  await page.keyboard.press('Control+Home');
  const text = workbench.read('people.study.yaml').split('\n');
  await workbench.goToLine(text.indexOf('personas:') + 1);
  await workbench.clickLens('Preview prompt');
  const prompt = page.locator('.editor-instance .monaco-editor[role=code]').last();
  await prompt.locator('.view-line', { hasText: /Respondent.1.of/ }).waitFor();
  await page.getByRole('button', { name: 'Next Respondent' }).first().click();
  await prompt.locator('.view-line', { hasText: /Respondent.2.of/ }).waitFor();
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person goes from a data file to prompts and to runs, and deletes one',
    options: { prepare: addPeople },
    async run(workbench) {
      const { page, folder } = workbench;
      await draft(workbench);
      await readPrompts(workbench);
      await workbench.screenshots('prompt');
      await page.getByRole('tab', { name: 'people.study.yaml' }).first().click();
      await workbench.goToLine(1);
      await workbench.clickLens(/Simulate & compare/);
      await workbench.panel().locator('[data-path]').first().waitFor({ state: 'attached', timeout: 120_000 });

      await page.getByRole('tab', { name: 'Understudy' }).first().click();
      const runs = page.locator('.part.sidebar');
      const row = (/** @type {string} */ name) => runs.getByRole('treeitem', { name });
      await row('Regressions').first().waitFor();
      for (const model of ['uniform', 'pooled', 'resample', 'regression']) {
        await row(model).first().waitFor();
      }
      await workbench.screenshots('runs');

      const places = path.join(folder, '.understudy', 'people');
      const isThere = () => fs.readdirSync(places).some((name) => name.startsWith('uniform'));
      assert.ok(isThere());
      await row('uniform').first().click({ button: 'right' });
      await workbench.chooseInMenu('Delete Run…');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText(/Delete the run uniform-/).waitFor();
      await workbench.screenshot('delete-run');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await row('uniform').first().waitFor({ state: 'detached' });
      assert.ok(!isThere());
    },
  },
  {
    name: 'in Restricted Mode a person can begin a study and read prompts',
    options: { trust: 'restricted', prepare: addPeople },
    async run(workbench) {
      await workbench.page.getByText('Restricted Mode').first().waitFor();
      await draft(workbench);
      await readPrompts(workbench);
    },
  },
];
