import fs from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it, test } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { journalOf, runFolderOf, studyFolder } from './helpers.ts';

function rowsOf(file: string): readonly Readonly<Record<string, string>>[] {
  return Papa.parse<Record<string, string>>(fs.readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

describe('export', () => {
  it('writes people, the answers of the newest run and a codebook', async () => {
    const file = studyFolder();
    await cli(['simulate', file]);
    const to = path.join(path.dirname(file), 'out');
    const { code, out, err } = await cli(['export', file, '--to', to]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/people\.csv +The people of the study\. One row a respondent\. 160 rows\./);
    expect(fs.readdirSync(to).sort()).toEqual(['answers.csv', 'codebook.json', 'codebook.md', 'people.csv']);
    expect(rowsOf(path.join(to, 'people.csv')).filter((row) => row['respondent.part'] === 'pilot')).toHaveLength(40);
    const answers = rowsOf(path.join(to, 'answers.csv'));
    const journal = new Map(journalOf(file, 'regression').map((line) => [line.respondent, line.answers]));
    expect(answers).toHaveLength(120);
    for (const row of answers) {
      expect(row).toMatchObject({ 'respondent.model': 'regression', ...journal.get(row['respondent.id'] ?? '') });
    }
    const codebook = JSON.parse(fs.readFileSync(path.join(to, 'codebook.json'), 'utf8'));
    expect(codebook.files.map((one: { name: string }) => one.name)).toEqual(['people.csv', 'answers.csv']);
    expect(Object.keys(rowsOf(path.join(to, 'people.csv'))[0] ?? {})).toEqual(
      codebook.files[0].columns.map((one: { name: string }) => one.name),
    );
  });

  it('writes several runs into one file, in the long format, and says it as one object', async () => {
    const file = studyFolder();
    await cli(['simulate', file]);
    const runs = ['pooled', 'resample'].map((model) => path.basename(runFolderOf(file, model)));
    const { out } = await cli([
      ...['export', file, '--format', 'long', '--what', 'answers', '--json'],
      ...runs.flatMap((run) => ['--run', run]),
      ...['--to', path.join(path.dirname(file), 'out')],
    ]);
    const { data } = JSON.parse(out);
    expect(data).toMatchObject({ runs, notes: [], files: [{ rows: 480 }, { rows: null }, { rows: null }] });
    expect(new Set(rowsOf(data.files[0].file).map((row) => row['respondent.run']))).toEqual(new Set(runs));
  });

  it('writes the people alone where nobody was simulated, and says what spreadsheets would run', async () => {
    const file = studyFolder();
    const data = path.join(path.dirname(file), 'people.csv');
    fs.writeFileSync(data, fs.readFileSync(data, 'utf8').replace('p7,', '=p7(),'));
    const to = path.join(path.dirname(file), 'out');
    expect(await cli(['export', file, '--to', to])).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 cell begins with a character by which spreadsheets know a formula'),
    });
    expect(fs.readdirSync(to).sort()).toEqual(['codebook.json', 'codebook.md', 'people.csv']);
    expect((await cli(['export', file, '--to', to, '--spreadsheet'])).err).toBe('');
    expect(rowsOf(path.join(to, 'people.csv')).filter((row) => row['respondent.id'] === "'=p7()")).toHaveLength(1);
  });

  test.each([
    ['answers of nobody', ['--what', 'answers'], 2, /no finished run/],
    ['a run that there is not', ['--run', 'nope'], 3, /run\.json cannot be read/],
    ['another format', ['--format', 'tall'], 2, /Allowed choices are wide, long/],
  ])('says no to %s', async (_, args, code, message) => {
    const result = await cli(['export', studyFolder(), ...args]);
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });
});
