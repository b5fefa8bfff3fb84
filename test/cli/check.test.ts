import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { diagnosticCodes } from '#engine';
import { cli } from '../tools/built-cli.ts';
import { studyFolder, studyText } from './helpers.ts';

let folder: string;

/** With so wide a margin nothing has to be said about the few people of these tests. */
const wide = { more: 'alignment: { margin: 0.2 }\n' };

/** A folder with a right study, one with an unknown variable, and one with an item that nothing asks for. */
beforeEach(() => {
  folder = path.dirname(studyFolder(wide));
  fs.writeFileSync(path.join(folder, 'wrong.study.yaml'), named('wrong', misspelt(studyText(wide))));
});

function named(id: string, text: string): string {
  return text.replace('study: sharing', `study: ${id}`);
}

function misspelt(text: string): string {
  expect(text).toContain('~ frame + concern');
  return text.replace('~ frame + concern', '~ frame + concren');
}

const run = (...args: readonly string[]) => cli(['check', ...args], { cwd: folder });

describe('check of several studies', () => {
  test.each([
    ['files', ['sharing.study.yaml', 'wrong.study.yaml']],
    ['a folder', ['.']],
    ['the current folder', []],
    ['a pattern', ['*.study.yaml']],
    ['the same in two ways', ['.', '**/*.study.yaml', 'wrong.study.yaml']],
  ])('takes %s', async (_, args) => {
    const { code, out } = await run(...args);
    expect(code).toBe(1);
    expect(out).toMatch(/^sharing\.study\.yaml: nothing to correct\.$/m);
    expect(out).toMatch(/^wrong\.study\.yaml: 1 error\.$/m);
    expect(out.match(/study\.yaml: /g)).toHaveLength(2);
  });

  test.each([
    [
      'a file that is not there',
      ['sharing.study.yaml', 'nowhere.study.yaml'],
      /no file or folder nowhere\.study\.yaml/,
    ],
    ['a pattern without a match', ['x-*.study.yaml'], /No file matches x-\*\.study\.yaml/],
    ['a folder without a study', [path.resolve('schemas')], /has no \*\.study\.yaml/],
    ['an unknown code', ['--severity', 'unknown-varable=off'], /`unknown-varable` is no code.* `unknown-variable`\?/],
    ['an unknown severity', ['--severity', 'unknown-variable=loud'], /can be off, hint, .*not `loud`/],
    ['a severity that is none', ['--severity', 'unknown-variable'], /can be off/],
    ['an unknown format', ['--format', 'xml'], /Allowed choices are human, json, sarif, github/],
  ])('says what is wrong with %s', async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it('prints one object with --json', async () => {
    const printed = JSON.parse((await run('--json')).out);
    expect(printed.data.studies).toEqual([
      { study: 'sharing', file: path.join(folder, 'sharing.study.yaml') },
      { study: 'wrong', file: path.join(folder, 'wrong.study.yaml') },
    ]);
    expect(printed.diagnostics).toMatchObject([{ file: path.join(folder, 'wrong.study.yaml') }]);
    expect(JSON.parse((await run('--format', 'json')).out)).toEqual(printed);
  });
});

describe('severities', () => {
  it('decide what a finding is', async () => {
    expect(await run('--severity', 'unknown-variable=off')).toMatchObject({ code: 0 });
    const { code, out } = await run('--severity', 'unknown-variable=hint');
    expect(code).toBe(0);
    expect(out).toMatch(/ hint .*\[unknown-variable\]$/m);
  });
});

describe('annotations for GitHub', () => {
  it('are one line each, at the place', async () => {
    const { code, out } = await run('--format', 'github');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^::error file=wrong\.study\.yaml,line=(\d+),endLine=\1,col=\d+,endColumn=\d+,title=unknown-variable::`concren` is .*\n$/,
    );
  });

  it('write signs that end a command as codes', async () => {
    fs.writeFileSync(path.join(folder, 'a,b:50%.study.yaml'), named('other', misspelt(studyText(wide))));
    const { out } = await run('--format', 'github', 'a,b:50%.study.yaml');
    expect(out).toContain('file=a%2Cb%3A50%25.study.yaml,');
  });

  it('leave hints out', async () => {
    expect((await run('--format', 'github', '--severity', 'unknown-variable=hint')).out).toBe('');
  });
});

/** What viewers and code scanning need of a SARIF log, from the schema of SARIF 2.1.0. */
const region = {
  type: 'object',
  additionalProperties: false,
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  properties: Object.fromEntries(
    ['startLine', 'startColumn', 'endLine', 'endColumn'].map((key) => [key, { type: 'integer', minimum: 1 }]),
  ),
};
const text = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1 } },
};
const location = {
  type: 'object',
  additionalProperties: false,
  required: ['physicalLocation'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    message: text,
    physicalLocation: {
      type: 'object',
      additionalProperties: false,
      required: ['artifactLocation', 'region'],
      properties: {
        region,
        artifactLocation: {
          type: 'object',
          additionalProperties: false,
          required: ['uri'],
          properties: { uri: { type: 'string', pattern: '^[^\\s\\\\]+$' } },
        },
      },
    },
  },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };
const rule = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'shortDescription', 'defaultConfiguration'],
  properties: {
    id: { type: 'string' },
    shortDescription: text,
    defaultConfiguration: { type: 'object', additionalProperties: false, properties: { level } },
  },
};
const result = {
  type: 'object',
  additionalProperties: false,
  required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations'],
  properties: {
    ruleId: { type: 'string' },
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message: text,
    locations: { type: 'array', minItems: 1, maxItems: 1, items: location },
    relatedLocations: { type: 'array', uniqueItems: true, items: location },
  },
};
const sarif = {
  type: 'object',
  additionalProperties: false,
  required: ['version', '$schema', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    $schema: { type: 'string', format: 'uri' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['tool', 'results'],
        properties: {
          columnKind: { const: 'utf16CodeUnits' },
          results: { type: 'array', items: result },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                additionalProperties: false,
                required: ['name', 'rules'],
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string' },
                  rules: { type: 'array', uniqueItems: true, items: rule },
                },
              },
            },
          },
        },
      },
    },
  },
};
const isSarif = new Ajv({ formats: { uri: /^https:\/\// } }).compile(sarif);

describe('SARIF', () => {
  it('has the structure that viewers need, and names rule and place of each finding', async () => {
    fs.writeFileSync(
      path.join(folder, 'two keys.study.yaml'),
      named('two-keys', studyText(wide)).replace('beliefs:', 'beliefs:\n  concern: { ask: Again?, scale: [a, b] }'),
    );
    const { code, out } = await run('--format', 'sarif');
    expect(code).toBe(1);
    const log = JSON.parse(out);
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    const [{ results, tool }] = log.runs;
    expect(tool.driver.rules.map(({ id }: { readonly id: string }) => id)).toEqual(Object.keys(diagnosticCodes));
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    }
    const found = results.map((one: { readonly ruleId: string; readonly locations: readonly unknown[] }) => [
      one.ruleId,
      (one.locations[0] as { physicalLocation: { artifactLocation: { uri: string } } }).physicalLocation
        .artifactLocation.uri,
    ]);
    expect(found).toContainEqual(['unknown-variable', 'wrong.study.yaml']);
    expect(found).toContainEqual(['duplicate-key', 'two%20keys.study.yaml']);
    expect(results.some((one: { readonly relatedLocations?: unknown }) => one.relatedLocations !== undefined)).toBe(
      true,
    );
  });

  it('names files elsewhere by their address, and is a log also when nothing was found', async () => {
    const file = path.join(folder, 'wrong.study.yaml');
    const { runs } = JSON.parse((await cli(['check', file, '--format', 'sarif'])).out);
    expect(JSON.stringify(runs)).toContain(pathToFileURL(file).toString());
    const quiet = JSON.parse((await run('--format', 'sarif', 'sharing.study.yaml')).out);
    expect(isSarif(quiet)).toBe(true);
    expect(quiet.runs[0].results).toEqual([]);
  });
});
