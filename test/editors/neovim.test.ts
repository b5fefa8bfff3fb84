import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtCli } from '../tools/built-cli.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-neovim-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const isThere = spawnSync('nvim', ['--version']).status === 0;
if (!isThere) {
  console.warn('SKIPPED: there is no nvim here, so that the snippet of docs/other-editors.md is not run');
}

describe('Neovim with the snippet of docs/other-editors.md', () => {
  it('is told how to start the server', () => {
    const page = fs.readFileSync('docs/other-editors.md', 'utf8');
    expect(/```lua\n([\s\S]*?)```/.exec(page)?.[1]).toContain("cmd = { 'understudy', 'lsp', '--stdio' }");
  });

  // Neovim is no part of what the tests install: where there is none, the snippet is not run.
  const whereThere = isThere ? it : () => undefined;
  whereThere(
    'shows the diagnostics of a study',
    async () => {
      const cli = await builtCli();
      const command = path.join(folder, 'understudy');
      fs.writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`, { mode: 0o755 });
      const file = path.join(folder, 'tiny.study.yaml');
      fs.writeFileSync(
        file,
        'study: tiny\nbeliefs:\n  worried: { ask: Are you?, options: ["Yes", "No"] }\nregressions:\n  main: { formula: worried == "Yes" ~ wored, family: binomial }\n',
      );
      const ran = spawnSync('nvim', ['--headless', '--clean', '-S', 'test/editors/neovim.lua'], {
        env: { ...process.env, PATH: `${folder}:${process.env['PATH']}`, UNDERSTUDY_STUDY: file },
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(ran.stdout).toMatch(/^5:\d+ unknown-variable `wored` .*Did you mean `worried`\?/m);
      expect(ran.status).toBe(0);
    },
    90_000,
  );
});
