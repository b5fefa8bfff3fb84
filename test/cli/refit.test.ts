// The R script of an export. R itself need not be here: `node test/r/refit.mjs` runs the script and writes what it printed
// to test/r/golden/refit.csv, and these tests see that the script is still the one that was run, and the figures ours.
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compareRefit, evaluationIn, scriptWithoutNames } from '../r/compare-refit.mjs';
import { cli } from '../tools/built-cli.ts';
import { root } from '../tools/places.mjs';
import { studyFolder, temporaryFolder } from './helpers.ts';

const golden = path.join(root, 'test/r/golden');

it('refits every family, kind of errors and function of formulas as R did', async () => {
  const study = path.join(root, 'test/r/refit.study.yaml');
  const folder = temporaryFolder();
  const runs = path.join(folder, 'runs');
  expect(await cli(['simulate', study, '--evaluate', '--out', runs])).toMatchObject({ code: 0 });
  expect(await cli(['export', study, '--r-script', '--out', runs, '--to', folder])).toMatchObject({ code: 0 });
  const script = scriptWithoutNames(fs.readFileSync(path.join(folder, 'refit.R'), 'utf8'));
  await expect(script, 'Where the script is meant to change, run: node test/r/refit.mjs').toMatchFileSnapshot(
    path.join(golden, 'refit.R'),
  );
  const table = fs.readFileSync(path.join(golden, 'refit.csv'), 'utf8');
  const { n, estimate, error, p, missing } = compareRefit(evaluationIn(runs), table);
  expect(missing).toEqual([]);
  expect(n).toBeGreaterThan(300);
  for (const difference of [estimate, error, p]) {
    expect(difference).toBeLessThan(1e-6);
  }
});

it('is left out where the study has no regressions, and refused where it could not read the tables', async () => {
  const file = studyFolder();
  const to = path.join(path.dirname(file), 'out');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace(/^regressions:\n(?: .*\n)+/m, ''));
  const { code, err } = await cli(['export', file, '--r-script', '--to', to]);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('no R script') });
  expect(fs.existsSync(path.join(to, 'refit.R'))).toBe(false);
  for (const other of [['--format', 'long'], ['--what', 'answers'], ['--spreadsheet']]) {
    expect(await cli(['export', file, '--r-script', ...other, '--to', to])).toMatchObject({
      code: 2,
      err: expect.stringContaining('The R script reads people in the wide format'),
    });
  }
});
