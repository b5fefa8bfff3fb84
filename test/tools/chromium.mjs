// @ts-check
// The browser that shows VS Code's workbench: Debian's Chromium, driven by playwright-core.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const packages = ['chromium', 'fonts-dejavu-core'];

/** The one line that installs the browser. */
export const aptLine = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/** @returns {string | undefined} the browser's path: $CHROMIUM, or where Debian puts it; undefined when there is none */
export function findChromium() {
  return [process.env['CHROMIUM'], ...usual].find((file) => file !== undefined && file !== '' && fs.existsSync(file));
}

/**
 * Installs Chromium where that is possible: on Debian, as root.
 * @returns {'installed' | 'present'} throws, with the line to type, where it is not possible
 */
export function installChromium() {
  if (findChromium() !== undefined) {
    return 'present';
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`the tests need Chromium. Install it, then try again:\n\n  sudo ${aptLine}\n`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {readonly string[]} */ ...args) =>
    execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  } catch {
    throw new Error(`Chromium could not be installed. The line was:\n\n  ${aptLine}\n`);
  }
  if (findChromium() === undefined) {
    throw new Error('Chromium was installed, but is not where Debian puts it: set CHROMIUM to its path');
  }
  return 'installed';
}

/**
 * Starts the browser with an empty profile. It can reach this machine's loopback address and nothing else.
 * @param {object} [options]
 * @param {boolean} [options.visible] in a window, for a person
 * @param {boolean} [options.handleSignals] false: the caller ends it on a signal
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium({ visible = false, handleSignals = true } = {}) {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(`there is no Chromium: ${aptLine}, or set CHROMIUM to its path`);
  }
  return chromium.launch({
    executablePath,
    headless: !visible,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
