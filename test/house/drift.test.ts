import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedProjects } from '../../engine/projects/generate.mjs';
import { engineFolders, numericFolders } from '../../engine/projects/import-table.mjs';
import { latestVscode, oldestVscode } from '../tools/vscode-versions.mjs';

type Manifest = {
  readonly version: string;
  readonly engines: { readonly node: string; readonly vscode: string };
  readonly imports: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};

const read = (file: string) => fs.readFileSync(file, 'utf8');
const manifest: Manifest = JSON.parse(read('package.json'));

describe('generated files', () => {
  it.each([...generatedProjects()])('%s is what the import table says (else: npm run generate)', (file, text) => {
    expect(read(file)).toBe(text);
  });

  it('has types and validators as the schemas say (else: npm run generate)', () => {
    expect(() => execFileSync(process.execPath, ['schemas/generate.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('the table of imports', () => {
  it('names the folders of the engine', () => {
    const folders = fs.readdirSync('engine/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(engineFolders).sort());
    expect(Object.keys(engineFolders)).toEqual(expect.arrayContaining(numericFolders));
  });

  it('lets a folder import only folders named before it, so that there is no circle', () => {
    const order = Object.keys(engineFolders);
    for (const [folder, imports] of Object.entries(engineFolders)) {
      expect(order.slice(0, order.indexOf(folder))).toEqual(expect.arrayContaining(imports));
    }
  });

  it('has an alias in package.json for the index of each place, and for nothing else of ours', () => {
    const ours = Object.entries(manifest.imports).filter(([alias]) => alias.startsWith('#engine'));
    expect(Object.fromEntries(ours)).toEqual({
      '#engine': './engine/src/index.ts',
      '#engine/node': './engine/node/index.ts',
      '#engine/*': './engine/src/*/index.ts',
    });
    for (const folder of Object.keys(engineFolders)) {
      expect(fs.existsSync(`engine/src/${folder}/index.ts`)).toBe(true);
    }
  });

  it('shows the whole engine at its index', () => {
    const shown = [...read('engine/src/index.ts').matchAll(/'#engine\/(\w+)'/g)].map(([, folder]) => folder);
    // `statistics` is for the engine's own arithmetic.
    expect(shown.sort()).toEqual(
      Object.keys(engineFolders)
        .filter((folder) => folder !== 'statistics')
        .sort(),
    );
  });
});

describe('versions', () => {
  it('has one version in manifest, lockfile and changelog', () => {
    const lock = JSON.parse(read('package-lock.json'));
    expect(lock.version).toBe(manifest.version);
    expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
  });

  it('has in the lockfile every package that another one there wants for some platform', () => {
    // npm leaves out what a registry did not have at the time; `npm ci` then refuses the whole file elsewhere.
    const { packages }: { packages: Readonly<Record<string, { optionalDependencies?: Record<string, string> }>> } =
      JSON.parse(read('package-lock.json'));
    const lost = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined,
      ),
    );
    expect(lost).toEqual([]);
  });

  it('tests the oldest VS Code that the manifest allows, and types are no newer', () => {
    expect(manifest.engines.vscode).toBe(`^${oldestVscode.vscode}.0`);
    const types = JSON.parse(read('package-lock.json')).packages['node_modules/@types/vscode'].version;
    expect(types.split('.').slice(0, 2).join('.')).toBe(oldestVscode.vscode);
    expect(latestVscode.vscode).not.toBe(oldestVscode.vscode);
  });

  it('bundles for the oldest Node that the manifest allows', () => {
    expect(read('esbuild.mjs')).toContain(`target: 'node${manifest.engines.node.replace('>=', '')}'`);
  });
});

describe('the commands of the README', () => {
  it('runs in CI what the README tells people to type', () => {
    const ci = read('.ci/run');
    expect(ci).toMatch(/^npm ci$/m);
    expect(ci).toMatch(/^npm test$/m);
    expect(read('README.md')).toContain('npm ci && npm test');
    expect(read('README.md')).toContain('npm ci && npm start');
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('names only scripts that there are, in %s', (file) => {
    const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });
});
