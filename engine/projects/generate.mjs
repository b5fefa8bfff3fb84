// Writes the TypeScript projects and the linter's import rules from import-table.mjs.
//   node engine/projects/generate.mjs           writes the files
//   node engine/projects/generate.mjs --check   fails when a file on disk differs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { engineFolders, forbiddenGlobals, numericFolders, outerProjects, packageHomes } from './import-table.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folders = Object.keys(engineFolders);
/** Every TypeScript project but the root, which only lists them. */
const projects = [
  ...folders.map((folder) => `engine/src/${folder}`),
  'engine/src',
  ...Object.keys(outerProjects),
  'test',
];

/** @returns {Map<string, string>} each generated file, by its path from the root */
export function generatedProjects() {
  const files = new Map();
  const put = (file, value) => files.set(file, `${JSON.stringify(value, null, 2)}\n`);
  for (const folder of folders) {
    put(`engine/src/${folder}/tsconfig.json`, engineProject(folder));
  }
  put('engine/src/tsconfig.json', {
    ...project('engine/src', { types: [] }),
    files: ['index.ts'],
    references: folders.map((folder) => ({ path: `./${folder}` })),
  });
  for (const folder of Object.keys(outerProjects)) {
    put(`${folder}/tsconfig.json`, outerProject(folder));
  }
  put('test/tsconfig.json', testProject());
  put('tsconfig.json', { files: [], references: projects.map((folder) => ({ path: folder })) });
  const base = JSON.parse(fs.readFileSync(path.join(root, 'engine/projects/biome.base.json'), 'utf8'));
  put('biome.json', { ...base, overrides: [...base.overrides, ...folders.flatMap(engineRules), ...outerRules()] });
  return files;
}

function project(folder, { types, ...options }) {
  const up = path.relative(folder, '.');
  return {
    extends: `${up}/tsconfig.base.json`,
    compilerOptions: {
      rootDir: '.',
      outDir: `${up}/out/types/${folder}`,
      tsBuildInfoFile: `${up}/out/types/${folder}.tsbuildinfo`,
      types,
      ...options,
    },
  };
}

function engineProject(folder) {
  const numeric = numericFolders.includes(folder) ? { noUncheckedIndexedAccess: false } : {};
  return {
    ...project(`engine/src/${folder}`, { types: [], ...numeric }),
    include: ['.'],
    references: engineFolders[folder].map((other) => ({ path: `../${other}` })),
  };
}

function outerProject(folder) {
  const { ours, types, lib } = outerProjects[folder];
  const homes = {
    '#engine': ['engine/src', ...folders.map((f) => `engine/src/${f}`)],
    '#engine/node': ['engine/node'],
  };
  return {
    ...project(folder, { types, ...(lib === undefined ? {} : { lib }) }),
    include: [folder === 'client' || folder === 'server' ? 'src' : '.'],
    references: ours.flatMap((alias) => homes[alias]).map((target) => ({ path: path.relative(folder, target) })),
  };
}

function testProject() {
  const base = project('test', {
    types: ['node', 'vscode', 'mocha'],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    noUncheckedIndexedAccess: false,
    allowJs: true,
  });
  return {
    ...base,
    // Tests also read the scripts that make what is generated.
    compilerOptions: { ...base.compilerOptions, rootDir: '..' },
    include: [
      '.',
      './**/golden/*.json',
      '../engine/projects/*.mjs',
      '../samples/disclosure-game/*.mjs',
      '../samples/town-panel/*.mjs',
    ],
    exclude: ['artifacts', 'fixtures'],
    references: projects.filter((folder) => folder !== 'test').map((folder) => ({ path: `../${folder}` })),
  };
}

/** What may be imported is listed, and everything else is refused: the linter reads `!` as "but not". */
function importRule(includes, allowed, refused = []) {
  const message = `${includes} may not import this: see engine/projects/import-table.mjs`;
  const group = ['**', ...allowed.map((pattern) => `!${pattern}`), ...refused];
  const noRestrictedImports = { level: 'error', options: { patterns: [{ group, message }] } };
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports } } } };
}

/** @returns {string[]} the patterns of the packages that may be imported in this folder */
function packagesOf(folder) {
  const at = Object.keys(packageHomes).filter((name) => packageHomes[name].includes(folder));
  return at.flatMap((name) => [name, `${name}/**`]);
}

function engineRules(folder) {
  const here = `engine/src/${folder}`;
  const allowed = ['./**', ...engineFolders[folder].map((other) => `#engine/${other}`), ...packagesOf(here)];
  const rules = [
    importRule(`${here}/**`, allowed),
    importRule(`${here}/*/**`, ['../*', '../*/**', ...allowed], ['../../**', `../../*`]),
  ];
  const deniedGlobals = Object.fromEntries(
    Object.entries(forbiddenGlobals).map(([name, advice]) => [name, `engine/src may not use ${name}: ${advice}.`]),
  );
  const noRestrictedGlobals = { level: 'error', options: { deniedGlobals } };
  rules[0].linter.rules.style.noRestrictedGlobals = noRestrictedGlobals;
  return rules;
}

function outerRules() {
  return Object.entries(outerProjects).map(([folder, { ours, types }]) => {
    const node = types.includes('node') ? ['node:*', 'node:*/**'] : [];
    const inside = folder === 'client' ? 'client/src' : folder;
    const own = new Set(inside.split('/'));
    // A way out by a relative path has one of these names in it.
    const elsewhere = ['engine', 'src', 'node', 'cli', 'server', 'client', 'webview', 'test'];
    const ways = elsewhere.filter((name) => !own.has(name)).flatMap((name) => [`../**/${name}/**`, `../${name}/**`]);
    return importRule(`${inside}/**`, ['./**', '../**', ...ours, ...node, ...packagesOf(folder)], ways);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  let drifted = 0;
  for (const [file, text] of generatedProjects()) {
    const full = path.join(root, file);
    if (fs.existsSync(full) && fs.readFileSync(full, 'utf8') === text) {
      continue;
    }
    if (process.argv.includes('--check')) {
      console.error(`${file} is not what engine/projects/import-table.mjs says: run  npm run generate`);
      drifted += 1;
      continue;
    }
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
    console.log(`wrote ${file}`);
  }
  process.exitCode = drifted > 0 ? 1 : 0;
}
