import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Evaluation, Rectified } from '#engine';
import { seededSource } from '../statistics/seeded-source.ts';
import { cli } from '../tools/built-cli.ts';
import { temporaryFolder } from './helpers.ts';

const text = (sample: string): string => `study: panel
human: { data: people.csv, id: id, pilot: { size: 100, seed: 3 } }
personas:
  attributes:
    gender: { levels: [Female, Male] }
    age: { number: { min: 18, max: 90 }, bins: [18, 40, 60] }
    education: { levels: [low, middle, high], ordered: true }
  sample: ${sample}
  prompt: You are {{gender}} and {{age}}, of {{education}} education.
treatments:
  notice: { arms: { none: { prompt: "" }, shown: { prompt: A notice. } } }
beliefs:
  worry: { ask: Are you worried?, scale: [1, 2, 3, 4, 5] }
  calm: { ask: Are you calm?, options: [very, rather, not at all] }
actions:
  share: { ask: Do you share?, options: [Share, Decline] }
regressions:
  sharing: { formula: share == "Share" ~ notice + worry, family: binomial }
  worrying: { formula: worry ~ gender + age, family: gaussian }
  ordered: { formula: worry ~ gender, family: ordinal }
`;

interface Person {
  readonly id: string;
  readonly gender: string;
  readonly age: number;
  readonly education: string;
  readonly notice: string;
  readonly worry: number;
  readonly calm: string;
  readonly share: string;
}

/** People whose worry depends much on who they are. */
function drawn(size: number, prefix: string, seed: number): readonly Person[] {
  const source = seededSource(seed);
  return Array.from({ length: size }, (_, index) => {
    const gender = source.next() < 0.5 ? 'Female' : 'Male';
    const age = 18 + Math.floor(source.next() * 60);
    const education = ['low', 'middle', 'high'][Math.floor(source.next() * 3)] ?? 'low';
    const notice = source.next() < 0.5 ? 'none' : 'shown';
    const mean = 3 + (gender === 'Female' ? 0.9 : -0.9) + (age - 48) / 30 + 1.6 * (source.next() - 0.5);
    const worry = Math.min(5, Math.max(1, Math.round(mean)));
    const calm =
      ['very', 'rather', 'not at all'][Math.min(2, Math.max(0, Math.round((worry - 2) / 2 + source.next() - 0.5)))] ??
      '';
    const share = source.next() < 1 / (1 + Math.exp(worry - 3 + (notice === 'shown' ? 0.4 : 0))) ? 'Share' : 'Decline';
    return { id: `${prefix}${index}`, gender, age, education, notice, worry, calm, share };
  });
}

function csv(people: readonly Person[], columns: readonly (keyof Person)[]): string {
  return `${[columns.join(','), ...people.map((person) => columns.map((column) => person[column]).join(','))].join('\n')}\n`;
}

const everything = ['id', 'gender', 'age', 'education', 'notice', 'worry', 'calm', 'share'] as const;
const attributes = ['id', 'gender', 'age', 'education'] as const;

const people = drawn(300, 'p', 1);

/** A study with its people and a panel. */
function folderWith(sample: string, panel: string): string {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, 'people.csv'), csv(people, everything));
  fs.writeFileSync(path.join(folder, 'panel.csv'), panel);
  const file = path.join(folder, 'panel.study.yaml');
  fs.writeFileSync(file, text(sample));
  return file;
}

function evaluationsOf(file: string): readonly Evaluation[] {
  const root = path.join(path.dirname(file), '.understudy', 'panel');
  return fs
    .readdirSync(root)
    .map((run) => path.join(root, run, 'evaluation.json'))
    .filter((one) => fs.existsSync(one))
    .map((one) => JSON.parse(fs.readFileSync(one, 'utf8')));
}

function rectifiedOf(evaluation: Evaluation | undefined): Rectified | undefined {
  return evaluation?.rectified?.find(({ model }) => model === evaluation.subject);
}

describe('people and simulation together', () => {
  it('from the plan to the report, and again from a file of answers', async () => {
    const panel = [...people.slice(0, 20), ...drawn(500, 'q', 2)];
    const file = folderWith('{ further: panel.csv, n: 450 }', csv(panel, attributes));
    const plan = await cli(['plan', file]);
    expect(plan.out).toContain('Respondents  650 (one for each held-out person, and 450 further personas)');
    const run = await cli(['simulate', file, '--model', 'regression', '--evaluate']);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(
      /Rectified estimates {3}what is true of people, estimated from them and from simulated answers of 450\s+further/,
    );
    expect(run.out).toContain('this one is ordinal');
    const [evaluation] = evaluationsOf(file);
    const found = rectifiedOf(evaluation);
    expect(found).toMatchObject({ status: 'estimated', n_further: 450, n_further_planned: 450 });
    expect(found?.items.map(({ item, option }) => `${item} ${option}`)).toEqual([
      'worry null',
      'calm very',
      'calm rather',
      'calm not at all',
      'share Share',
    ]);
    const [worry] = found?.items ?? [];
    expect(worry).toMatchObject({ helps: true, n_people: 200, n_further: 450 });
    expect(run.out.split('\n').find((line) => /^ {2}worry .*rectified$/.test(line))).toContain(
      String(Math.round(worry?.effective_n_people ?? 0)),
    );
    // Twins alone are compared with people; the ladder has its own estimates.
    expect(evaluation?.models[0]).toMatchObject({ n_planned: 200, n_respondents: 200, complete: true });
    expect(evaluation?.rectified?.map(({ model, regressions }) => [model, regressions.length])).toEqual([
      ['regression', 3],
      ['uniform', 0],
      ['pooled', 0],
      ['resample', 0],
    ]);
    // Whoever follows them, twins answer and are judged as in a run of twins alone.
    const alone = folderWith('matched', csv(panel, attributes));
    await cli(['simulate', alone, '--model', 'regression', '--evaluate']);
    const [matched] = evaluationsOf(alone);
    for (const part of [
      'cells',
      'ladder',
      'heterogeneity',
      'regressions',
      'coherence',
      'warnings',
      'verdict',
    ] as const) {
      expect({ [part]: evaluation?.[part] }).toEqual({ [part]: matched?.[part] });
    }
    const answers = await exported(file);
    expect((await cli(['evaluate', file, '--answers', answers, '--model-name', 'same'])).out).toContain(
      'Rectified estimates',
    );
    const ofFile = evaluationsOf(file).find(({ subject }) => subject === 'same');
    expect(rectifiedOf(ofFile)).toMatchObject({ items: found?.items });
    expect(ofFile?.cells.filter(({ model }) => model === 'same').map(({ distance }) => distance)).toEqual(
      evaluation?.cells.filter(({ model }) => model === 'regression').map(({ distance }) => distance),
    );
  }, 240_000);

  it('is refused where the panel is the people once more, without their ids', async () => {
    const heldOutAgain = [...people, ...people, ...people].map((person, row) => ({ ...person, id: `x${row}` }));
    const file = folderWith('{ further: panel.csv }', csv(heldOutAgain, attributes));
    const run = await cli(['simulate', file, '--model', 'resample', '--evaluate']);
    expect(run.code).toBe(0);
    expect(run.out.replace(/\s+/g, ' ')).toContain('more like the held-out people than any other sample');
    expect(rectifiedOf(evaluationsOf(file)[0])).toMatchObject({ status: 'refused', items: [], regressions: [] });
  });

  it('takes survey weights: people stand for a population, of which the panel is a sample', async () => {
    const file = folderWith('{ further: panel.csv }', csv(drawn(400, 'q', 2), attributes));
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('id: id,', 'id: id, weights: weight,'));
    const lines = csv(people, everything).trimEnd().split('\n');
    const weighted = lines.map((line, row) => `${line},${row === 0 ? 'weight' : 0.5 + (row % 3)}`);
    fs.writeFileSync(path.join(path.dirname(file), 'people.csv'), `${weighted.join('\n')}\n`);
    const run = await cli(['simulate', file, '--model', 'regression', '--evaluate']);
    expect(run.code).toBe(0);
    const [evaluation] = evaluationsOf(file);
    const found = rectifiedOf(evaluation);
    expect(found).toMatchObject({ status: 'estimated', n_further: 400 });
    const [worry] = found?.items ?? [];
    expect(worry?.helps).toBe(true);
    expect(worry?.people_alone?.estimate).toBeCloseTo(
      evaluation?.items.find(({ id }) => id === 'worry')?.human.mean ?? Number.NaN,
      9,
    );
    const methods = await cli(['report', file, '--format', 'methods']);
    expect(methods.out).toContain('count by survey weight (weighted estimating equations');
  }, 240_000);

  it('says at `further` what is wrong with the panel', async () => {
    const file = folderWith('{ further: panel.csv }', 'id,gender,education\nq1,Female,some\n');
    const check = await cli(['check', file]);
    expect(check.code).toBe(1);
    expect(check.out).toContain('In `panel.csv`: The data have no column `age`.');
    fs.rmSync(path.join(path.dirname(file), 'panel.csv'));
    expect((await cli(['check', file])).out).toContain('There is no file `panel.csv`.');
    expect((await cli(['simulate', file])).code).not.toBe(0);
  });
});

/** The answers of the only run, as `export` writes them. */
async function exported(file: string): Promise<string> {
  const folder = path.join(path.dirname(file), 'exported');
  expect(await cli(['export', file, '--what', 'answers', '--to', folder])).toMatchObject({ code: 0 });
  return path.join(folder, 'answers.csv');
}
