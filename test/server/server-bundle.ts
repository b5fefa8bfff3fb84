import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** The server in one file, as it ships, its data thread beside it, with what went into it; made before the tests of the file and removed after them. */
export function serverBundle(): { readonly file: string; readonly parts: () => esbuild.Metafile | undefined } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-bundle-'));
  const file = path.join(folder, 'server.cjs');
  let parts: esbuild.Metafile | undefined;
  beforeAll(async () => {
    const built = await esbuild.build({
      metafile: true,
      entryPoints: ['server/src/main.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      format: 'cjs',
      define: { UNDERSTUDY_VERSION: '"test"' },
      logLevel: 'warning',
      outfile: file,
    });
    parts = built.metafile;
    await esbuild.build({
      entryPoints: ['engine/node/data/data-worker.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      format: 'esm',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'warning',
      outfile: path.join(folder, 'data-worker.mjs'),
    });
  }, 120_000);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return { file, parts: () => parts };
}
