import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { type Conversation, converse, positionIn } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageStudy } from './stage.ts';

const features = ['hover', 'completion', 'definition'].map((name) => `textDocument/${name}`);

/** Asks for everything that can be asked at a place. */
async function askAll(talk: Conversation, uri: string, position: { line: number; character: number }): Promise<void> {
  const textDocument = { uri };
  await Promise.all([
    ...features.map((method) => talk.ask(method, { textDocument, position })),
    talk.ask('textDocument/documentSymbol', { textDocument }),
    talk.ask('textDocument/codeLens', { textDocument }),
    talk.ask('textDocument/semanticTokens/full', { textDocument }),
    talk.ask('textDocument/inlayHint', { textDocument, range: { start: { line: 0, character: 0 }, end: position } }),
    talk.ask('textDocument/codeAction', {
      textDocument,
      range: { start: { line: 0, character: 0 }, end: position },
      context: { diagnostics: [] },
    }),
    talk.ask('understudy/studyInfo', { uri }),
  ]);
}

describe('the server stays up', () => {
  it('while a study is typed from its first to its last character', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, '');
    let version = 1;
    for (let end = 1; end <= text.length; end += 97) {
      version += 1;
      const typed = text.slice(0, end);
      await talk.edit(uri, version, typed);
      const lines = typed.split('\n');
      await askAll(talk, uri, { line: lines.length - 1, character: (lines.at(-1) ?? '').length });
    }
    await talk.edit(uri, version + 1, text);
    const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);
    expect(codes(await talk.published(uri, version + 1))).not.toContain('yaml-syntax');
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('with texts that are no study at all', async () => {
    const { file } = stageStudy();
    const talk = await converse();
    const texts = [
      '',
      '\u0000',
      '- just\n- a list\n',
      'study: [unclosed\n  - {',
      'study: x\nbeliefs: 3\nactions: []\npersonas: text\nhuman: [1]\n',
      '? complex\n: key\n',
      'a: &a [*a]\n',
      `${'a: &a0 [x]\n'}${Array.from({ length: 12 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]\n`).join('')}`,
      `study: ${'x'.repeat(200_000)}\n`,
      'study: t\nregressions:\n  r: { formula: "((((((~" }\ncoherence:\n  c: { when: ">= and", then: "in [" }\n',
    ];
    const uri = await talk.open(file, 'study: t\n');
    for (const [index, text] of texts.entries()) {
      await talk.edit(uri, index + 2, text);
      await askAll(talk, uri, { line: 0, character: 3 });
    }
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('when a part of the world throws: the rest of the answers still come', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({
      world: {
        readData: () => Promise.reject(new Error('the disk is on fire')),
      },
    });
    const uri = await talk.open(file, text);
    const textDocument = { uri };
    expect(
      await talk.ask('textDocument/hover', { textDocument, position: positionIn(text, 'placement +') }),
    ).toBeNull();
    expect(await talk.ask<unknown[]>('textDocument/documentSymbol', { textDocument })).not.toEqual([]);
    expect(talk.logged.join('\n')).toContain('textDocument/hover'.slice('textDocument/'.length));
    expect(talk.logged.join('\n')).toContain('the disk is on fire');
    await talk.end();
  });

  it('answers a cancelled request as cancelled', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const uri = await talk.open(file, text);
    const asked = talk.askAndCancel('textDocument/hover', {
      textDocument: { uri },
      position: positionIn(text, 'placement +'),
    });
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    await talk.end();
  });
});

describe('the server in one file, over stdio', () => {
  const { file: bundle, parts } = serverBundle();

  it('has nothing that could call an endpoint', () => {
    const inputs = Object.entries(parts()?.inputs ?? {});
    const included = Object.values(parts()?.outputs ?? {}).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    );
    expect(included.length).toBeGreaterThan(50);
    expect(included.filter((file) => /node_modules\/(openai|undici|node-fetch)\//.test(file))).toEqual([]);
    const ours = inputs.filter(([file]) => included.includes(file) && !file.includes('node_modules'));
    const modules = ours.flatMap(([, { imports }]) =>
      imports.flatMap(({ path: name, external }) => (external ? [name] : [])),
    );
    expect(modules.filter((name) => /^(node:)?(https?|http2|net|tls|dgram|dns)$/.test(name))).toEqual([]);
  });

  it('shakes hands, reports, answers, and ends with code 0', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ bundle });
    const wrong = text.replace('reaction ~ placement +', 'reaction ~ placment +');
    const uri = await talk.open(file, wrong);
    const found = await talk.published(uri, 1);
    expect(found.map(({ code }) => code)).toContain('unknown-variable');
    const hover = await talk.ask('textDocument/hover', {
      textDocument: { uri },
      position: positionIn(wrong, 'importance >= 5', 2),
    });
    expect(JSON.stringify(hover)).toContain('scale of 7 points');
    expect(await talk.end()).toBe(0);
  });
});
