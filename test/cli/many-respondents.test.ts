// More rows than a call may have arguments, in processes with the stack that users have (that of test threads is larger).
import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { cli } from '../tools/built-cli.ts';
import { temporaryFolder } from './helpers.ts';

const MANY = 200_000;

// A few seconds each; many where the machine is busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

const text = (sample: string): string => `study: many
human: { data: people.csv, id: id }
personas:
  attributes:
    gender: { levels: [Female, Male] }
  sample: ${sample}
  prompt: You are {{gender}}.
treatments:
  notice: { arms: { none: { prompt: "" }, shown: { prompt: A notice. } } }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
`;

const genderOf = (row: number): string => (row % 2 === 0 ? 'Female' : 'Male');
const armOf = (row: number): string => (row % 4 < 2 ? 'none' : 'shown');
const answerOf = (row: number): string => (row % 3 === 0 ? 'Decline' : 'Share');

/** A folder with the study and so many people who were asked. */
function folderOf(people: number, sample: string): string {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'many.study.yaml'), text(sample));
  const person = (row: number): string => `p${row},${genderOf(row)},${armOf(row)},${answerOf(row)}`;
  csv(folder, 'people.csv', 'id,gender,notice,share', people, person);
  return folder;
}

function csv(folder: string, name: string, header: string, rows: number, line: (row: number) => string): void {
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  fs.writeFileSync(path.join(folder, name), `${header}\n${lines.join('\n')}\n`);
}

it('plans 200,000 further personas behind as many twins', async () => {
  const folder = folderOf(MANY, '{ further: panel.csv }');
  csv(folder, 'panel.csv', 'id,gender', MANY, (row) => `q${row},${genderOf(row)}`);
  const { code, out } = await cli(['plan', folder, '--json']);
  expect(code).toBe(0);
  const { data } = JSON.parse(out);
  expect(data).toMatchObject({ respondents: 2 * MANY });
  const arms = ['none', 'shown'].map((arm) => ({ arm, respondents: MANY }));
  expect(data.arms).toEqual([{ treatment: 'notice', arms }]);
});

it('judges forty twins and 199,960 further personas from elsewhere', async () => {
  const folder = folderOf(100, 'matched');
  const who = (row: number): string => (row < 40 ? `p${row},,,` : `,own${row},${genderOf(row)},${armOf(row)}`);
  const file = path.join(folder, 'mine.csv');
  csv(folder, 'mine.csv', 'id,respondent,gender,notice,share', MANY, (row) => `${who(row)},${answerOf(row + 1)}`);
  const { code, out } = await cli(['evaluate', folder, '--answers', file, '--json']);
  expect(code).toBe(0);
  const [{ evaluation }] = JSON.parse(out).data.evaluations;
  const { models, rectified } = JSON.parse(fs.readFileSync(evaluation, 'utf8'));
  expect(models[0]).toMatchObject({ id: 'mine', n_respondents: 40 });
  expect(rectified[0]).toMatchObject({ model: 'mine', n_further: MANY - 40 });
});

it('says of 200,000 people which of them a misspelt level leaves out', async () => {
  const folder = folderOf(MANY, '{ each: 1 }');
  const file = path.join(folder, 'many.study.yaml');
  const screened = text('{ each: 1 }').replace('id: id', `id: id, where: gender != 'Femal'`).replace('Female', 'Femal');
  fs.writeFileSync(file, screened);
  const { out } = await cli(['check', file]);
  expect(out).toMatch(/"Female" \(100,?000\).*\[unmatched-values\]/);
});
