import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { root } from './places.mjs';

/**
 * The data file of a sample: the one that it ships, or the copy beside the checkout of one that may not be shipped. Where
 * that is missing the test is skipped, loudly; in CI it fails.
 */
export function humanData(sample: string, context: Pick<TestContext, 'skip'>): string {
  const shipped = path.join(root, 'samples', sample, 'data', `${sample}.csv`);
  const shared = path.join(root, '..', 'shared', 'data', `${sample}.csv`);
  const found = [shipped, shared].find((file) => fs.existsSync(file));
  if (found !== undefined) {
    return found;
  }
  if (process.env['CI'] !== undefined) {
    throw new Error(`${shared} is missing, and nothing may be skipped here`);
  }
  console.warn(`SKIPPED: ${shared} is missing, so that ${sample} is not tested`);
  return context.skip();
}
