// Whether the R script of `understudy export --r-script` comes to the figures of the evaluation. Needs R 4.2 with sandwich
// and MASS, and a built bundle (npm run build); not part of `npm test`, whose machines may have no R.
//
//   node test/r/refit.mjs [study …]
//   node test/r/refit.mjs --random [seed …]
//
// With seeds (or 1 without any): studies with random data and formulas (random-study.mjs), 30 regressions each; fails where a
// coefficient differs by more than 1e-5 of itself, or 1e-3 in ordinal regressions. Without names: the samples whose data are there, and test/r/refit.study.yaml, which has every family, kind of errors and
// function of formulas, and whose script and output are the golden files of test/cli/refit.test.ts. Prints the largest
// differences and fails where one is above 1e-6.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../tools/places.mjs';
import { compareRefit, evaluationIn, scriptWithoutNames } from './compare-refit.mjs';
import { writeRandomStudy } from './random-study.mjs';

const usual = [
  'samples/media-influence/media-influence.study.yaml',
  'samples/browser-disclosure/browser-disclosure.study.yaml',
  'samples/disclosure-game/disclosure-game.study.yaml',
  'test/r/refit.study.yaml',
].filter((name) => name.startsWith('test') || fs.existsSync(path.join(root, path.dirname(name), 'data')));
const named = process.argv.slice(2);
if (named[0] === '--random') {
  process.exit(named.length === 1 ? random([1]) : random(named.slice(1).map(Number)));
}
const largestAllowed = 1e-6;
let failed = false;
for (const study of named.length > 0 ? named : usual) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-refit-'));
  try {
    const found = compare(path.resolve(root, study), folder);
    // NaN is no agreement either.
    failed ||= !(found.estimate <= largestAllowed && found.error <= largestAllowed) || found.missing.length > 0;
    console.log(
      `${study}: ${found.n} coefficients compared, ${found.unbounded} without a finite estimate left out; largest ` +
        `difference of estimates ${found.estimate.toExponential(1)}, of errors ${found.error.toExponential(1)}, ` +
        `of p ${found.p.toExponential(1)}${found.missing.length === 0 ? '' : `; in one only: ${found.missing.join(', ')}`}`,
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;

function random(seeds) {
  let apart = 0;
  for (const seed of seeds) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-refit-'));
    try {
      const found = compare(writeRandomStudy(folder, seed), folder);
      console.log(
        `seed ${seed}: ${found.n} coefficients compared, ${found.unbounded} without a finite estimate left out; ` +
          `${found.apart.length} differ, ${found.missing.length} in one only`,
      );
      for (const name of [...found.apart, ...found.missing].slice(0, 40)) {
        console.log(`  ${name}`);
      }
      apart += found.apart.length + found.missing.length;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return apart > 0 ? 1 : 0;
}

function compare(study, folder) {
  const runs = path.join(folder, 'runs');
  understudy(['simulate', study, '--evaluate', '--out', runs]);
  understudy(['export', study, '--r-script', '--out', runs, '--to', folder]);
  execFileSync('Rscript', [path.join(folder, 'refit.R')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const table = fs.readFileSync(path.join(folder, 'refit.csv'), 'utf8');
  if (path.basename(study) === 'refit.study.yaml') {
    fs.writeFileSync(path.join(root, 'test/r/golden/refit.csv'), table);
    const script = fs.readFileSync(path.join(folder, 'refit.R'), 'utf8');
    fs.writeFileSync(path.join(root, 'test/r/golden/refit.R'), scriptWithoutNames(script));
  }
  return compareRefit(evaluationIn(runs), table);
}

function understudy(args) {
  execFileSync(process.execPath, [path.join(root, 'dist/understudy.mjs'), ...args], { stdio: 'ignore' });
}
