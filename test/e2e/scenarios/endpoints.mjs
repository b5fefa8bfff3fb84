import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../tools/places.mjs';

/** @typedef {import('../workbench.mjs').Workbench} Workbench */

const study = 'media-influence.study.yaml';
const key = 'sk-test-of-the-editor';
const lens = /Simulate & compare/;

/**
 * Adds a model to the sample that is open.
 * @param {Workbench} workbench
 * @param {string} model as YAML writes it
 */
function addModel({ folder }, model) {
  fs.appendFileSync(path.join(folder, 'media-influence', study), `\nmodels:\n  ${model}\n`);
}

/** @param {Workbench} workbench @param {string} name */
async function pickModel({ page }, name) {
  const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
  await row.waitFor();
  await row.click();
}

/** @param {string} folder @returns {readonly string[]} every file below it */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** @returns {Promise<typeof import('../../tools/scripted-endpoint.ts')>} */
async function scriptedEndpoints() {
  const file = path.join(root, 'out', 'e2e', 'scripted-endpoint.mjs');
  const from = path.join(root, 'test', 'tools', 'scripted-endpoint.ts');
  await esbuild.build({ entryPoints: [from], outfile: file, bundle: true, platform: 'node', format: 'esm' });
  return import(file);
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person is asked before people’s attributes go to an address, and can say no',
    async run(workbench) {
      addModel(workbench, 'gpt: { provider: openai, base_url: "https://models.example.org/v1", model: some-model }');
      await workbench.openFile(study);
      await workbench.clickLens(/or gpt: 93 calls/);
      await pickModel(workbench, 'some-model at https://models.example.org');
      const dialog = workbench.page.locator('.monaco-dialog-box');
      await dialog.waitFor();
      const words = await dialog.innerText();
      for (const said of [
        '93 calls to https://models.example.org',
        'OPENAI_API_KEY',
        'Attributes of real people',
        'Their ids and their answers are not',
      ]) {
        assert.ok(words.includes(said), `${said} is not in: ${words}`);
      }
      await workbench.screenshot('consent');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(fs.existsSync(path.join(workbench.folder, 'media-influence', '.understudy')), false);
    },
  },
  {
    name: 'a person cancels a run of an endpoint, goes on, and sees that its answers do not vary',
    options: { env: { SCRIPTED_KEY: key } },
    async run(workbench) {
      const { scriptedEndpoint } = await scriptedEndpoints();
      /** @type {() => void} */
      let release = () => {};
      /** @type {Promise<void>} */
      const released = new Promise((resolve) => {
        release = resolve;
      });
      const endpoint = await scriptedEndpoint(async ({ number, response_format }) => {
        if (number > 20) {
          await released;
        }
        const asked = Object.entries(response_format?.json_schema.schema.properties ?? {});
        return { kind: 'answers', answers: Object.fromEntries(asked.map(([id, one]) => [id, one.enum?.at(-1) ?? 7])) };
      });
      try {
        const { page } = workbench;
        addModel(
          workbench,
          `scripted: { provider: openai, base_url: "${endpoint.base_url}", model: always-the-last, key_env: SCRIPTED_KEY, concurrency: 4 }`,
        );
        await workbench.openFile(study);
        await workbench.clickLens(lens);
        await pickModel(workbench, 'always-the-last');
        await endpoint.received(24);
        await page.locator('.notification-list-item', { hasText: '20 of 93' }).first().waitFor();
        await workbench.screenshot('progress');
        await page.locator('.notification-list-item').getByRole('button', { name: 'Cancel' }).click();
        await page.locator('.notification-list-item', { hasText: 'Stopped simulating media-influence' }).waitFor();
        release();

        await workbench.clickLens(lens);
        await pickModel(workbench, 'always-the-last');
        const panel = workbench.panel();
        await panel.locator('[data-path]').first().waitFor({ state: 'attached', timeout: 120_000 });
        assert.ok(endpoint.requests.length <= 93 + 4, `${endpoint.requests.length} requests for 93 respondents`);
        assert.ok(endpoint.requests.every(({ authorization }) => authorization === `Bearer ${key}`));
        await workbench.waitForSquiggle('warning');
        const problems = await workbench.problems();
        assert.ok(
          problems.some((problem) => /vary/.test(problem)),
          problems.join('\n'),
        );

        const files = filesBelow(path.join(workbench.folder, 'media-influence', '.understudy'));
        const journal = files.find((file) => file.includes('scripted') && file.endsWith('answers.jsonl')) ?? '';
        const asked = fs
          .readFileSync(journal, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).respondent);
        assert.equal(asked.length, 93);
        assert.equal(new Set(asked).size, 93);
        for (const file of files) {
          assert.ok(!fs.readFileSync(file, 'utf8').includes(key), `the key is in ${file}`);
        }
      } finally {
        release();
        await endpoint.close();
      }
    },
  },
];
