import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { RunEvent } from '#engine';
import { cli, startCli } from '../tools/built-cli.ts';
import { endpoint, journalOf, runFolderOf, studyFolder, studyText, temporaryFolder } from './helpers.ts';

const commandNames = ['init', 'check', 'plan', 'simulate', 'evaluate', 'report', 'export', 'runs', 'schema', 'lsp'];

function edited(replace: string | RegExp, by: string, options = {}): string {
  const file = studyFolder(options);
  const text = fs.readFileSync(file, 'utf8');
  expect(text).toMatch(replace);
  fs.writeFileSync(file, text.replace(replace, by));
  return file;
}

const events = (out: string): readonly RunEvent[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

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

describe('check', () => {
  // The few people of these tests are worth a note, which is not what they are about.
  const withoutPower = ['--severity', 'low-power=off'];

  it('has nothing to say about a study that is right', async () => {
    const wide = studyFolder({ more: 'alignment: { margin: 0.2 }' });
    expect(await cli(['check', wide])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to correct'),
    });
  });

  it('prints findings as a compiler does, with the line and carets', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['check', path.basename(file), ...withoutPower], { cwd: path.dirname(file) });
    expect(code).toBe(1);
    const line =
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((one) => one.includes('concren')) + 1;
    const column = (fs.readFileSync(file, 'utf8').split('\n')[line - 1] ?? '').indexOf('concren') + 1;
    expect(out).toMatch(
      new RegExp(`^sharing\\.study\\.yaml:${line}:${column} error .*concern.*\\[unknown-variable\\]$`, 'm'),
    );
    const [source, carets] = out.split('\n').slice(1, 3);
    expect(carets?.indexOf('^')).toBe(source?.indexOf('concren'));
    expect(carets?.match(/\^+/)?.[0]).toHaveLength('concren'.length);
  });

  it('has no colour unless it is asked for', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const colourCode = String.fromCharCode(27);
    expect((await cli(['check', file])).out).not.toContain(colourCode);
    expect((await cli(['check', file], { env: { FORCE_COLOR: '1' } })).out).toContain(colourCode);
    expect((await cli(['check', file], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).out).not.toContain(colourCode);
  });

  it('keeps silent where a comment says so', async () => {
    const file = edited(
      'regressions:\n',
      'regressions:\n  # understudy-ignore unknown-variable: comes with the second wave\n',
    );
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('~ frame + concern', '~ frame + concren'));
    expect((await cli(['check', file])).code).toBe(0);
  });

  it('prints one stable object with --json', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['check', file, '--json', ...withoutPower]);
    const printed = JSON.parse(out);
    expect(Object.keys(printed)).toEqual(['understudy', 'command', 'exit_code', 'data', 'diagnostics', 'errors']);
    expect(printed).toMatchObject({ command: 'check', exit_code: code, errors: [] });
    expect(printed.diagnostics[0]).toMatchObject({
      code: 'unknown-variable',
      severity: 'error',
      file,
      line: expect.any(Number),
    });
  });

  test.each([
    ['broken YAML', /^title:.*$/m, 'title: "never closed', /yaml-syntax/],
    ['missing data', 'people.csv', 'persons.csv', /missing-data-file/],
  ])('survives %s', async (_, replace, by, code) => {
    const { code: exit, out } = await cli(['check', edited(replace, by)]);
    expect(exit).toBe(1);
    expect(out).toMatch(code);
  });
});

describe('plan', () => {
  it('says whom a run would ask', async () => {
    const { out } = await cli(['plan', studyFolder()]);
    expect(out).toContain('People       160: 40 pilot, 120 held out');
    expect(out).toContain('Respondents  120 (one for each held-out person)');
    expect(out).toMatch(/frame {8}hidden 60, shown 60/);
  });

  it('shows what one respondent would read', async () => {
    const file = studyFolder();
    const { out } = await cli(['plan', file, '--respondent', '3']);
    expect(out).toMatch(/^# Respondent 3 of 120\n\n- id: twin:(p\d+) /);
    expect(out).toMatch(
      /## System\n\n```text\nYou are (Female|Male)\.\n```\n\n## User\n\n```text\nWe ask for your data\./,
    );
    const [, id = ''] = /twin:(p\d+)/.exec(out) ?? [];
    for (const name of [id, `twin:${id}`]) {
      expect((await cli(['plan', file, '--respondent', name])).out).toBe(out);
    }
    const nobody = await cli(['plan', file, '--respondent', 'p9999']);
    expect(nobody).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no respondent p9999: the plan has 120, such as twin:/),
    });
    const again = await cli(['plan', file, '--respondent', '3', '--repeat', '2']);
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringContaining('no repeat 2: each respondent is asked once'),
    });
  });
});

describe('simulate with built-in respondents', () => {
  it('draws all four without --model, calls nobody, and says the same twice', async () => {
    const server = await endpoint(() => ({ kind: 'status', status: 500 }));
    const file = studyFolder(server);
    expect((await cli(['simulate', file])).code).toBe(0);
    expect(server.requests).toHaveLength(0);
    const first = ['uniform', 'pooled', 'resample', 'regression'].map((model) => journalOf(file, model));
    expect(first.map((journal) => journal.length)).toEqual([120, 120, 120, 120]);
    fs.rmSync(path.join(path.dirname(file), '.understudy'), { recursive: true });
    await cli(['simulate', file]);
    expect(['uniform', 'pooled', 'resample', 'regression'].map((model) => journalOf(file, model))).toEqual(first);
  });

  it('gives the same first answers with --limit, and goes on from them', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'regression', '--limit', '5']);
    const first = journalOf(file, 'regression');
    expect(first).toHaveLength(5);
    await cli(['simulate', file, '--model', 'regression']);
    expect(journalOf(file, 'regression')).toHaveLength(120);
    expect(journalOf(file, 'regression').slice(0, 5)).toEqual(first);
  });

  it('makes another run for another seed, and puts runs where --out says', async () => {
    const file = studyFolder();
    const out = path.join(path.dirname(file), 'elsewhere');
    await cli(['simulate', file, '--model', 'pooled', '--out', out]);
    await cli(['simulate', '--out', out, '--seed', '9', '--model', 'pooled', file]);
    expect(fs.readdirSync(path.join(out, 'sharing'))).toHaveLength(2);
    expect(fs.existsSync(path.join(path.dirname(file), '.understudy'))).toBe(false);
  });

  it('asks only `uniform` where there is no pilot, and none where nothing is asked of it', async () => {
    const file = edited(/, pilot: \{[^}]*\} \}/, ' }');
    const result = await cli(['simulate', file]);
    expect(result).toMatchObject({ code: 0, err: expect.stringContaining('Without a pilot') });
    expect(journalOf(file, 'uniform')).toHaveLength(160);
    expect(await cli(['simulate', file, '--model', 'resample'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('pilot'),
    });
  });

  it('leaves out a built-in model that cannot answer, and says which', async () => {
    const file = studyFolder();
    const data = path.join(path.dirname(file), 'people.csv');
    const halves = fs
      .readFileSync(data, 'utf8')
      .split('\n')
      .map((line, row) =>
        row % 2 === 0 || row === 0
          ? line.replace(/,(Share|Decline)$/, ',')
          : line.replace(/,(none|little|some|much|very much),/, ',,'),
      );
    fs.writeFileSync(data, halves.join('\n'));
    const result = await cli(['simulate', file]);
    expect(result).toMatchObject({
      code: 0,
      err: expect.stringMatching(/warning .resample. needs pilot people who answered every item/),
    });
    expect(journalOf(file, 'regression')).toHaveLength(120);
    expect((await cli(['simulate', file, '--model', 'resample'])).code).toBe(3);
  });

  it('works before there are data', async () => {
    const file = edited(/^human:.*\n/m, '');
    expect((await cli(['simulate', file])).code).toBe(0);
    expect(journalOf(file, 'uniform')).toHaveLength(4);
    expect(await cli(['evaluate', file])).toMatchObject({ code: 3, err: expect.stringContaining('no people') });
    expect(await cli(['simulate', file, '--evaluate'])).toMatchObject({
      code: 0,
      err: expect.stringContaining('nobody to compare them with yet'),
    });
  });

  test.each([
    ['an unknown model', ['--model', 'gtp'], '', 2, /not a model of this study/],
    ['a model that is not tuned', ['--model', 'mine'], '  mine: { tune: gpt, on: pilot }\n', 2, /not tuned yet/],
    ['a way of asking that comes later', ['--model', 'gpt'], 'simulation: { ask: distribution }\n', 2, /later version/],
  ])('says no to %s', async (_, args, more, code, message) => {
    const result = await cli(['simulate', studyFolder({ more }), ...args]);
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });

  it('does not begin while the study has errors', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const result = await cli(['simulate', file]);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('Correct the study first') });
    expect(fs.existsSync(path.join(path.dirname(file), '.understudy'))).toBe(false);
  });

  test.each([
    ['run.json of a later format', 'run.json', '{"format": 2}', /format 2, and this version/],
    ['run.json that was cut off', 'run.json', '{"format": 1, "ru', /cut off/],
    [
      'a journal with a line that is none',
      'answers.jsonl',
      'nonsense\n{"respondent":"twin:p1","repeat":1,"answers":{}}\n',
      /answers\.jsonl:1:1 .*not JSON/,
    ],
  ])('names %s and touches nothing', async (_, name, content, message) => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'pooled', '--limit', '3']);
    const damaged = path.join(runFolderOf(file, 'pooled'), name);
    fs.writeFileSync(damaged, content);
    const result = await cli(['simulate', file, '--model', 'pooled']);
    expect(result.code).toBe(3);
    expect(result.err).toMatch(message);
    expect(fs.readFileSync(damaged, 'utf8')).toBe(content);
    expect((await cli(['simulate', file, '--model', 'pooled', '--fresh'])).code).toBe(0);
  });
});

describe('evaluate and report', () => {
  it('judge, print and store the newest run; the same again is the same', async () => {
    const file = studyFolder();
    const simulated = await cli(['simulate', file, '--evaluate', '--json']);
    expect(simulated.code).toBe(0);
    const printed = JSON.parse(simulated.out);
    expect(printed.data.runs.map((run: { status: string }) => run.status)).toEqual(Array(4).fill('finished'));
    const [{ evaluation, report }] = printed.data.evaluations;
    expect(evaluation).toBe(path.join(runFolderOf(file, 'regression'), 'evaluation.json'));
    const first = fs.readFileSync(evaluation, 'utf8');
    const judged = await cli(['evaluate', file]);
    expect(judged.code).toBe(0);
    expect(judged.out).toContain('Verdict');
    expect(fs.readFileSync(evaluation, 'utf8')).toBe(first);
    expect((await cli(['report', file])).out).toBe(judged.out);
    expect(fs.existsSync(report)).toBe(true);
  });

  it('take runs by name, and say when there are none', async () => {
    const file = studyFolder();
    expect(await cli(['evaluate', file])).toMatchObject({ code: 2, err: expect.stringContaining('no finished run') });
    expect(await cli(['report', file])).toMatchObject({ code: 2, err: expect.stringContaining('has been evaluated') });
    await cli(['simulate', file, '--model', 'pooled']);
    const result = await cli(['evaluate', file, '--run', path.basename(runFolderOf(file, 'pooled')), '--json']);
    expect(JSON.parse(result.out)).toMatchObject({
      exit_code: 0,
      data: { evaluations: [{ run: path.basename(runFolderOf(file, 'pooled')) }] },
    });
    expect((await cli(['evaluate', file, '--run', 'nothing-00000000'])).code).toBe(3);
  });

  it('use the regressions of today, and the questions that were asked', async () => {
    const file = studyFolder();
    await cli(['simulate', file, '--model', 'pooled']);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('~ frame + concern', '~ frame'));
    expect((await cli(['evaluate', file])).err).not.toContain('have changed');
    const stored = path.join(runFolderOf(file, 'pooled'), 'evaluation.json');
    expect(fs.readFileSync(stored, 'utf8')).not.toContain('~ frame + concern');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('Do you share?', 'Would you share?'));
    expect((await cli(['evaluate', file])).err).toContain('have changed since');
  });
});

describe('--events', () => {
  it('tells everything as lines of JSON, `done` last', async () => {
    const file = studyFolder();
    const { code, out, err } = await cli(['simulate', file, '--evaluate', '--events']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = events(out);
    expect(told.filter((one) => one.kind === 'planned').map((one) => one.calls)).toEqual([120, 120, 120, 120]);
    expect(told.filter((one) => one.kind === 'simulated')).toHaveLength(4);
    expect(told.some((one) => one.kind === 'progress' && one.phase === 'evaluating' && one.done === one.total)).toBe(
      true,
    );
    expect(told.find((one) => one.kind === 'evaluated')?.file).toBe(
      path.join(runFolderOf(file, 'regression'), 'evaluation.json'),
    );
    expect(told.at(-1)).toEqual({ kind: 'done', exitCode: 0 });
  });

  it('ends with `done` also when it cannot write', async () => {
    const file = studyFolder();
    const { code, out } = await cli([
      'simulate',
      file,
      '--events',
      '--out',
      path.join(path.dirname(file), 'people.csv'),
    ]);
    expect(code).toBe(3);
    expect(events(out).map((one) => one.kind)).toEqual(['failed', 'done']);
  });

  it('tells what is wrong with a study, and where', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['simulate', file, '--events']);
    expect(code).toBe(1);
    expect(events(out)).toEqual([
      {
        kind: 'failed',
        code: 'study-errors',
        message: expect.stringContaining('concren'),
        location: expect.stringMatching(/sharing\.study\.yaml:\d+:\d+$/),
      },
      { kind: 'done', exitCode: 1 },
    ]);
  });
});

it('does not need a study to say that a folder is empty', async () => {
  expect((await cli(['check', temporaryFolder()])).code).toBe(2);
});
