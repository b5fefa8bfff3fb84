import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enginePackages, outerProjects, packageHomes } from '../../engine/projects/import-table.mjs';
import { type Check, folders, PlantedTree } from './planted-tree.ts';

type Refused = { readonly folder: string; readonly text: string; readonly by: readonly Check[] };
type Allowed = { readonly folder: string; readonly text: string };

const inEngine = Object.keys(folders);
const homes: Readonly<Record<string, readonly string[]>> = packageHomes;
const source = (folder: string) => (folder === 'client' || folder === 'server' ? `${folder}/src` : folder);
const outer = Object.keys(outerProjects).map(source);
const everywhere = [...inEngine.map((folder) => `engine/src/${folder}`), ...outer];
const of = (specifier: string) => `import * as it from '${specifier}';\nexport const used = it;\n`;

/** Folders that the compiler lets a folder see: those that it may import, and those that these may. */
const inSight = (folder: string): readonly string[] =>
  (folders[folder] ?? []).flatMap((other) => [other, ...inSight(other)]);

const betweenEngineFolders: readonly Refused[] = inEngine.flatMap((folder) =>
  inEngine
    .filter((other) => other !== folder && !folders[folder]?.includes(other))
    .flatMap((other): Refused[] => [
      {
        folder: `engine/src/${folder}`,
        text: of(`#engine/${other}`),
        by: inSight(folder).includes(other) ? ['lint'] : ['types', 'lint'],
      },
      { folder: `engine/src/${folder}`, text: of(`../${other}/index.ts`), by: ['lint'] },
      { folder: `engine/src/${folder}/deeper`, text: of(`../../${other}/index.ts`), by: ['lint'] },
    ]),
);

const outOfTheEngine: readonly Refused[] = inEngine.flatMap((name): Refused[] => {
  const folder = `engine/src/${name}`;
  return [
    { folder, text: of('node:fs'), by: ['types', 'lint'] },
    { folder, text: of('fs'), by: ['types', 'lint'] },
    { folder, text: of('#engine'), by: ['types', 'lint'] },
    { folder, text: of('#engine/node'), by: ['types', 'lint'] },
    { folder, text: of('../../node/index.ts'), by: ['lint'] },
    { folder, text: of('../../../server/src/main.ts'), by: ['types', 'lint'] },
    { folder, text: of('vscode'), by: ['lint'] },
  ];
});

const waysOfSaying: readonly Refused[] = [
  { folder: 'engine/src/study', text: "export * from 'node:fs/promises';\n", by: ['types', 'lint', 'bundle'] },
  {
    folder: 'engine/src/study',
    text: "export const later = () => import('node:fs');\n",
    by: ['types', 'lint', 'bundle'],
  },
  {
    folder: 'engine/src/study',
    text: "import type { Stats } from 'node:fs';\nexport type S = Stats;\n",
    by: ['types', 'lint'],
  },
  { folder: 'engine/src/study', text: "import 'node:worker_threads';\nexport {};\n", by: ['lint', 'bundle'] },
  { folder: 'engine/src/simulation', text: of('openai'), by: ['lint', 'bundle'] },
  { folder: 'engine/src/simulation', text: of('openai/resources'), by: ['lint', 'bundle'] },
  { folder: 'engine/src/diagnostics', text: of('vscode-languageserver-textdocument'), by: ['lint', 'bundle'] },
  { folder: 'engine/src/diagnostics', text: of('vscode-languageserver-types'), by: ['lint', 'bundle'] },
  {
    folder: 'engine/src/diagnostics',
    text: "import type { Position } from 'vscode-languageserver-types';\nexport type P = Position;\n",
    by: ['lint'],
  },
];

/** Each package that we ship, in each place that is not its home. */
const packagesAbroad: readonly Refused[] = Object.entries(homes).flatMap(([name, at]) =>
  everywhere
    .filter((folder) => !at.some((home) => source(home) === folder))
    .map((folder): Refused => ({ folder, text: of(name), by: ['lint'] })),
);

/** Where a package has no module of its own name. */
const moduleOf: Readonly<Record<string, string>> = {
  'pure-rand': 'pure-rand/generator/xoroshiro128plus',
  '@noble/hashes': '@noble/hashes/sha2.js',
};

const past = (...specifiers: readonly string[]) => specifiers.map(of);
const outside: readonly Refused[] = [
  ...outer.flatMap((folder): Refused[] => {
    const up = path.posix.relative(folder, '.');
    return [
      // Past the engine's index: the compiler would let the alias pass, as the project refers to that folder's.
      ...inEngine.map((name): Refused => ({ folder, text: of(`#engine/${name}`), by: ['lint'] })),
      { folder, text: of(`${up}/engine/src/study/index.ts`), by: ['lint'] },
      { folder, text: of(`${up}/engine/src/index.ts`), by: ['lint'] },
      { folder: `${folder}/deeper`, text: of(`${up}/../engine/src/study/index.ts`), by: ['lint'] },
    ];
  }),
  ...['server/src', 'engine/cli', 'engine/node', 'client/webview'].map(
    (folder): Refused => ({
      folder,
      text: of(`${path.posix.relative(folder, '.')}/client/src/extension.ts`),
      by: ['types', 'lint'],
    }),
  ),
  ...past('../../server/src/main.ts', '../../engine/node/index.ts', '../../engine/cli/main.ts').map(
    (text): Refused => ({ folder: 'client/src', text, by: ['lint'] }),
  ),
  { folder: 'server/src', text: of('../../engine/node/index.ts'), by: ['lint'] },
  { folder: 'engine/node', text: of('../cli/main.ts'), by: ['types', 'lint'] },
  { folder: 'engine/cli', text: of('../node/index.ts'), by: ['lint'] },
  { folder: 'engine/cli', text: of('../src/study/index.ts'), by: ['lint'] },
  { folder: 'engine/node', text: of('#engine/node'), by: ['lint'] },
  { folder: 'client/webview', text: of('#engine/node'), by: ['lint'] },
  { folder: 'client/webview', text: of('node:fs'), by: ['types', 'lint'] },
  { folder: 'server/src', text: of('../../client/webview/main.ts'), by: ['types', 'lint'] },
];

const inSimulation = (text: string, ...by: readonly Check[]): Refused => ({
  folder: 'engine/src/simulation',
  text,
  by,
});
const worlds: readonly Refused[] = [
  inSimulation('export const now = () => Date.now();\n', 'lint', 'names'),
  inSimulation('export const now = () => new Date();\n', 'lint', 'names'),
  inSimulation('export const draw = () => Math.random();\n', 'names'),
  inSimulation("export const draw = () => Math['random']();\n", 'names'),
  inSimulation('const { random } = Math;\nexport const draw = random;\n', 'names'),
  inSimulation("export const ask = () => fetch('http://localhost');\n", 'types', 'lint', 'names'),
  inSimulation('export const wait = () => setTimeout(() => undefined, 1);\n', 'types', 'lint', 'names'),
  inSimulation('export const wait = () => setInterval(() => undefined, 1);\n', 'types', 'lint', 'names'),
  inSimulation('export const key = () => process.env;\n', 'types', 'lint', 'names'),
  inSimulation("export const say = () => console.log('x');\n", 'types', 'lint', 'names'),
  inSimulation('export const now = () => globalThis.Date.now();\n', 'lint', 'names'),
  inSimulation('export const now = () => performance.now();\n', 'types', 'lint', 'names'),
  inSimulation("export const run = () => eval('1');\n", 'lint', 'names'),
  inSimulation("export const run = () => new Function('return 1');\n", 'lint', 'names'),
];

const allowed: readonly Allowed[] = [
  ...inEngine.flatMap((folder) =>
    (folders[folder] ?? []).map((other) => ({ folder: `engine/src/${folder}`, text: of(`#engine/${other}`) })),
  ),
  ...inEngine.map((folder) => ({ folder: `engine/src/${folder}`, text: of('./index.ts') })),
  ...inEngine.map((folder) => ({ folder: `engine/src/${folder}/deeper`, text: of('../index.ts') })),
  ...Object.entries(outerProjects).flatMap(([folder, { ours }]) =>
    ours.map((alias) => ({ folder: source(folder), text: of(alias) })),
  ),
  ...['engine/node', 'engine/cli', 'server/src', 'client/src'].map((folder) => ({
    folder,
    text: of('node:fs/promises'),
  })),
  ...Object.entries(homes).flatMap(([name, at]) =>
    at.map((home) => ({
      folder: source(home),
      text: `import type * as it from '${moduleOf[name] ?? name}';\nexport type Used = typeof it;\n`,
    })),
  ),
  {
    folder: 'engine/src/simulation',
    text: "// Date.now() and fetch in words\nexport const words = 'process, console, Math.random()';\nexport const half = Math.floor(1.5);\n",
  },
  {
    folder: 'engine/src/simulation',
    text: 'export const shape = { Date: 1, fetch: 2 };\nexport const two = shape.fetch;\n',
  },
];

const refused = [...betweenEngineFolders, ...outOfTheEngine, ...waysOfSaying, ...packagesAbroad, ...outside, ...worlds];

describe('the import table', () => {
  const tree = new PlantedTree();
  const files = new Map<Refused | Allowed, string>();
  const refusals = new Map<Check, ReadonlySet<string>>();
  const refusesNone = { types: new Set<string>(), lint: new Set<string>(), names: new Set<string>() };

  beforeAll(async () => {
    expect(tree.refusedByTypes()).toEqual(refusesNone.types);
    expect(tree.refusedByLint()).toEqual(refusesNone.lint);
    expect(await tree.bundle()).toEqual([]);
    // The compiler names a file that a project may not reach once, at one of the imports that reach it.
    const notForTypes = refused.filter(({ by }) => !by.includes('types'));
    const plantAll = (plants: readonly (Refused | Allowed)[]) => {
      for (const plant of plants) {
        files.set(plant, tree.plant(plant));
      }
    };
    plantAll([...allowed, ...refused.filter(({ by }) => by.includes('types'))]);
    refusals.set('types', tree.refusedByTypes());
    plantAll(notForTypes);
    refusals.set('lint', tree.refusedByLint());
    refusals.set('names', tree.refusedByNames());
    const bundled = new Set<string>();
    for (const plant of refused.filter(({ by }) => by.includes('bundle'))) {
      const file = files.get(plant) ?? '';
      if ((await tree.bundle(file)).length > 0) {
        bundled.add(file);
      }
    }
    refusals.set('bundle', bundled);
  }, 120_000);
  afterAll(() => tree.remove());

  const places = [...new Set([...refused, ...allowed].map(({ folder }) => folder))].sort();
  const at = <T extends Allowed>(place: string, plants: readonly T[]) =>
    plants.filter(({ folder }) => folder === place);
  const refusedBy = (plant: Refused | Allowed): readonly Check[] =>
    [...refusals].filter(([, found]) => found.has(files.get(plant) ?? '')).map(([check]) => check);

  it.each(places)('refuses in %s what may not be there', (place) => {
    const slipped = at(place, refused)
      .map((plant) => ({ text: plant.text, by: plant.by.filter((check) => !refusedBy(plant).includes(check)) }))
      .filter(({ by }) => by.length > 0);
    expect(slipped).toEqual([]);
  });

  it.each(places)('lets pass in %s what may be there', (place) => {
    const stopped = at(place, allowed).filter((plant) => refusedBy(plant).length > 0);
    expect(stopped).toEqual([]);
  });

  it('has planted every kind', () => {
    const planted = (by: Check) => refused.filter((plant) => plant.by.includes(by)).length;
    expect([planted('types'), planted('lint'), planted('bundle'), planted('names')].every((n) => n > 5)).toBe(true);
    expect(allowed.length).toBeGreaterThan(80);
  });
});

describe('the table of packages', () => {
  const manifest: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
    fs.readFileSync('package.json', 'utf8'),
  );

  it('gives every package that we ship a home, and no other', () => {
    expect(Object.keys(homes).sort()).toEqual([...Object.keys(manifest.dependencies), 'vscode'].sort());
  });

  it('lets the engine contain only packages that live in engine/src', () => {
    expect(enginePackages).not.toContain('openai');
    expect(enginePackages).toContain('yaml');
  });
});
