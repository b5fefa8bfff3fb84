import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { humanData } from '../tools/human-data.ts';
import { people, temporaryFolder } from './helpers.ts';

/** A folder with files in it. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** A file as Qualtrics exports it: names, questions, and what they were imported from. */
function qualtrics(): string {
  const rows = Array.from({ length: 160 }, (_, index) => {
    const answer = ['Somewhat agree', 'Strongly disagree', 'Neither agree nor disagree'][index % 3];
    return `R_${index},${index * 3},${index % 2 === 0 ? 'Male' : 'Female'},${answer},"I, for one, like it"`;
  });
  return [
    'ResponseId,Duration (in seconds),Q1,Q2_1,Q3',
    'Response ID,Duration (in seconds),What is your gender?,"Do you agree? - It is ""fair"": always",Why?',
    ['responseId', 'duration', 'QID1', 'QID2_1', 'QID3'].map((id) => `"{""ImportId"":""${id}""}"`).join(','),
    ...rows,
    '',
  ].join('\n');
}

describe('init', () => {
  // What the design of a draft can show is for its author to judge.
  const withoutDesign = ['--severity', 'low-power=off', '--severity', 'unused-item=off'];

  it('goes from a folder with a data file to a study that can be simulated and judged', async () => {
    const folder = folderWith({ 'my people.csv': people(160) });
    const made = await cli(['init'], { cwd: folder });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain('Wrote my people.study.yaml, drafted from my people.csv (160 people).');
    expect(made.out).toMatch(
      /attributes {2}gender\n {2}treatments {2}frame\n {2}beliefs {5}concern\n {2}actions {5}share\n/,
    );
    const checked = await cli(['check', ...withoutDesign], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, out: 'my people.study.yaml: nothing to correct.\n' });
    expect((await cli(['simulate', '--evaluate', '--model', 'regression'], { cwd: folder })).code).toBe(0);
  });

  it('takes questions from a file with three header rows', async () => {
    const folder = folderWith({ 'survey.csv': qualtrics() });
    const { code } = await cli(['init', 'survey.csv', '--out', 'mine.study.yaml'], { cwd: folder });
    const text = fs.readFileSync(path.join(folder, 'mine.study.yaml'), 'utf8');
    expect(code).toBe(0);
    expect(text).toContain('header_rows: 3');
    expect(text).toContain(String.raw`ask: "Do you agree? - It is \"fair\": always"`);
    expect(text).toContain('# Left out (the same for everyone): Q3.');
    expect((await cli(['check', 'mine.study.yaml', ...withoutDesign], { cwd: folder })).out).toContain(
      'nothing to correct',
    );
  });

  it('says how an old file is written, and where the data lie', async () => {
    const text = `name;Stadt\n${Array.from({ length: 30 }, (_, index) => `${index};${index % 2 === 0 ? 'Köln' : 'Ulm'}`).join('\n')}\n`;
    const folder = folderWith({ 'alt.csv': Buffer.from(text, 'latin1') });
    fs.mkdirSync(path.join(folder, 'studies'));
    const out = path.join('studies', 'x.study.yaml');
    const { code, out: printed } = await cli(['init', 'alt.csv', '--out', out, '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      command: 'init',
      data: { study: 'alt', people: 30, encoding: 'windows-1252', beliefs: ['Stadt'] },
    });
    const study = fs.readFileSync(path.join(folder, out), 'utf8');
    expect(study).toContain('data: "../alt.csv"');
    expect(study).toContain('encoding: windows-1252');
    expect((await cli(['check', out], { cwd: folder })).code).toBe(0);
  });

  test.each([
    ['no data', {}, ['init'], 2, /no CSV or TSV file/],
    ['several data files', { 'a.csv': 'x\n1\n', 'b.tsv': 'x\n1\n' }, ['init'], 2, /several data files: a\.csv, b\.tsv/],
    ['a file that is not there', {}, ['init', 'no.csv'], 2, /no file no\.csv/],
    ['a study that is there', { 'a.csv': 'x\n1\n2\n', 'a.study.yaml': '' }, ['init', 'a.csv'], 2, /is there already/],
    ['a name that is no study', { 'a.csv': 'x\n1\n2\n' }, ['init', '--out', 'a.yaml'], 2, /ends in \.study\.yaml/],
    ['nobody', { 'a.csv': 'x,y\n' }, ['init'], 3, /a\.csv has a header, but nobody below it/],
    ['two columns of one name', { 'a.csv': 'x,x\n1,2\n' }, ['init'], 3, /Two columns of a\.csv are called `x`/],
  ])('writes nothing for %s', async (_, files, args, code, message) => {
    const folder = folderWith(files);
    const result = await cli(args, { cwd: folder });
    expect(result).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
    expect(fs.readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  });

  it('makes a study of 12,461 people without a warning', async (context) => {
    const data = humanData('browser-disclosure', context);
    const folder = folderWith({});
    const out = path.join(folder, 'b.study.yaml');
    expect((await cli(['init', data, '--out', out])).code).toBe(0);
    expect((await cli(['check', out, ...withoutDesign])).out).toMatch(/: 1 note\.\n$/);
  });
});
