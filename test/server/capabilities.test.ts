import fs from 'node:fs';
import { expect, it } from 'vitest';
import { converse } from './conversation.ts';

it('tells editors what docs/editor.md has a row for, and nothing else', async () => {
  const page = fs.readFileSync('docs/editor.md', 'utf8');
  const rows = [...page.matchAll(/^\|.*\| `(\w+Provider)` \|$/gm)].map(([, name]) => name);
  const talk = await converse({ diagnostics: 'pull', initializationOptions: { commands: true } });
  await talk.end();
  const told = Object.keys(talk.initialized.capabilities).filter((name) => name.endsWith('Provider'));
  expect(rows.sort()).toEqual(told.sort());
});

it('has a file of features for each', () => {
  const named = fs.readFileSync('server/src/language-features.ts', 'utf8');
  const files = fs.readdirSync('server/src/features').map((file) => `./features/${file}`);
  const used = [...named.matchAll(/'(\.\/features\/[^']+)'/g)].map(([, file]) => file);
  const others = [
    './features/describe.ts',
    './features/describe-evaluated.ts',
    './features/describe-key.ts',
    './features/diagnostics.ts',
    './features/prompt-lens.ts',
    './features/prompt.ts',
    './features/requests.ts',
    './features/runs.ts',
  ];
  expect([...used, ...others].sort()).toEqual(files.sort());
});
