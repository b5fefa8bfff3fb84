// Least squares and logistic regression with HC3 errors, and proportional odds, on 100,000 respondents × 10 columns, beside
// R (lm, glm, sandwich's vcovHC, MASS's polr) on the same numbers in one run. Only fits are timed, not start-up nor the
// making and reading of data. Fails where R is faster, or where the two do not agree. Without R it says so and times ours.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '#engine';
import {
  fitGeneralizedLinearModel,
  fitLinearModel,
  fitOrdinalModel,
  type Matrix,
  matrixFromColumns,
  normalQuantile,
  type RegressionFit,
} from '#engine/statistics';

const rows = 100_000;
const columns = 10;
const categories = 5;
const times = 7;

const data = made();
const ours = {
  gaussian: timed(() => fitLinearModel(data.withIntercept, data.gaussian, { errors: { kind: 'HC3' } })),
  binomial: timed(() =>
    fitGeneralizedLinearModel(data.withIntercept, data.binomial, 'binomial', { errors: { kind: 'HC3' } }),
  ),
  ordinal: timed(() => fitOrdinalModel(data.design, data.ordinal, categories, { errors: { kind: 'classical' } })),
};
const names = {
  gaussian: 'least squares, HC3',
  binomial: 'logistic, HC3',
  ordinal: 'proportional odds',
} as const;
type Name = keyof typeof names;
const theirs = inR();
console.log(`${rows} respondents × ${columns} columns, medians of ${times} fits with their errors`);
for (const name of ['gaussian', 'binomial', 'ordinal'] satisfies Name[]) {
  const seconds = median(ours[name].seconds);
  const other = theirs?.fits[name];
  if (other === undefined) {
    console.log(`${names[name]}: ${seconds.toFixed(3)} s`);
    continue;
  }
  const ratio = median(other.seconds) / seconds;
  const apart = worstDifference(ours[name].fit, other);
  // R's own stopping rule leaves polr further from the maximum than glm.
  const agrees = apart < (name === 'ordinal' ? 1e-2 : 1e-5);
  console.log(
    `${names[name]}: ${seconds.toFixed(3)} s, R ${median(other.seconds).toFixed(3)} s, ${ratio.toFixed(1)} times as fast` +
      `; largest difference ${apart.toExponential(0)} errors${agrees ? '' : ', which is too much'}`,
  );
  process.exitCode = ratio > 1 && agrees && process.exitCode !== 1 ? 0 : 1;
}
console.log(theirs === null ? 'Rscript with sandwich and MASS is not here: nothing to compare with' : theirs.version);

function made(): {
  readonly design: Matrix;
  readonly withIntercept: Matrix;
  readonly gaussian: Float64Array;
  readonly binomial: Float64Array;
  readonly ordinal: Float64Array;
} {
  const random = randomStream(1, 'statistics bench');
  const normal = (): number => normalQuantile(random.next());
  // Half of the columns are numbers, half dummies, as in a survey.
  const predictors = Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, () => (column % 2 === 0 ? normal() : random.integer(2))),
  );
  const predictor = Float64Array.from({ length: rows }, (_, row) =>
    predictors.reduce((sum, column, index) => sum + (0.3 - 0.06 * index) * column[row], 0),
  );
  const logistic = (): number => {
    const share = random.next();
    return Math.log(share / (1 - share));
  };
  const thresholds = [-1.5, -0.5, 0.5, 1.5];
  return {
    design: matrixFromColumns(predictors, rows),
    withIntercept: matrixFromColumns([new Float64Array(rows).fill(1), ...predictors], rows),
    gaussian: predictor.map((eta) => eta + normal()),
    binomial: predictor.map((eta) => Number(eta + logistic() > 0)),
    ordinal: predictor.map((eta) => {
      const latent = eta + logistic();
      return thresholds.filter((threshold) => latent > threshold).length;
    }),
  };
}

interface Timed {
  readonly seconds: readonly number[];
  readonly fit: RegressionFit;
}

function timed(run: () => RegressionFit): Timed {
  let fit = run();
  const seconds = Array.from({ length: times }, () => {
    const start = performance.now();
    fit = run();
    return (performance.now() - start) / 1000;
  });
  return { seconds, fit };
}

interface FromR {
  readonly version: string;
  readonly fits: Readonly<
    Record<
      Name,
      { readonly seconds: readonly number[]; readonly estimates: readonly number[]; readonly errors: readonly number[] }
    >
  >;
}

/** The same in R; null where R or a package is not installed. */
function inR(): FromR | null {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-bench-'));
  try {
    writeFileSync(join(folder, 'design.bin'), data.design.data);
    for (const name of ['gaussian', 'binomial', 'ordinal'] satisfies Name[]) {
      writeFileSync(join(folder, `${name}.bin`), data[name]);
    }
    const words = ['test/bench/statistics.R', folder, String(rows), String(columns), String(times)];
    const { status, stdout, error } = spawnSync('Rscript', words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return error !== undefined || status !== 0 ? null : (JSON.parse(stdout) as FromR);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The largest difference of an estimate, in standard errors, or of an error, in itself. */
function worstDifference(fit: RegressionFit, other: FromR['fits'][Name]): number {
  return Math.max(
    ...fit.coefficients.map((value, index) => Math.abs(value - other.estimates[index]) / other.errors[index]),
    ...fit.standardErrors.map((value, index) => Math.abs(value / other.errors[index] - 1)),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}
