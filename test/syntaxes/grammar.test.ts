import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { conditionWords, derivedFunctions, formulaFunctions } from '#engine/formula';

const root = fileURLToPath(new URL('../..', import.meta.url));
const grammar = fs.readFileSync(path.join(root, 'syntaxes/study-expressions.tmLanguage.json'), 'utf8');

interface Manifest {
  readonly contributes?: {
    readonly grammars?: readonly {
      readonly scopeName: string;
      readonly injectTo?: readonly string[];
      readonly path: string;
    }[];
  };
}

describe('the TextMate injection', () => {
  it('scopes formulas, conditions and placeholders as the marks in the test file say', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        'node_modules/vscode-tmgrammar-test/dist/unit.js',
        ...['-g', 'test/syntaxes/yaml.tmLanguage.json', 'test/syntaxes/expressions.test.yaml'],
      ],
      { cwd: root },
    ).catch((error: { readonly stdout: string }) => ({ stdout: `failed\n${error.stdout}` }));
    expect(stdout).not.toContain('failed');
    expect(stdout).toContain('✓ test/syntaxes/expressions.test.yaml');
  });

  it('is contributed for YAML', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
    expect(manifest.contributes?.grammars).toEqual([
      {
        scopeName: 'understudy.study-expressions',
        path: './syntaxes/study-expressions.tmLanguage.json',
        injectTo: ['source.yaml'],
      },
    ]);
  });

  it('knows the functions and words of the grammars, and no others', () => {
    expect(grammar).toContain(`(?:${formulaFunctions.join('|')})(?=`);
    expect(grammar).toContain(`(?:${derivedFunctions.join('|')})(?=`);
    expect(grammar).toContain(`\\\\b(?:${conditionWords.join('|')})\\\\b`);
  });
});
