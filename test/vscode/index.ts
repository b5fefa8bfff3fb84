import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** How many folders the runner's workspace file names. */
const foldersToOpen = 2;
const folderSeconds = 60;

/** Runs every suite beside this module. VS Code calls it in the extension host and waits for it. */
export async function run(): Promise<void> {
  const results = process.env['UNDERSTUDY_TEST_RESULTS'];
  if (results === undefined) {
    throw new Error('UNDERSTUDY_TEST_RESULTS names no file: start the suites with  node test/vscode/run-test.mjs');
  }
  await foldersOpen();
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, forbidOnly: true });
  const suites = path.join(__dirname, 'suites');
  for (const name of fs.readdirSync(suites).filter((file) => file.endsWith('.test.cjs'))) {
    mocha.addFile(path.join(suites, name));
  }
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      // Proves to the runner that the suites came to their end: an exit code alone can lie.
      const { passes, pending } = runner.stats ?? { passes: 0, pending: 0 };
      fs.writeFileSync(results, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
      if (failures > 0) {
        reject(new Error(`${failures} of the tests failed`));
      } else {
        resolve();
      }
    });
  });
}

/**
 * Waits until the folders of the workspace file are open. A workbench whose server is slow to answer for that file starts
 * with none, and adds them when the answer comes; by then it may have begun to run the tests.
 * @throws when they do not come in time
 */
async function foldersOpen(): Promise<void> {
  const missing = () => (vscode.workspace.workspaceFolders?.length ?? 0) < foldersToOpen;
  if (!missing()) {
    return;
  }
  console.log('waiting for the folders of the workspace file to open');
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`VS Code did not open the folders of the workspace file within ${folderSeconds} s`));
    }, folderSeconds * 1000);
    const subscription = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (!missing()) {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      }
    });
  });
}
