// @ts-check
// Installs a VS Code that needs no desktop, from the npm registry alone: the package `code-server` carries VS Code's own
// server, extension host and web workbench. No install script of any package runs.
//   node test/tools/install-vscode.mjs [release]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { oldestVscode, ripgrep, vscodePlaces, vscodeVersion } from './vscode-versions.mjs';

/** @typedef {import('./vscode-versions.mjs').VscodeVersion} VscodeVersion */
/** @typedef {import('./vscode-versions.mjs').PinnedPackage} PinnedPackage */

/**
 * Installs a version into the user's cache, unless it is there already.
 * @param {VscodeVersion} version
 * @returns {'installed' | 'present'}
 */
export function installVscode(version) {
  const { home, stamp } = vscodePlaces(version);
  if (fs.existsSync(stamp)) {
    return 'present';
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the test VS Code is pinned for linux-x64; this is ${process.platform}-${process.arch}`);
  }
  fs.mkdirSync(path.dirname(home), { recursive: true });
  const work = fs.mkdtempSync(`${home}.new-`);
  try {
    const server = path.join(work, 'server');
    unpack(version.server, server, ['--exclude=*.map']);
    if (version.node !== undefined) {
      unpack(version.node, path.join(work, 'node'), ['--exclude=*/include', '--exclude=*/share']);
    }
    const vscode = path.join(server, 'lib', 'vscode');
    npm(['ci', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps', '--no-audit', '--no-fund'], vscode);
    addRipgrep(vscode, work);
    fs.writeFileSync(path.join(work, path.basename(stamp)), `${JSON.stringify({ release: version.release })}\n`);
    moveIntoPlace(work, home, stamp);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return 'installed';
}

/**
 * Two runs may install at once: the first to finish wins, and what an interrupted one left is replaced.
 * @param {string} work
 * @param {string} home
 * @param {string} stamp
 */
function moveIntoPlace(work, home, stamp) {
  if (fs.existsSync(stamp)) {
    return;
  }
  fs.rmSync(home, { recursive: true, force: true });
  fs.renameSync(work, home);
}

/**
 * Fetches a package, compares its hash with the pinned one, and unpacks it.
 * @param {PinnedPackage} wanted
 * @param {string} into
 * @param {readonly string[]} tarOptions
 */
function unpack(wanted, into, tarOptions = []) {
  fs.mkdirSync(into, { recursive: true });
  const download = fs.mkdtempSync(`${into}.download-`);
  npm(['pack', wanted.name, '--ignore-scripts', '--silent'], download);
  const [file] = fs.readdirSync(download);
  if (file === undefined) {
    throw new Error(`npm pack ${wanted.name} left no file`);
  }
  const archive = path.join(download, file);
  const integrity = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
  if (integrity !== wanted.integrity) {
    throw new Error(`${wanted.name} is not what was pinned: ${integrity}, wanted ${wanted.integrity}`);
  }
  execFileSync('tar', ['-xzf', archive, '-C', into, '--strip-components=1', '--no-same-owner', ...tarOptions]);
  fs.rmSync(download, { recursive: true });
}

/**
 * @param {string} vscode
 * @param {string} work
 */
function addRipgrep(vscode, work) {
  const home = path.join(vscode, 'node_modules', '@vscode', 'ripgrep');
  if (!fs.existsSync(home)) {
    return;
  }
  const unpacked = path.join(work, 'ripgrep');
  unpack(ripgrep, unpacked);
  fs.mkdirSync(path.join(home, 'bin'), { recursive: true });
  fs.renameSync(path.join(unpacked, 'bin', 'rg'), path.join(home, 'bin', 'rg'));
  fs.rmSync(unpacked, { recursive: true });
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  // npm hands its settings to the scripts that it runs, so that this npm would hear those of our project.
  const env = { ...process.env, npm_config_engine_strict: 'false', npm_config_loglevel: 'error' };
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const version = vscodeVersion(process.argv[2] ?? oldestVscode.release);
  console.log(`VS Code ${version.vscode}: ${installVscode(version)} in ${vscodePlaces(version).home}`);
}
