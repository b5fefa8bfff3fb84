import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleImpurities, forbiddenNames } from '../../engine/projects/check-engine.mjs';
import { generatedProjects } from '../../engine/projects/generate.mjs';
import { engineFolders } from '../../engine/projects/import-table.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const folders: Readonly<Record<string, readonly string[]>> = engineFolders;

/** What refuses a source: the compiler, the linter, the look at the engine's bundle, or that at the names it uses. */
export type Check = 'types' | 'lint' | 'bundle' | 'names';

/** A source to be put into a folder of the tree. */
export type Plant = { readonly folder: string; readonly text: string };

/**
 * A tree with our real settings and one small module in every folder, in which sources can be planted without harm, and
 * whatever state the real sources are in.
 */
export class PlantedTree {
  readonly #root = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-imports-'));
  readonly #files: string[] = [];

  constructor() {
    for (const [file, text] of generatedProjects()) {
      this.#write(file, text);
    }
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.base.json', '.gitignore']) {
      this.#write(file, fs.readFileSync(path.join(root, file), 'utf8'));
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(this.#root, 'node_modules'));
    for (const folder of Object.keys(folders)) {
      this.#write(`engine/src/${folder}/index.ts`, `export const mark = '${folder}';\n`);
    }
    this.#write('engine/src/index.ts', "export { mark } from '#engine/text';\n");
    for (const file of [
      'engine/node/index.ts',
      'engine/cli/main.ts',
      'server/src/main.ts',
      'client/src/extension.ts',
    ]) {
      this.#write(file, 'export const mark = 1;\n');
    }
    this.#write('client/webview/main.ts', 'export const mark = 1;\n');
  }

  /** @returns the file's path from the tree's root */
  plant({ folder, text }: Plant): string {
    const file = `${folder}/planted-${this.#files.length}.ts`;
    this.#write(file, text);
    this.#files.push(file);
    return file;
  }

  /** @returns the planted files that the compiler complains about */
  refusedByTypes(): ReadonlySet<string> {
    const projects = ['engine/src', 'engine/cli', 'server', 'client', 'client/webview'];
    const said = this.#run('tsc', ['-b', '--pretty', 'false', ...projects]);
    return new Set(said.split('\n').flatMap((line) => /^(\S+?)\(\d+,\d+\): error/.exec(line)?.[1] ?? []));
  }

  /** @returns the planted files that the linter's import rules complain about */
  refusedByLint(): ReadonlySet<string> {
    const rules = ['--only=style/noRestrictedImports', '--only=style/noRestrictedGlobals'];
    const said = this.#run('biome', ['lint', '--reporter=json', '--max-diagnostics=none', ...rules, '.']);
    const { diagnostics }: { diagnostics: readonly { category: string; location: { path: string } }[] } =
      JSON.parse(said);
    const ours = diagnostics.filter(({ category }) => category.startsWith('lint/style/noRestricted'));
    return new Set(ours.map(({ location }) => location.path));
  }

  /** @returns the planted files that use a name that the engine may not use */
  refusedByNames(): ReadonlySet<string> {
    return new Set(forbiddenNames(this.#root).flatMap((said) => /^(\S+) uses /.exec(said)?.[1] ?? []));
  }

  /** @returns what the look at the engine's bundle says when this file is part of it, or no planted file is */
  bundle(file?: string): Promise<readonly string[]> {
    const line = file === undefined ? '' : `export * from './${path.posix.relative('engine/src', file)}';\n`;
    this.#write('engine/src/index.ts', `export { mark } from '#engine/text';\n${line}`);
    return bundleImpurities(this.#root);
  }

  remove(): void {
    fs.rmSync(this.#root, { recursive: true, force: true });
  }

  #write(file: string, text: string): void {
    const full = path.join(this.#root, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }

  #run(program: 'tsc' | 'biome', args: readonly string[]): string {
    try {
      const cwd = this.#root;
      return execFileSync(path.join(root, 'node_modules/.bin', program), args, {
        cwd,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      // Both end with an error when they have found something, and say so on standard output.
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') {
        return error.stdout;
      }
      throw error;
    }
  }
}
