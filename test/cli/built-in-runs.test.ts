import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { edited, endpoint, journalOf, runFolderOf, studyFolder } from './helpers.ts';

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
