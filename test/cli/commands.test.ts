import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli, startCli } from '../tools/built-cli.ts';
import { journalOf, studyFolder, studyText, temporaryFolder } from './helpers.ts';

const commandNames = ['init', 'check', 'plan', 'simulate', 'evaluate', 'report', 'export', 'runs', 'schema', 'lsp'];

describe('the command line', () => {
  it('lists its commands and exit codes', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const name of commandNames) {
      expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
    expect(out).toContain('130 interrupted');
  });

  test.each(commandNames)('%s --help says what it does', async (name) => {
    const { code, out } = await cli([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: understudy ${name}`);
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: `${version}\n` });
  });

  test.each([
    ['no such command', ['dance'], /unknown command/],
    ['no such option', ['check', '--loud'], /unknown option/],
    ['a limit that is no number', ['simulate', '--limit', 'few'], /whole number/],
    ['a limit of nothing', ['simulate', '--limit', '0'], /1 or more/],
    ['a file that is not there', ['plan', 'nowhere.study.yaml'], /no file or folder nowhere\.study\.yaml/],
    ['a folder without a study', ['plan', 'schemas'], /has no \*\.study\.yaml/],
    ['an unknown schema', ['schema', 'people'], /There are study, run, answers, evaluation, learning-curve/],
  ])('says what is wrong with %s', async (_, args, message) => {
    const { code, out, err } = await cli(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  it('finds the only study of a folder, and of the current one', async () => {
    const folder = path.dirname(studyFolder());
    expect((await cli(['plan', folder])).out).toContain('Study        sharing');
    expect((await cli(['plan'], { cwd: folder })).out).toContain('Study        sharing');
    fs.writeFileSync(path.join(folder, 'other.study.yaml'), studyText());
    expect(await cli(['plan', folder])).toMatchObject({
      code: 2,
      err: expect.stringContaining('other.study.yaml, sharing.study.yaml'),
    });
  });

  test.each(['study', 'run', 'answers', 'evaluation', 'learning-curve'])('prints the schema of a %s', async (name) => {
    const { code, out } = await cli(['schema', name]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(fs.readFileSync(`schemas/${name}.schema.json`, 'utf8')));
  });

  test.each([
    ['an option that there is not', ['runs', '--nope', '--json'], 'runs', '--nope'],
    ['a value that is none', ['simulate', '--limit', 'many', '--json'], 'simulate', 'whole number'],
    ['a command that there is not', ['simluate', '--json'], 'simluate', 'simluate'],
  ])('answers %s with one object, too, where one is asked for', async (_, args, command, message) => {
    const { code, out } = await cli(args);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      command,
      exit_code: 2,
      errors: [{ code: 'usage', message: expect.stringContaining(message) }],
    });
  });

  test.each(['stdout', 'stderr'] as const)('does not mind that nobody reads its %s to the end', async (stream) => {
    const file = studyFolder();
    const { child, ended } = await startCli(['simulate', file, '--json']);
    child[stream]?.destroy();
    expect((await ended).code).toBe(0);
    expect(journalOf(file, 'regression')).toHaveLength(120);
  });

  it('starts the language server', async () => {
    const running = await startCli(['lsp', '--stdio']);
    const message = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    running.child.stdin?.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
    await running.printed(/"capabilities"/);
    running.child.kill('SIGTERM');
    await running.ended;
  });
});

it('does not need a study to say that a folder is empty', async () => {
  expect((await cli(['check', temporaryFolder()])).code).toBe(2);
});
