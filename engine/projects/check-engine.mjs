// Checks that engine/src is pure: bundles it for a browser with nothing left out, and looks at what came in and at the
// names that its sources use.
//   node engine/projects/check-engine.mjs [root]       prints what is wrong, and fails if anything is
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { engineFolders, enginePackages, forbiddenGlobals } from './import-table.mjs';

const marker = 'UNDERSTUDY_FORBIDDEN_';

/**
 * @param {string} root a copy of the repository
 * @returns {Promise<readonly string[]>} one sentence for each thing that is wrong; empty when nothing is
 */
export async function engineImpurities(root) {
  return [...(await bundleImpurities(root)), ...forbiddenNames(root)];
}

/**
 * @param {string} root
 * @returns {Promise<readonly string[]>} what comes into a browser bundle of the engine and may not
 */
export async function bundleImpurities(root) {
  const folders = ['', ...Object.keys(engineFolders)];
  const entryPoints = folders.map((folder) => path.posix.join('engine/src', folder, 'index.ts'));
  const result = await bundleForBrowser(root, entryPoints);
  if (result.metafile === undefined) {
    return result.errors;
  }
  const inputs = Object.keys(result.metafile.inputs);
  const allowed = withTheirDependencies(root, enginePackages);
  const packages = new Set(inputs.map(packageOf).filter((name) => name !== undefined));
  const strangers = [...packages].filter((name) => !allowed.has(name)).sort();
  const outside = inputs.filter((file) => packageOf(file) === undefined && !file.startsWith('engine/src/'));
  return [
    ...strangers.map((name) => `#engine brings the package ${name}, which import-table.mjs does not allow there`),
    ...outside.map((file) => `#engine brings ${file}, which is not in engine/src`),
  ];
}

/**
 * @param {string} root
 * @param {readonly string[]} entryPoints
 * @returns {Promise<{ metafile?: import('esbuild').Metafile, errors: string[] }>} errors: imports that no browser has
 */
async function bundleForBrowser(root, entryPoints) {
  try {
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: [...entryPoints],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      metafile: true,
      outdir: 'out',
      write: false,
      logLevel: 'silent',
    });
    return { metafile, errors: [] };
  } catch (error) {
    const { errors = [] } = /** @type {import('esbuild').BuildFailure} */ (error);
    if (errors.length === 0) {
      throw error;
    }
    return {
      errors: errors.map(({ text, location }) => `${location?.file ?? '#engine'}:${location?.line ?? 1}: ${text}`),
    };
  }
}

/**
 * The names that a source uses and does not declare itself, found by the bundler and not by a search of the text, so that
 * comments, strings and properties of that name do not count.
 * @param {string} root
 * @returns {readonly string[]} a sentence for each name in a file
 */
export function forbiddenNames(root) {
  const define = Object.fromEntries([...Object.keys(forbiddenGlobals), 'Math'].map((name) => [name, marker + name]));
  return sourcesBelow(path.join(root, 'engine/src')).flatMap((file) => {
    const { code } = esbuild.transformSync(fs.readFileSync(file, 'utf8'), {
      loader: file.endsWith('.ts') ? 'ts' : 'js',
      define,
    });
    const used = [...code.matchAll(new RegExp(`${marker}(\\w+)(\\.\\w+)?`, 'g'))].map(([, name, member]) => ({
      name,
      member,
    }));
    const wrong = used.filter(({ name, member }) => name !== 'Math' || member === undefined || member === '.random');
    const names = new Set(wrong.map(({ name, member }) => (name === 'Math' ? `Math${member ?? ' as a value'}` : name)));
    return [...names].map(
      (name) =>
        `${path.relative(root, file)} uses ${name}: ${forbiddenGlobals[name] ?? 'take random numbers from #engine/random'}`,
    );
  });
}

/** @param {string} folder @returns {string[]} */
function sourcesBelow(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((name) => /(?<!\.d)\.(ts|js|mjs)$/.test(name)).map((name) => path.join(folder, name));
}

/** @param {string} file @returns {string | undefined} the package that a bundled file is from; undefined: none, it is ours */
function packageOf(file) {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** @param {string} root @param {readonly string[]} names @returns {Set<string>} */
function withTheirDependencies(root, names) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const found = new Set(names);
  for (const name of found) {
    for (const dependency of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {})) {
      found.add(dependency); // a set that grows while it is walked is walked to its end
    }
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../..'));
  const wrong = await engineImpurities(root);
  for (const sentence of wrong) {
    console.error(sentence);
  }
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
