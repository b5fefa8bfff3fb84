#!/usr/bin/env node
// @ts-check
// Stands in for the executable of the desktop VS Code: takes the flags that @vscode/test-electron gives it, runs the
// extension's tests in the extension host of a VS Code server whose workbench a headless Chromium shows, and exits with
// the tests' exit code.
//   UNDERSTUDY_VSCODE    which release (see vscode-versions.mjs)
//   UNDERSTUDY_VERBOSE   1: print the server's and the page's logs too
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { artifacts } from './places.mjs';
import { before, startVscode, workbenchAddress } from './vscode-server.mjs';
import { oldestVscode, vscodeVersion } from './vscode-versions.mjs';

const testSeconds = 300;
const verbose = process.env['UNDERSTUDY_VERBOSE'] === '1';

/** The workbench's own chatter, which comes through the same hook as the extension host's console. */
const chatter = [
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin|Ignoring fetching additional)/,
  /^(ChatSessionStore|Settings Sync|Overwriting extension|\[Service Worker\] registration)/,
  /^\[(reconnection-grace-time|AgentHost|ChatModelSelection|AccountPolicyGate|RemoteAgentHostProtocol)/,
  /(Could not locate the bindings file|native-watchdog|build\/Release\/(spdlog|watchdog))/,
  /^An unknown error occurred\. Please consult the log/,
];

/** @typedef {{ code: number, why?: string, logs?: readonly { relativePath: string, contents: string }[] }} Outcome */

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/**
 * @param {readonly string[]} args
 * @returns {{ named: Map<string, string>, plain: string[] }}
 */
function readFlags(args) {
  const named = new Map();
  const plain = [];
  for (const arg of args) {
    const flag = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (flag === null) {
      plain.push(arg);
    } else {
      named.set(flag[1], flag[2] ?? '');
    }
  }
  return { named, plain };
}

/**
 * VS Code reports success also when the extension host has crashed; its server's log does not.
 * @param {import('./vscode-server.mjs').VscodeServer} server
 * @returns {Promise<string | undefined>} what is wrong with the way the host ended
 */
async function badEndOfHost(server) {
  const said = /Extension Host Process exited with code: (\S+), signal: (\w+)/;
  for (let tries = 0; tries < 100; tries += 1) {
    const found = said.exec(server.log());
    if (found !== null) {
      const [, code, signal] = found;
      return code === '0' && signal === 'null' ? undefined : `the extension host ended with ${code}, signal ${signal}`;
    }
    await before(server.ended, 0.1);
  }
  return 'the extension host did not say how it ended';
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('./vscode-server.mjs').VscodeServer} server
 * @returns {Promise<{ outcome: Promise<Outcome> }>} when the page's hooks are in place
 */
async function listen(page, server) {
  /** @type {(outcome: Outcome) => void} */
  let finish = () => {};
  /** @type {Promise<Outcome>} */
  const outcome = new Promise((resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ values) => {
    const line = format(...values);
    if (verbose || !chatter.some((pattern) => pattern.test(line))) {
      (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${line}\n`);
    }
  });
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code, /** @type {Outcome['logs']} */ logs) =>
    finish({ code, logs: logs ?? [] }),
  );
  page.on('crash', () => finish({ code: 1, why: "the workbench's page crashed" }));
  page.on('pageerror', (error) => say(`the workbench's page: ${error.message}`));
  if (verbose) {
    page.on('console', (message) => say(`[page] ${message.text()}`));
  }
  server.ended.then((why) => finish({ code: 1, why }));
  return { outcome };
}

/**
 * @param {Outcome} result
 * @param {import('playwright-core').Page} page
 */
async function keepEvidence(result, page) {
  const folder = path.join(artifacts, 'vscode');
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, 'failure.png') }).catch(() => undefined);
  for (const { relativePath, contents } of result.logs ?? []) {
    const file = path.join(folder, 'logs', relativePath.replace(/[^\w./-]/g, '_'));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, contents);
  }
  say(`a screenshot and VS Code's logs are in ${folder}`);
}

async function main() {
  const { named, plain } = readFlags(process.argv.slice(2));
  const tests = named.get('extensionTestsPath');
  const extension = named.get('extensionDevelopmentPath');
  if (tests === undefined || extension === undefined) {
    say('this stands in for VS Code only to run the tests of an extension');
    return 2;
  }
  const given = (named.get('folder-uri') ?? plain[0])?.replace(/^file:\/\//, '');
  const opened = given?.endsWith('.code-workspace') ? { workspaceFile: given } : given ? { folder: given } : {};
  const userData = named.get('user-data-dir');
  const extensions = named.get('extensions-dir');

  /** @type {import('./vscode-server.mjs').VscodeServer | undefined} */
  let server;
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  const cleanUp = async () => {
    await browser?.close().catch(() => undefined);
    await server?.stop();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => cleanUp().finally(() => process.exit(130)));
  }
  try {
    server = await startVscode({
      version: vscodeVersion(process.env['UNDERSTUDY_VSCODE'] ?? oldestVscode.release),
      ...(userData ? { userData: path.resolve(userData) } : {}),
      ...(extensions ? { extensions: path.resolve(extensions) } : {}),
      ...(verbose ? { onLog: (/** @type {string} */ text) => say(text.replace(/^/gm, '[server] ')) } : {}),
    });
    browser = await launchChromium({ handleSignals: false });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const { outcome } = await listen(page, server);
    await page.goto(workbenchAddress(server, { ...opened, extension, tests }));
    const result = (await before(outcome, testSeconds)) ?? { code: 124, why: `no result after ${testSeconds} s` };
    const why = result.why ?? (result.code === 0 ? await badEndOfHost(server) : undefined);
    if (why !== undefined) {
      say(why);
    }
    if (why === undefined && result.code === 0) {
      return 0;
    }
    await keepEvidence(result, page);
    return result.code || 1;
  } finally {
    await cleanUp();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
