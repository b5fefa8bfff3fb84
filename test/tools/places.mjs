// @ts-check
// Where things are: the repository, the cache of installed tools, the folder of screenshots and logs.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Screenshots and logs that tests leave behind; not committed. */
export const artifacts = path.join(root, 'test', 'artifacts');

/** What a person who installs the extension gets; also what is staged for the suites. */
export const shipped = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist',
  'docs',
  'schemas',
  'syntaxes',
  'client/media',
];

/**
 * @returns {string} our folder in the user's cache. Nothing that is installed for tests lies below the repository: VS
 * Code would take the themes and languages of a VS Code inside the extension's folder for the extension's own.
 */
export function cacheFolder() {
  const given = process.env['XDG_CACHE_HOME'];
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(os.homedir(), '.cache');
  return path.join(base, 'understudy');
}
