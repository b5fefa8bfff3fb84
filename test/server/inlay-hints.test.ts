import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver';
import { type Conversation, converse } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageStudy } from './stage.ts';

const bundle = serverBundle();

const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

async function hintsIn(talk: Conversation, uri: string, text: string, range = everything): Promise<readonly string[]> {
  const hints = await talk.ask<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range });
  const lines = text.split('\n');
  return hints.map(({ position, label }) => {
    const before = lines[position.line]?.slice(0, position.character) ?? '';
    return `${/[\w-]+$/.exec(before)?.[0]} ${String(label)}`;
  });
}

const expected = [
  'female n 80',
  'male n 43',
  '18 n 55',
  '24 n 68',
  'front n 58',
  'interior n 65',
  'placement vs front',
  'placement vs front',
  'gender vs female',
  'gpt 93 calls',
];
const models = 'models:\n  gpt: { provider: openai, model: gpt-4.1-mini }\n';

describe.each(['in process', 'over stdio'])('inlay hints %s', (where) => {
  it('say how many people there are, what is compared with, and what a run calls', async () => {
    const { file, text } = stageStudy();
    const talk = await converse(where === 'in process' ? {} : { bundle: bundle.file });
    const uri = await talk.open(file, text + models);
    const found = await hintsIn(talk, uri, text + models);
    expect(found).toEqual(expected);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });
});

describe('inlay hints', () => {
  it('are those of the range', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, text);
    const line = text.split('\n').findIndex((one) => one.includes('levels: [female, male]'));
    const range = { start: { line, character: 0 }, end: { line, character: 100 } };
    expect(await hintsIn(talk, uri, text, range)).toEqual(['female n 80', 'male n 43']);
    await talk.end();
  });

  it('follow the data', async () => {
    const { file, text, dataFile } = stageStudy();
    const talk = await converse({ workspace: { inlayHint: { refreshSupport: true } } });
    const uri = await talk.open(file, text);
    expect(await hintsIn(talk, uri, text)).toContain('male n 43');
    const asked = talk.refreshAsked('inlayHint');
    const table = fs.readFileSync(dataFile, 'utf8').trimEnd();
    fs.writeFileSync(dataFile, `${table}\n${(table.split('\n').at(-1) ?? '').replace(/^[^,]*/, 'p-new')}\n`);
    await asked;
    const after = await hintsIn(talk, uri, text);
    expect(after.includes('male n 44') || after.includes('female n 81')).toBe(true);
    await talk.end();
  });

  it.each([
    [
      'by the settings of the editor',
      { settings: { understudy: { inlayHints: { people: false, reference: false } } } },
    ],
    ['by the initialization', { initializationOptions: { inlayHints: { people: false, reference: false } } }],
  ])('can be switched off %s', async (_how, options) => {
    const { file, text } = stageStudy();
    const talk = await converse(options);
    const uri = await talk.open(file, text + models);
    await talk.published(uri, 1);
    expect(await hintsIn(talk, uri, text + models)).toEqual(['gpt 93 calls']);
    await talk.end();
  });
});
