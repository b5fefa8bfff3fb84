import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Evaluation, RespondentAnswers } from '#engine';
import { files } from '../../samples/town-panel/make-people.mjs';
import { cli } from '../tools/built-cli.ts';
import { humanData } from '../tools/human-data.ts';
import { temporaryFolder } from './helpers.ts';

const models = ['uniform', 'pooled', 'resample', 'regression'];

/** A copy of a sample, so that its runs do not lie in the sources. */
function sample(name: string): { readonly folder: string; readonly runs: string } {
  const folder = path.join(temporaryFolder(), name);
  fs.cpSync(path.join('samples', name), folder, {
    recursive: true,
    filter: (source) => path.basename(source) !== '.understudy',
  });
  return { folder, runs: path.join(folder, '.understudy', name) };
}

function journals(runs: string): ReadonlyMap<string, readonly RespondentAnswers[]> {
  return new Map(
    fs.readdirSync(runs).map((run) => [
      run.replace(/-[0-9a-f]{8}$/, ''),
      fs
        .readFileSync(path.join(runs, run, 'answers.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ]),
  );
}

it('says all that the README promises about media-influence', async () => {
  const { folder, runs } = sample('media-influence');
  const { code, out } = await cli(['simulate', folder, '--evaluate']);
  expect(code).toBe(0);
  for (const said of [
    /93 {2}Held-out people/,
    /30 {2}Pilot/,
    /placement: front \(reference\) +14 +44 +44/,
    ...models.map((model) => new RegExp(`^ +(▸ )?${model} .*\\d+ of \\d+`, 'm')),
    /^ +reaction +\.\d+/m,
    /tested cells are misaligned/,
    /important-means-buying +\d+\.\d %/,
    /placementinterior +[−+]\d/,
    /^Verdict$/m,
    /(PASS|FAIL|UNDECIDED) +Answers/,
    /Evaluation +\S+regression-[0-9a-f]{8}\/evaluation\.json/,
    /Report +\S+regression-[0-9a-f]{8}\/report\.html/,
  ]) {
    expect(out).toMatch(said);
  }
  expect([...journals(runs).keys()].sort()).toEqual([...models].sort());
});

it('finds what the README says of town-panel, and makes its people again', async () => {
  const made = files();
  expect(fs.readFileSync('samples/town-panel/data/people.csv', 'utf8')).toBe(made.people);
  expect(fs.readFileSync('samples/town-panel/data/panel.csv', 'utf8')).toBe(made.panel);
  const { folder, runs } = sample('town-panel');
  const { code, out } = await cli(['simulate', folder, '--evaluate']);
  expect(code).toBe(0);
  const readme = fs.readFileSync('samples/town-panel/README.md', 'utf8');
  const printed = out.slice(out.indexOf('Rectified estimates')).split('\n');
  for (const [name, mark] of [
    ['useful', '`useful`, mean'],
    ['private', '`private`, mean'],
    ['openness', '`openness`, mean'],
    ['share: Hand over', '`share`, hand over'],
  ] as const) {
    const [, alone, rectified, worth] =
      new RegExp(`^ {2}${name} +(\\S+ \\(.+?\\)) +(\\S+ \\(.+?\\)) +\\.\\d+ +\\d+ +(\\d+) `).exec(
        printed.find((line) => line.startsWith(`  ${name} `)) ?? '',
      ) ?? [];
    expect(readme).toContain(`${alone} | ${rectified} | ${worth} people |`);
    expect(readme).toContain(`| ${mark} |`);
  }
  expect(out).toContain('Excluded               not age >= 18');
  expect(out).toMatch(/figures are weighted by `weight`/);
  expect(out).toContain('(of items that were asked; those of derived');
  expect([...journals(runs).keys()].sort()).toEqual([...models].sort());
}, 120_000);

it('answers for all 12,161 held-out people of browser-disclosure', { timeout: 240_000 }, async (context) => {
  const data = humanData('browser-disclosure', context);
  const { folder, runs } = sample('browser-disclosure');
  fs.mkdirSync(path.join(folder, 'data'), { recursive: true });
  fs.copyFileSync(data, path.join(folder, 'data', 'browser-disclosure.csv'));
  expect((await cli(['simulate', folder, '--evaluate'])).code).toBe(0);
  for (const [model, journal] of journals(runs)) {
    expect(models).toContain(model);
    expect(new Set(journal.map((line) => line.respondent)).size).toBe(12_161);
    expect(journal.filter((line) => Object.keys(line.answers).length !== 3)).toEqual([]);
  }
  const run = fs.readdirSync(runs).find((name) => name.startsWith('regression-')) ?? '';
  const evaluation: Evaluation = JSON.parse(fs.readFileSync(path.join(runs, run, 'evaluation.json'), 'utf8'));
  expect(evaluation.people).toMatchObject({ n_pilot: 300, n_held_out: 12_161 });
  expect(evaluation.models.map((model) => model.id).sort()).toEqual([...models].sort());
  expect(evaluation.draws.permutations).toBeGreaterThanOrEqual(10_000);
});
