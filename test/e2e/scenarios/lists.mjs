// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { stepsOf } from './walkthrough.mjs';

/** @typedef {import('../workbench.mjs').Workbench} Workbench */

const study = 'media-influence.study.yaml';
/** Below the label of an entry may stand another line. */
const label = '.monaco-list-row .quick-input-list-row:first-child .label-name';

/** The sample with two models behind endpoints, each respondent asked three times. @param {string} folder */
function askMore(folder) {
  const file = path.join(folder, 'media-influence', study);
  const text = fs.readFileSync(file, 'utf8').replace('repeats: 1', 'repeats: 3');
  const models = [
    'models:',
    '  gpt: { provider: openai, base_url: "https://models.example.org/v1", model: some-model }',
    '  llama: { provider: openai, base_url: "http://localhost:11434/v1", model: llama3.2 }',
  ];
  fs.writeFileSync(file, `${text}\n${models.join('\n')}\n`);
}

/** A data file of people, in the open folder. @param {string} folder */
function addPeople(folder) {
  const rows = Array.from({ length: 60 }, (_, index) => `p${index},${index % 2},${['Yes', 'No', 'Yes'][index % 3]}`);
  fs.writeFileSync(path.join(folder, 'people.csv'), `id,group,Do you share?\n${rows.join('\n')}\n`);
}

/** What a list offers, once it has a label. @param {Workbench} workbench @param {string} wanted @returns {Promise<readonly string[]>} */
async function offered({ quickInput }, wanted) {
  const labels = quickInput.locator(label);
  await labels.getByText(wanted, { exact: true }).first().waitFor();
  return (await labels.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Waits until a list has these labels and no other. @param {Workbench} workbench @param {readonly string[]} labels */
async function waitForOnly({ page, quickInput }, labels) {
  await quickInput
    .locator('.monaco-list-row')
    .nth(labels.length - 1)
    .waitFor();
  await page.waitForFunction(
    ({ selector, wanted }) => {
      const rows = Array.from(document.querySelectorAll(selector), (row) => row.textContent);
      return JSON.stringify(rows) === JSON.stringify(wanted);
    },
    { selector: `.quick-input-widget ${label}`, wanted: labels },
  );
}

/** Nothing is asked, told or going on any more. @param {Workbench} workbench */
async function nothingLeft({ page, quickInput }) {
  await quickInput.waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.notifications-toasts .notification-list-item').count(), 0);
  assert.equal(await page.locator('.statusbar-item', { hasText: /media-influence/ }).count(), 0);
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person picks a respondent and a repeat by keyboard, and leaves the lists by Escape',
    options: { prepare: askMore },
    async run(workbench) {
      const { page, quickInput } = workbench;
      const input = quickInput.locator('input').first();
      const says = (/** @type {RegExp} */ words) =>
        page.locator('.editor-instance .view-line', { hasText: words }).first().waitFor();
      const button = (/** @type {string} */ name) => page.getByRole('button', { name }).first().click();
      await workbench.openFile(study);
      await workbench.clickLens('Preview prompt');
      await says(/Respondent.1.of.93/);

      await button('Choose Respondent…');
      await offered(workbench, '1');
      await page.keyboard.type('female, 21');
      await page.waitForFunction(() => {
        const rows = Array.from(document.querySelectorAll('.quick-input-widget .monaco-list-row'));
        return rows.length > 0 && rows.every((row) => /^(?=.*female).*21/s.test(row.textContent ?? ''));
      });
      await workbench.screenshots('respondents');
      await workbench.escape();
      await nothingLeft(workbench);
      await says(/Respondent.1.of.93/);

      await button('Choose Respondent…');
      await offered(workbench, '1');
      await page.keyboard.type('zebra');
      await waitForOnly(workbench, ['Nobody matches']);
      await workbench.screenshot('nobody-matches');
      await page.keyboard.press('Enter');
      await input.waitFor();
      // Enter comes before the answer to what was typed, and is meant for it.
      await page.keyboard.press('Control+A');
      await page.keyboard.type('57');
      await page.keyboard.press('Enter');
      await says(/Respondent.57.of.93/);

      await button('Choose Repeat…');
      await input.fill('4');
      await quickInput.getByText('A whole number from 1 to 3, please.').first().waitFor();
      await workbench.screenshot('repeat');
      await page.keyboard.press('Enter');
      await input.waitFor();
      await workbench.escape();
      await nothingLeft(workbench);
      await button('Choose Repeat…');
      await input.fill('3');
      await page.keyboard.press('Enter');
      await says(/This.is.repeat.3.of.3/);
      await says(/Respondent.57.of.93/);
    },
  },
  {
    name: 'a person picks models and studies from lists, and nothing is left behind by Escape',
    options: { prepare: askMore },
    async run(workbench) {
      const { page, quickInput, folder } = workbench;
      await workbench.openFile(study);
      await workbench.lens(/Simulate & compare/);

      // A list that was left can be opened again: no run stands in the way.
      for (const look of ['first', 'again']) {
        await workbench.clickLens(/Simulate & compare/);
        assert.deepEqual(await offered(workbench, 'llama'), ['Built-in respondents', 'gpt', 'llama'], look);
        await page.keyboard.type('lla');
        await waitForOnly(workbench, ['llama']);
        await workbench.escape();
        await nothingLeft(workbench);
      }
      assert.equal(fs.existsSync(path.join(folder, 'media-influence', '.understudy')), false);

      const askKey = () => workbench.runCommand('Understudy: Set Key for an Endpoint');
      await askKey();
      assert.deepEqual(await offered(workbench, 'llama'), ['gpt', 'llama']);
      await workbench.escape();
      await nothingLeft(workbench);
      await askKey();
      await workbench.pick('gpt');
      await quickInput.getByText('given to runs as OPENAI_API_KEY').first().waitFor();
      await workbench.screenshot('key');
      await workbench.escape();
      await nothingLeft(workbench);
      for (const [key, message] of /** @type {const} */ ([
        ['sk-of-a-test', 'The key for https://models.example.org is kept'],
        ['', 'No key is stored for https://models.example.org any more'],
      ])) {
        await askKey();
        await workbench.pick('gpt');
        await quickInput.getByText('given to runs as OPENAI_API_KEY').first().waitFor();
        await page.keyboard.type(key);
        await page.keyboard.press('Enter');
        await workbench.dismissNotification(message);
      }

      await workbench.runCommand('Understudy: Withdraw Consent for Endpoints');
      await workbench.dismissNotification('There was no consent to withdraw.');

      // In front of two open studies stands what is none.
      await workbench.openFile('tiny.study.yaml');
      await workbench.runCommand('Understudy: Get Started');
      const preview = () => stepsOf(workbench).click('Read what a respondent reads', 'Preview Prompt');
      const both = [`media-influence/${study}`, 'tiny.study.yaml'];
      await preview();
      assert.deepEqual(await offered(workbench, 'tiny.study.yaml'), both);
      await workbench.screenshot('which-study');
      await workbench.escape();
      await nothingLeft(workbench);
      await preview();
      await offered(workbench, 'tiny.study.yaml');
      await page.keyboard.type('media');
      await waitForOnly(workbench, both.slice(0, 1));
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: 'Prompt of media-influence.md' }).first().waitFor();

      await workbench.runCommand('Understudy: Show Log of Runs');
      await page
        .getByRole('tab', { name: /^Output/ })
        .first()
        .waitFor();
      await page
        .locator('.monaco-workbench .part.panel')
        .getByText('Understudy Runs')
        .first()
        .waitFor({ state: 'attached' });
      await workbench.screenshot('log');
    },
  },
  {
    name: 'a person begins studies from the palette, from the list of new files, and beside one that is there',
    options: { prepare: addPeople },
    async run(workbench) {
      const { page, quickInput, folder } = workbench;
      const studies = () =>
        fs.readdirSync(folder).filter((name) => /^(people|fresh)/.test(name) && name.endsWith('yaml'));
      const fromData = () => workbench.runCommand('Understudy: New Study from a Data File…');
      const input = quickInput.locator('input').first();
      const opens = (/** @type {string} */ name) => page.getByRole('tab', { name, exact: true }).first().waitFor();

      await fromData();
      // Only data files, and folders that may hold some.
      const seen = await offered(workbench, 'people.csv');
      assert.ok(!seen.some((name) => name.endsWith('.yaml')), seen.join(', '));
      await workbench.screenshot('choose-data');
      await workbench.escape();
      await nothingLeft(workbench);
      assert.deepEqual(studies(), []);

      await fromData();
      await workbench.pick('people.csv');
      await opens('people.study.yaml');
      await workbench.dismissNotification('Drafted from people.csv');
      // Where words are wanted, and not where the head of the file explains the mark.
      await workbench.line('TODO: the title').waitFor();
      const at =
        workbench
          .read('people.study.yaml')
          .split('\n')
          .findIndex((line) => /TODO:/.test(line)) + 1;
      await page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${at}, Col \\d+ \\(4 selected\\)`) }).waitFor();

      await fromData();
      await workbench.pick('people.csv');
      const toast = page.locator('.notifications-toasts .notification-list-item', { hasText: 'is there already' });
      await workbench.screenshot('there-already');
      await toast.getByRole('button', { name: 'Choose Another Name…' }).click();
      await offered(workbench, 'people.study.yaml');
      assert.match(await input.inputValue(), /people-2\.study\.yaml$/);
      await workbench.escape();
      await nothingLeft(workbench);
      assert.deepEqual(studies(), ['people.study.yaml']);
      await fromData();
      await workbench.pick('people.csv');
      await toast.getByRole('button', { name: 'Choose Another Name…' }).click();
      await offered(workbench, 'people.study.yaml');
      await page.keyboard.press('Enter');
      await opens('people-2.study.yaml');
      assert.deepEqual(studies(), ['people-2.study.yaml', 'people.study.yaml']);

      await workbench.runCommand('Create: New File...');
      await workbench.pick('New Study');
      await quickInput.getByText('A short name, such as browser-disclosure').first().waitFor();
      await input.fill('People');
      await quickInput.getByText('Small letters, digits and hyphens').first().waitFor();
      await input.fill('people');
      await quickInput.getByText('people.study.yaml is there already.').first().waitFor();
      await workbench.screenshots('new-study');
      await workbench.escape();
      await workbench.runCommand('Understudy: New Study');
      await input.fill('fresh-start');
      await page.keyboard.press('Enter');
      await opens('fresh-start.study.yaml');
      await workbench.line('study: fresh-start').waitFor();
      assert.deepEqual(studies(), ['fresh-start.study.yaml', 'people-2.study.yaml', 'people.study.yaml']);
    },
  },
];
