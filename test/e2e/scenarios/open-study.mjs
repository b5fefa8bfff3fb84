// @ts-check
import assert from 'node:assert/strict';

/** @type {readonly import('../run-test.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'a study opens in the editor',
    async run(workbench) {
      await workbench.openFile('tiny.study.yaml');
      await workbench.line('A study that fits on a screen').waitFor();
      assert.equal(await workbench.page.getByRole('button', { name: 'YAML' }).first().isVisible(), true);
      await workbench.screenshots('open-study');
    },
  },
  {
    name: 'a study opens in Restricted Mode',
    options: { trust: 'restricted' },
    async run(workbench) {
      await workbench.page.getByText('Restricted Mode').first().waitFor();
      await workbench.openFile('tiny.study.yaml');
      await workbench.line('A study that fits on a screen').waitFor();
    },
  },
];
