// @ts-check
// Makes the extension's package of what is built.
//   node test/tools/package.mjs [file]        without a file, understudy-<version>.vsix in the repository's root
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './places.mjs';

/** What must be in the package: without one of these it does not work, or does not say what it is. */
const needed = [
  ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'],
  ...[
    'extension.cjs',
    'language-client.cjs',
    'evaluations.cjs',
    'server.cjs',
    'understudy.mjs',
    'worker.mjs',
    'data-worker.mjs',
    'panel.js',
  ].map((name) => `dist/${name}`),
];
/** What may be in it. */
const fitting =
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[\w-]+\.(cjs|mjs|js|css)|docs\/[\w-]+\.md|(schemas|syntaxes)\/[\w.-]+\.json|client\/media\/(walkthrough\/)?[\w-]+\.(png|svg))$/;

/**
 * @param {string} file
 * @returns {string} the file; throws when something would be missing in the package, or too much
 */
export function packageExtension(file) {
  const files = vsce('ls', '--no-dependencies')
    .split('\n')
    .filter((line) => line !== '');
  const missing = needed.filter((name) => !files.includes(name));
  const strange = files.filter((name) => !fitting.test(name));
  if (missing.length > 0 || strange.length > 0) {
    const words = [...missing.map((name) => `without ${name}`), ...strange.map((name) => `with ${name}`)];
    throw new Error(`the extension would be packaged ${words.join(', ')}: see .vscodeignore, and build first`);
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  vsce('package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file);
  return file;
}

/** @param {readonly string[]} args @returns {string} what it prints */
function vsce(...args) {
  const program = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  try {
    return execFileSync(process.execPath, [program, ...args], { cwd: root, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`vsce ${args[0]} failed\n${stdout}${stderr}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  console.log(packageExtension(path.resolve(process.argv[2] ?? path.join(root, `${name}-${version}.vsix`))));
}
