import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { RegressionFit } from '#engine/statistics';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../r/golden');

/** What R computes of coefficients; null where R has none. */
export interface GoldenErrors {
  readonly se: readonly (number | null)[];
  readonly statistic: readonly (number | null)[];
  readonly p: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** A golden file that `Rscript test/r/golden.R` wrote. */
export function readGolden<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as T;
}

/** How far numbers may be from R's: coefficients and errors as parts of max(|b|, se), p as it is. */
export interface Digits {
  readonly coefficient: number;
  readonly error: number;
  readonly p: number;
}

/** The digits that measures.md, section 5, promises for `lm` and `glm`. */
export const exactDigits: Digits = { coefficient: 1e-8, error: 1e-8, p: 1e-8 };

/** The digits that measures.md, section 5, promises for `polr`. */
export const ordinalDigits: Digits = { coefficient: 1e-5, error: 1e-4, p: 1e-5 };

/** Compares the entries of a fit that have a coefficient with R's. */
export function expectInference(
  fit: RegressionFit,
  coefficients: readonly number[],
  errors: GoldenErrors,
  digits: Digits = exactDigits,
): void {
  const entries = fit.coefficients.flatMap((value, entry) => (Number.isNaN(value) ? [] : [entry]));
  expect(entries.length).toBe(coefficients.length);
  entries.forEach((entry, index) => {
    const b = coefficients[index];
    const se = errors.se[index] ?? Number.NaN;
    const scale = Math.max(Math.abs(b), se);
    expect(se).toBeGreaterThan(0);
    expect(Math.abs(fit.coefficients[entry] - b)).toBeLessThanOrEqual(digits.coefficient * scale);
    expect(Math.abs(fit.standardErrors[entry] - se)).toBeLessThanOrEqual(digits.error * se);
    expect(Math.abs(fit.pValues[entry] - (errors.p[index] ?? Number.NaN))).toBeLessThanOrEqual(digits.p);
    const [low, high] = fit.intervals[entry];
    expect(Math.abs(low - (errors.low[index] ?? Number.NaN))).toBeLessThanOrEqual(4 * digits.error * scale);
    expect(Math.abs(high - (errors.high[index] ?? Number.NaN))).toBeLessThanOrEqual(4 * digits.error * scale);
  });
}
