// Builds the bundles into dist/: extension, server, command line, worker, panel.
//   node esbuild.mjs            builds once
//   node esbuild.mjs --watch    builds again at every change
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

// Packages written for CommonJS call `require`, which an ESM bundle for Node has to bring along.
const requireInEsm =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const common = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  define: { UNDERSTUDY_VERSION: JSON.stringify(version) },
};
// Names stay, so that a stack trace says where it comes from also where the source maps are not.
const forNode = { ...common, platform: 'node', target: 'node20.19', minifyWhitespace: true, minifySyntax: true };

const forExtension = {
  ...forNode,
  format: 'cjs',
  external: ['vscode'],
  supported: { 'dynamic-import': false }, // `import()` becomes `require`, which VS Code answers for `vscode`
};

/** What `client/src/deferred` has becomes a bundle of its own, so that the extension's is small and quick to load. */
const deferred = {
  name: 'deferred',
  setup(build) {
    build.onResolve({ filter: /\/deferred\/[^/]+\.ts$/ }, ({ path: file }) => ({
      path: `./${path.basename(file, '.ts')}.cjs`,
      external: true,
    }));
  },
};

/** Every bundle, by the name of the file in dist/. */
export const bundles = {
  'extension.cjs': { ...forExtension, entryPoints: ['client/src/extension.ts'], plugins: [deferred] },
  'language-client.cjs': { ...forExtension, entryPoints: ['client/src/deferred/language-client.ts'] },
  'evaluations.cjs': { ...forExtension, entryPoints: ['client/src/deferred/evaluations.ts'] },
  'server.cjs': { ...forNode, entryPoints: ['server/src/main.ts'], format: 'cjs' },
  'understudy.mjs': {
    ...forNode,
    entryPoints: ['engine/cli/main.ts'],
    format: 'esm',
    banner: { js: `#!/usr/bin/env node\n${requireInEsm}` },
  },
  'worker.mjs': { ...forNode, entryPoints: ['engine/node/worker.ts'], format: 'esm', banner: { js: requireInEsm } },
  'data-worker.mjs': {
    ...forNode,
    entryPoints: ['engine/node/data/data-worker.ts'],
    format: 'esm',
    banner: { js: requireInEsm },
  },
  'panel.js': {
    ...common,
    entryPoints: ['client/webview/main.ts'],
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
  },
};

/** Says when a build begins and ends, which is how an editor's task knows that it can start the extension. */
const announce = {
  name: 'announce',
  setup(build) {
    build.onStart(() => console.log('building'));
    build.onEnd(() => console.log('built'));
  },
};

async function main() {
  const builds = Object.entries(bundles).map(([name, options]) => ({ ...options, outfile: `dist/${name}` }));
  if (process.argv.includes('--watch')) {
    const contexts = await Promise.all(
      builds.map((build) => esbuild.context({ ...build, plugins: [...(build.plugins ?? []), announce] })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  // esbuild prints its errors itself; one bundle that fails is no reason to leave the others out.
  const results = await Promise.allSettled(builds.map((build) => esbuild.build(build)));
  if (results.some(({ status }) => status === 'rejected')) {
    process.exitCode = 1;
    return;
  }
  fs.chmodSync(path.join(root, 'dist/understudy.mjs'), 0o755);
  removeStrays();
}

/** Files of bundles that are no longer made; what is made is overwritten in place, for whoever is using it. */
function removeStrays() {
  const made = new Set(Object.keys(bundles).flatMap((name) => [name, `${name}.map`]));
  for (const file of fs.readdirSync(path.join(root, 'dist')).filter((name) => !made.has(name))) {
    fs.rmSync(path.join(root, 'dist', file), { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main();
}
