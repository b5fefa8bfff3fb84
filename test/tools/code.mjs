// @ts-check
// Opens VS Code on the samples with the extension loaded: the desktop's, where there is one, else one in the browser.
//   node test/tools/code.mjs [folder]      samples/, if left out
//   node test/tools/code.mjs --browser     in the browser, also where there is a desktop VS Code
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { installVscode } from './install-vscode.mjs';
import { root } from './places.mjs';
import { stageExtension } from './stage.mjs';
import { startVscode, workbenchAddress } from './vscode-server.mjs';
import { oldestVscode } from './vscode-versions.mjs';

const words = process.argv.slice(2);
const folder = path.resolve(words.find((word) => !word.startsWith('--')) ?? path.join(root, 'samples'));
const hasDesktop = spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0;

if (hasDesktop && !words.includes('--browser')) {
  spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, folder], { stdio: 'inherit' });
} else {
  await openInBrowser();
}

async function openInBrowser() {
  const version = oldestVscode;
  if (installVscode(version) === 'installed') {
    console.log(`installed VS Code ${version.vscode}`);
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'us-'));
  const extension = path.join(temporary, 'extension');
  stageExtension(extension);
  const userData = path.join(temporary, 'data');
  const server = await startVscode({ version, userData });
  const address = workbenchAddress(server, { folder, extension });
  console.log(`VS Code ${version.vscode} shows ${folder} with the extension at\n\n  ${address}\n\nCtrl+C ends it.`);
  const browser = process.env['DISPLAY'] ? await launchChromium({ visible: true, handleSignals: false }) : undefined;
  const page = await browser?.newPage({ viewport: null });
  await page?.goto(address);

  /** @type {Promise<void>} */
  const interrupted = new Promise((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
  /** @type {Promise<void> | undefined} */
  const closed = browser && new Promise((resolve) => browser.once('disconnected', () => resolve()));
  await Promise.race([interrupted, server.ended, ...(closed === undefined ? [] : [closed])]);
  await browser?.close();
  await server.stop();
  fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}
