// @ts-check
// Starts an installed VS Code as a server on a free port of the loopback address, and says where its workbench is.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oldestVscode, vscodePlaces } from './vscode-versions.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./vscode-versions.mjs').VscodeVersion} [version]
 * @property {string} [userData] the folder of settings and state; a fresh one, removed at the end, if left out
 * @property {string} [extensions] the folder of installed extensions
 * @property {readonly string[]} [vsix] packaged extensions to install first
 * @property {'development' | 'installed'} [source] `development`: the extension's folder is named in the workbench's
 * address. VS Code from 1.139 on reads it there only in its smoke-test mode, and then shows no notifications
 * @property {'trusted' | 'restricted'} [trust] `restricted`: opened folders are not trusted
 * @property {Readonly<Record<string, unknown>>} [settings] on top of the quiet ones
 * @property {Readonly<Record<string, string>>} [env] on top of ours
 * @property {(text: string) => void} [onLog]
 *
 * @typedef {object} VscodeServer
 * @property {string} authority host and port, as the page's address has them
 * @property {string} userData
 * @property {Promise<string>} ended says why, when the server has ended
 * @property {() => string} log all that the server has printed
 * @property {() => Promise<void>} stop
 */

const startSeconds = 60;

/**
 * @param {ServerOptions} [options]
 * @returns {Promise<VscodeServer>} when it listens; rejects when it ends, or says nothing for a minute
 */
export async function startVscode(options = {}) {
  const { version = oldestVscode, source = 'development', trust = 'trusted' } = options;
  const { home, main, node, stamp } = vscodePlaces(version);
  if (!fs.existsSync(stamp)) {
    throw new Error(
      `VS Code ${version.vscode} is not in ${home}: node test/tools/install-vscode.mjs ${version.release}`,
    );
  }
  const own = options.userData === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'us-')) : undefined;
  const userData = options.userData ?? own ?? '';
  const extensions = options.extensions ?? path.join(userData, 'extensions');
  fs.mkdirSync(extensions, { recursive: true });
  writeSettings(userData, trust, options.settings ?? {});

  const folders = [
    ...['--user-data-dir', userData],
    ...['--server-data-dir', path.join(userData, 'server')],
    ...['--extensions-dir', extensions],
  ];
  const env = { ...cleanEnvironment(), ...options.env };
  if (options.vsix !== undefined && options.vsix.length > 0) {
    const wanted = options.vsix.flatMap((file) => ['--install-extension', file]);
    execFileSync(node, [main, ...folders, ...wanted], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const flags = [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--force-disable-user-env'],
    ...(trust === 'trusted' ? ['--disable-workspace-trust'] : []),
    ...(source === 'development' ? ['--enable-smoke-test-driver'] : []),
  ];
  // Detached, so that it leads a process group: extension host, file watcher and language servers end with it.
  const child = spawn(node, [main, ...folders, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const killGroup = (/** @type {NodeJS.Signals} */ signal) => {
    if (child.pid === undefined) {
      return;
    }
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group has ended already.
    }
  };
  const atExit = () => killGroup('SIGKILL');
  process.once('exit', atExit);

  let log = '';
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(`VS Code's server did not start: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`VS Code's server ended: ${signal ?? code}`));
  });
  /** @type {Promise<number>} */
  const listening = new Promise((resolve) => {
    const hear = (/** @type {Buffer} */ data) => {
      log += data.toString();
      options.onLog?.(data.toString());
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const stop = async () => {
    killGroup('SIGTERM');
    await before(ended, 5);
    killGroup('SIGKILL');
    process.off('exit', atExit);
    if (own !== undefined) {
      fs.rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  const first = await before(Promise.race([listening, ended]), startSeconds);
  if (typeof first !== 'number') {
    await stop();
    throw new Error(`${first ?? `VS Code's server was not up after ${startSeconds} s`}\n${log}`);
  }
  return { authority: `127.0.0.1:${first}`, userData, ended, log: () => log, stop };
}

/**
 * @param {VscodeServer} server
 * @param {object} opened
 * @param {string} [opened.folder]
 * @param {string} [opened.workspaceFile] a `.code-workspace` file, instead of a folder
 * @param {string} [opened.extension] the folder of an extension under development
 * @param {string} [opened.tests] the module that runs that extension's tests
 * @returns {string} the address of a workbench. Paths in it carry the server's authority, letter for letter
 */
export function workbenchAddress(server, { folder, workspaceFile, extension, tests }) {
  const remote = (/** @type {string} */ file) =>
    `vscode-remote://${server.authority}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (workspaceFile !== undefined) {
    query.set('workspace', path.resolve(workspaceFile));
  } else if (folder !== undefined) {
    query.set('folder', path.resolve(folder));
  } else {
    query.set('ew', 'true');
  }
  return `http://${server.authority}/?${query}`;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} seconds
 * @returns {Promise<T | undefined>} undefined when the time is over
 */
export async function before(promise, seconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<undefined>} */
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** As on a desktop, and nothing that looks for a network, or takes the focus or the space of what is tested. */
const quietSettings = {
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false, // those of other programs on this machine are told in notifications
  'chat.agentHost.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
};

/**
 * @param {string} userData
 * @param {'trusted' | 'restricted'} trust
 * @param {Readonly<Record<string, unknown>>} settings
 */
function writeSettings(userData, trust, settings) {
  const file = path.join(userData, 'User', 'settings.json');
  if (fs.existsSync(file)) {
    return;
  }
  const trustSettings = {
    'security.workspace.trust.enabled': trust === 'restricted',
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.emptyWindow': trust === 'trusted',
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...trustSettings, ...settings }, null, 2));
}

/** @returns {NodeJS.ProcessEnv} ours, without what another VS Code around us has put there; no extension gallery */
function cleanEnvironment() {
  const foreign = /^(CODE_SERVER_|VSCODE_|ELECTRON_)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}' };
}
