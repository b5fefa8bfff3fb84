import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDataFile, readDataInWorker } from '#engine/node';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-data-worker-'));
const bundle = path.join(folder, 'data-worker.mjs');
beforeAll(() =>
  esbuild.build({
    entryPoints: ['engine/node/data/data-worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
    logLevel: 'warning',
  }),
);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a file that is read in a thread', () => {
  const manyValues = Array.from({ length: 25_001 }, (_, row) => `p${row},${row % 7}`).join('\n');
  it.each([
    ['a sample', fs.readFileSync('samples/media-influence/data/media-influence.csv'), {}],
    ['more values than one piece has', `id,answer\n${manyValues}\n`, {}],
    ['a header without rows', 'id;answer\n', {}],
    ['an encoding that is noted', Buffer.from('id,answer\n1,\xe4hnlich\n', 'latin1'), {}],
    ['bytes that the encoding does not allow', Buffer.from('id\n\xe4\n', 'latin1'), { encoding: 'utf-8' }],
    ['an unknown encoding', 'id\n1\n', { encoding: 'klingon' }],
    ['nothing', '', {}],
  ])('gives what it gives here: %s', async (_what, content, options) => {
    const file = path.join(folder, 'data.csv');
    fs.writeFileSync(file, content);
    expect(await readDataInWorker(file, options, bundle)).toEqual(await readDataFile(file, options));
  });

  it('is read here where the thread has no bundle, and missing files are errors', async () => {
    const file = path.join(folder, 'data.csv');
    fs.writeFileSync(file, 'id\n1\n');
    expect(await readDataInWorker(file, {}, `${bundle}.missing`)).toEqual(await readDataFile(file));
    const gone = path.join(folder, 'gone.csv');
    expect(await readDataInWorker(gone, {}, bundle)).toEqual({
      kind: 'error',
      error: { kind: 'not-found', path: gone },
    });
  });

  it('is an error where the thread breaks down', async () => {
    const broken = path.join(folder, 'broken.mjs');
    fs.writeFileSync(broken, 'throw new Error("out of order");\n');
    expect(await readDataInWorker('any.csv', {}, broken)).toMatchObject({
      kind: 'error',
      error: { kind: 'unreadable', reason: 'out of order' },
    });
  });
});
