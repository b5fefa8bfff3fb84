// @ts-check
// The figures of an evaluation beside those that the R script of an export wrote.
import fs from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';

/**
 * The largest differences between the regressions of an evaluation's subject and `refit.csv`, the coefficients that only
 * one of them has, and those that are not the same but for their last digits.
 *
 * @param {import('#engine').Evaluation} ours
 * @param {string} table
 */
export function compareRefit(ours, table) {
  /** @type {readonly { regression: string, sample: string, coefficient: string, estimate: string, error: string, p: string }[]} */
  const theirs = Papa.parse(table, {
    header: true,
    skipEmptyLines: true,
  }).data;
  /** @type {(regression: string, sample: string, name: string) => string} */
  const key = (regression, sample, name) => `${regression} / ${sample} / ${name}`;
  const byKey = new Map(
    theirs.map((row) => [
      key(row.regression, row.sample.startsWith('regression-') ? 'simulated' : row.sample, row.coefficient),
      row,
    ]),
  );
  const result = {
    n: 0,
    unbounded: 0,
    estimate: 0,
    error: 0,
    p: 0,
    missing: /** @type {string[]} */ ([]),
    apart: /** @type {string[]} */ ([]),
  };
  const seen = new Set();
  for (const one of ours.regressions.filter(({ model }) => model === ours.subject)) {
    for (const coefficient of one.coefficients) {
      for (const [sample, side] of /** @type {const} */ ([
        ['people', 'human'],
        ['pilot', 'pilot'],
        ['simulated', 'simulated'],
      ])) {
        const name = key(one.id, sample, coefficient.name);
        const own = coefficient[side];
        const row = byKey.get(name);
        seen.add(name);
        if (own === null && (row === undefined || row.estimate === '')) {
          continue;
        }
        if (own === null || row === undefined || row.estimate === '') {
          result.missing.push(name);
        } else if (!own.is_finite) {
          result.unbounded += 1;
        } else {
          result.n += 1;
          // Relative to the figures themselves; polr finds its optimum, and its errors by differences, to fewer digits.
          const digits = one.family === 'ordinal' ? 1e-3 : 1e-5;
          const size = Math.max(Math.abs(own.estimate), own.error ?? 0);
          const isSame =
            Math.abs(own.estimate - Number(row.estimate)) <= digits * size &&
            ((own.error === null && row.error === '') ||
              Math.abs((own.error ?? Number.NaN) - Number(row.error)) <= digits * (own.error ?? 0));
          if (!isSame) {
            result.apart.push(`${name}: ${own.estimate} (${own.error}), in R ${row.estimate} (${row.error})`);
          }
          result.estimate = Math.max(result.estimate, Math.abs(own.estimate - Number(row.estimate)));
          if (own.error !== null || row.error !== '') {
            result.error = Math.max(result.error, Math.abs((own.error ?? Number.NaN) - Number(row.error)));
            result.p = Math.max(result.p, Math.abs((own.p ?? Number.NaN) - Number(row.p)));
          }
        }
      }
    }
  }
  // What people lack has no row in the evaluation; else whatever R found must be there.
  const withPeople = new Set(
    theirs.filter(({ sample }) => sample === 'people').map((row) => `${row.regression} / ${row.coefficient}`),
  );
  for (const row of theirs) {
    const name = key(row.regression, row.sample.startsWith('regression-') ? 'simulated' : row.sample, row.coefficient);
    if (!seen.has(name) && row.estimate !== '' && withPeople.has(`${row.regression} / ${row.coefficient}`)) {
      result.missing.push(name);
    }
  }
  return result;
}

/**
 * The only evaluation below a folder.
 *
 * @param {string} folder
 * @returns {import('#engine').Evaluation}
 */
export function evaluationIn(folder) {
  const file = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .find((name) => path.basename(name) === 'evaluation.json');
  return JSON.parse(fs.readFileSync(path.join(folder, file ?? ''), 'utf8'));
}

/**
 * The script without what may change while it stays the same: version and name of the run.
 *
 * @param {string} script
 */
export function scriptWithoutNames(script) {
  return script.replace(/Understudy \d+\.\d+\.\d+/g, 'Understudy').replace(/regression-[0-9a-f]{8}/g, 'regression-run');
}
