// @ts-check
// Copies that tests work on: the extension as it ships, and a folder to open, so that no test writes to the repository.
import fs from 'node:fs';
import path from 'node:path';
import { root, shipped } from './places.mjs';

/**
 * Copies the built extension, without its sources, to a folder.
 * @param {string} to
 */
export function stageExtension(to) {
  for (const name of shipped) {
    const from = path.join(root, name);
    if (fs.existsSync(from)) {
      fs.cpSync(from, path.join(to, name), { recursive: true });
    }
  }
}

/**
 * Copies the folder that tests open: small studies of `test/vscode/workspace`, and the samples with the data that is
 * committed with them.
 * @param {string} to
 */
export function stageWorkspace(to) {
  const withoutRuns = (/** @type {string} */ file) => path.basename(file) !== '.understudy';
  fs.cpSync(path.join(root, 'test', 'vscode', 'workspace'), to, { recursive: true, filter: withoutRuns });
  for (const sample of fs.readdirSync(path.join(root, 'samples'), { withFileTypes: true })) {
    const from = path.join(root, 'samples', sample.name);
    if (sample.isDirectory()) {
      fs.cpSync(from, path.join(to, sample.name), { recursive: true, filter: withoutRuns });
    }
  }
}
