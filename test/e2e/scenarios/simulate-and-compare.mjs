import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { compareWithEvaluation, shownValues } from '../shown-numbers.mjs';

/** @typedef {import('../workbench.mjs').Workbench} Workbench */

const study = 'media-influence.study.yaml';
const words = /Simulate & compare: \d+ respondents, built-in models, no calls/;

/** @param {Workbench} workbench @returns {string} the one evaluation of the sample */
function evaluationFile({ folder }) {
  const runs = path.join(folder, 'media-influence', '.understudy', 'media-influence');
  const files = fs
    .readdirSync(runs)
    .map((run) => path.join(runs, run, 'evaluation.json'))
    .filter((file) => fs.existsSync(file));
  assert.equal(files.length, 1, `there are ${files.length} evaluations`);
  return files[0] ?? '';
}

/** Opens the sample, clicks the lens, and waits for the panel. @param {Workbench} workbench */
export async function simulateSample(workbench) {
  await workbench.openFile(study);
  await workbench.clickLens(words);
  const panel = workbench.panel();
  await panel.locator('[data-path]').first().waitFor({ state: 'attached', timeout: 120_000 });
  return panel;
}

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a person opens the sample, reads hovers, and corrects a mistake',
    essential: true,
    async run(workbench) {
      await workbench.openFile(study);
      await workbench.lens(words);
      await workbench.goToLine(1);
      const at = workbench
        .read(`media-influence/${study}`)
        .split('\n')
        .findIndex((line) => line.includes('formula: reaction'));
      await workbench.goToLine(at + 1);
      const hover = await workbench.hover('formula: reaction', 'importance');
      assert.match(hover, /belief item, scale of 7 points/);
      await workbench.screenshots('hover');
      await workbench.typeAfter('formula: reaction', ' + gendr');
      await workbench.waitForSquiggle('error');
      await workbench.problems();
      await workbench.page
        .locator('.markers-panel .monaco-list-row', { hasText: /gendr.*gender/s })
        .first()
        .waitFor();
      await workbench.screenshot('mistake');
    },
  },
  {
    name: 'a person clicks the lens, reads the panel, and finds the findings in the study',
    essential: true,
    async run(workbench) {
      const { page } = workbench;
      /** @type {string[]} */
      const refused = [];
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) {
          refused.push(message.text());
        }
      });
      await workbench.openFile(study);
      await workbench.clickLens(words);
      await page
        .locator('.notification-list-item', { hasText: `Simulating ${study}` })
        .first()
        .waitFor();
      const panel = workbench.panel();
      await panel.locator('[data-path]').first().waitFor({ state: 'attached', timeout: 120_000 });
      // The editor keeps the focus: what is typed goes to the study.
      assert.equal(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null), true);

      // Every number, for every arm that can be chosen.
      const evaluation = JSON.parse(fs.readFileSync(evaluationFile(workbench), 'utf8'));
      const choice = panel.locator('vscode-single-select').first();
      const arms = await choice
        .locator('vscode-option')
        .evaluateAll((options) => options.map((o) => o.getAttribute('value') ?? ''));
      assert.ok(arms.length >= 3, 'all arms, and each of the two');
      let compared = 0;
      for (const arm of arms) {
        await choice.evaluate((select, value) => {
          Object.assign(select, { value });
          select.dispatchEvent(new Event('change'));
        }, arm);
        const shown = await shownValues(panel);
        compareWithEvaluation(shown, evaluation);
        compared += shown.length;
      }
      assert.ok(compared > 300, `only ${compared} values were compared`);

      // A click on a name shows its place.
      const target = panel.locator('[data-reveal="coherence/expecting-a-rush-means-buying"]').first();
      await target.scrollIntoViewIfNeeded();
      await target.click();
      const lines = workbench.read(`media-influence/${study}`).split('\n');
      const wanted = lines.findIndex((line) => line.trim() === 'expecting-a-rush-means-buying:') + 1;
      await workbench.editor
        .first()
        .locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${wanted}$`) })
        .waitFor();

      // What was found stands in the study.
      const problems = await workbench.problems();
      assert.ok(
        problems.some((problem) => /people/.test(problem)),
        problems.join('\n'),
      );
      await page.keyboard.press('Control+J');
      await workbench.goToLine(1);
      await panel.locator('body').evaluate(() => window.scrollTo(0, 0));
      await workbench.screenshots('evaluation');

      assert.deepEqual(refused, []);
      // The panel's own files come from an address that VS Code answers itself.
      const own = '.vscode-resource.vscode-cdn.net';
      assert.deepEqual(
        [...workbench.foreignHosts].filter((host) => !host.endsWith(own)),
        [],
      );
    },
  },
  {
    name: 'the panel comes back after a reload of the window, and follows the file of its evaluation',
    async run(workbench) {
      const panel = await simulateSample(workbench);
      // A panel is brought back with the study that its page has named, which is stored later than the panel itself.
      await workbench.reload(/\{\\+"study\\+":/);
      await panel.locator('[data-path]').first().waitFor({ state: 'attached' });
      const file = evaluationFile(workbench);
      const evaluation = JSON.parse(fs.readFileSync(file, 'utf8'));
      compareWithEvaluation(await shownValues(panel), evaluation);

      evaluation.study.title = 'Judged again, by the command line';
      fs.writeFileSync(file, JSON.stringify(evaluation));
      await panel.getByText('Judged again, by the command line').first().waitFor();
    },
  },
  {
    name: 'in Restricted Mode the study is checked, and not simulated',
    options: { trust: 'restricted' },
    async run(workbench) {
      await workbench.openFile('broken.study.yaml');
      await workbench.waitForSquiggle('error');
      await workbench.openFile(study);
      await workbench.clickLens(words);
      const said = await workbench.notifications();
      assert.ok(
        said.some((text) => text.includes('Restricted Mode')),
        said.join('\n'),
      );
      assert.equal(fs.existsSync(path.join(workbench.folder, 'media-influence', '.understudy')), false);
      await workbench.screenshot('restricted');
    },
  },
];
