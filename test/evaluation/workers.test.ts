// The same figures whoever does the work, and an end within a second when it is cancelled.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Executor, evaluate, inlineExecutor, type Job } from '#engine/evaluation';
import { workerExecutor } from '#engine/node';
import { root } from '../tools/places.mjs';
import { furtherStage, inputWith, mimic, mostly } from './made-further.ts';
import { fewDraws, judged, madeStage, scripted } from './made-people.ts';

let folder = '';
let file = '';
/** What comes out where the jobs are done one after the other. */
let here = '';

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-worker-'));
  file = path.join(folder, 'worker.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['engine/node/worker.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    define: { UNDERSTUDY_VERSION: '"0.0.0-test"' },
    logLevel: 'warning',
  });
  here = await jsonOf(inlineExecutor());
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const input = (): Parameters<typeof evaluate>[0] => {
  const stage = madeStage(450);
  const alternating = scripted(stage, 'gpt', (item, row) =>
    item === 'risk' ? 5 * (row % 20) : row % (item === 'share' ? 2 : 5),
  );
  return { ...judged(stage, alternating, 1), draws: { ...fewDraws, permutations: 200, bootstrap: 200, refits: 50 } };
};

async function jsonOf(executor: Executor): Promise<string> {
  const result = await evaluate(input(), { executor });
  expect(result.kind).toBe('evaluated');
  return JSON.stringify(result.kind === 'evaluated' ? result.evaluation : null);
}

describe('an evaluation', () => {
  it.each([
    ['again, here', () => inlineExecutor()],
    ['in one thread', () => workerExecutor({ workers: 1, file })],
    ['in two threads', () => workerExecutor({ workers: 2, file })],
    ['here, where there is no worker bundle', () => workerExecutor({ workers: 2, file: `${file}.missing` })],
  ])('is the same, byte for byte, %s', async (_, executor) => {
    expect(await jsonOf(executor())).toBe(here);
  });

  it('is the same with rectified estimates in one thread, in two and here', async () => {
    const stage = furtherStage(300);
    const further = {
      ...inputWith(stage, mimic(stage, mostly, stage.others)),
      draws: { permutations: 100, bootstrap: 120, refits: 5, subsamples: 5 },
    };
    const executors = [inlineExecutor(), workerExecutor({ workers: 1, file }), workerExecutor({ workers: 2, file })];
    const texts: string[] = [];
    for (const executor of executors) {
      const result = await evaluate(further, { executor });
      expect(result).toMatchObject({ evaluation: { rectified: [{ status: 'estimated' }] } });
      texts.push(JSON.stringify(result.kind === 'evaluated' ? result.evaluation : null));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('is the same with so many respondents that normal limits, joint types and distinct rows are used', async () => {
    const stage = madeStage(20_600);
    const subject = scripted(stage, 'gpt', (item, row) =>
      item === 'risk' ? (row * 7) % 100 : (row * 3) % (item === 'share' ? 2 : 5),
    );
    const many = {
      ...judged(stage, subject, 1),
      ladder: [],
      draws: { permutations: 3000, bootstrap: 120, refits: 30, subsamples: 5 },
    };
    const executors = [inlineExecutor(), workerExecutor({ workers: 1, file }), workerExecutor({ workers: 2, file })];
    const texts: string[] = [];
    for (const executor of executors) {
      const result = await evaluate(many, { executor });
      expect(result.kind).toBe('evaluated');
      texts.push(JSON.stringify(result.kind === 'evaluated' ? result.evaluation : null));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('does not depend on the order in which jobs are done', async () => {
    const backwards: Executor = {
      async run(jobs, onProgress, signal) {
        const results = await inlineExecutor().run([...jobs].reverse(), onProgress, signal);
        return results === null ? null : [...results].reverse();
      },
    };
    expect(await jsonOf(backwards)).toBe(here);
  });

  it('changes with the seed', async () => {
    const other = await evaluate({ ...input(), seed: 99 }, { executor: inlineExecutor() });
    expect(JSON.stringify(other.kind === 'evaluated' ? { ...other.evaluation, seed: input().seed } : null)).not.toBe(
      here,
    );
  });

  it.each(['in threads', 'here'] as const)(
    'tells its progress and ends within a second when cancelled, %s',
    async (where) => {
      const controller = new AbortController();
      const progress: number[] = [];
      let cancelledAt = Number.NaN;
      const slow = { ...input(), draws: { permutations: 40_000, bootstrap: 20_000, refits: 2000 } };
      const result = await evaluate(slow, {
        executor: where === 'here' ? workerExecutor({ workers: 0 }) : workerExecutor({ workers: 2, file }),
        signal: controller.signal,
        onProgress: (done, total) => {
          expect(done).toBeLessThanOrEqual(total);
          progress.push(done);
          if (done === 3) {
            cancelledAt = performance.now();
            controller.abort();
          }
        },
      });
      expect(result.kind).toBe('cancelled');
      expect(progress.slice(0, 3)).toEqual([1, 2, 3]);
      expect(performance.now() - cancelledAt).toBeLessThan(1000);
    },
  );

  it('hears a cancellation while it prepares, before any job is handed out', async () => {
    let pauses = 0;
    const signal = { aborted: false };
    const executor: Executor = {
      pause: async () => {
        pauses += 1;
        signal.aborted = pauses === 2;
      },
      run: () => Promise.reject(new Error('a job was handed out')),
    };
    expect(await evaluate(input(), { executor, signal })).toMatchObject({ kind: 'cancelled' });
    expect(pauses).toBe(2);
  });

  it('fails, and does not hang, when a job cannot be done', async () => {
    const broken = { kind: 'cell' } as unknown as Job;
    await expect(
      workerExecutor({ workers: 2, file }).run([broken, broken], () => {}, { aborted: false }),
    ).rejects.toThrow();
  });
});
