import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { type Conversation, converse } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageStudy } from './stage.ts';

const bundle = serverBundle();

function legendOf(talk: Conversation) {
  const provider = talk.initialized.capabilities.semanticTokensProvider;
  return provider?.legend ?? { tokenTypes: [], tokenModifiers: [] };
}

/** Each token with the text that it covers. */
function readable(talk: Conversation, text: string, data: readonly number[]): readonly string[] {
  const { tokenTypes } = legendOf(talk);
  const lines = text.split('\n');
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [deltaLine = 0, deltaStart = 0, length = 0, type = 0] = data.slice(at, at + 5);
    line += deltaLine;
    character = deltaLine > 0 ? deltaStart : character + deltaStart;
    found.push(`${line} ${lines[line]?.slice(character, character + length)} ${tokenTypes[type]}`);
  }
  return found;
}

describe.each(['in process', 'over stdio'])('semantic tokens %s', (where) => {
  it('are of the whole study, of a range, and what has changed since', async () => {
    const { file, text } = stageStudy();
    const talk = await converse(where === 'in process' ? {} : { bundle: bundle.file });
    const uri = await talk.open(file, text);
    const textDocument = { uri };
    const full = await talk.ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    const all = readable(talk, text, full.data);
    const line = text.split('\n').findIndex((one) => one.includes('formula: reaction ~'));
    const here = [
      `${line} reaction item`,
      `${line} ~ operator`,
      `${line} placement treatment`,
      `${line} + operator`,
      `${line} presumed_influence item`,
      `${line} + operator`,
      `${line} importance item`,
    ];
    expect(all.filter((one) => one.startsWith(`${line} `))).toEqual(here);

    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    const part = await talk.ask<SemanticTokens>('textDocument/semanticTokens/range', { textDocument, range });
    expect(readable(talk, text, part.data)).toEqual(here);

    const changed = text.replace('reaction ~ placement', 'log(reaction) ~ placement');
    await talk.edit(uri, 2, changed);
    const delta = await talk.ask<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: full.resultId,
    });
    const data = [...full.data];
    for (const { start, deleteCount, data: inserted } of [...delta.edits].reverse()) {
      data.splice(start, deleteCount, ...(inserted ?? []));
    }
    const fresh = await talk.ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    expect(data).toEqual(fresh.data);
    expect(delta.edits.flatMap((edit) => edit.data ?? []).length).toBeLessThan(fresh.data.length / 2);
    expect(readable(talk, changed, data)).toContain(`${line} log function`);

    const unknown = await talk.ask<SemanticTokens>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: 'long gone',
    });
    expect(unknown.data).toEqual(fresh.data);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });
});

it('the manifest tells themes of every kind of its own', async () => {
  const talk = await converse();
  const { tokenTypes, tokenModifiers } = legendOf(talk);
  await talk.end();
  const standard = ['function', 'keyword', 'operator', 'number', 'definition'];
  const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const own = tokenTypes.filter((kind) => !standard.includes(kind));
  expect(contributes.semanticTokenTypes.map(({ id }: { readonly id: string }) => id)).toEqual(own);
  expect(Object.keys(contributes.semanticTokenScopes[0].scopes)).toEqual(own);
  expect(contributes.semanticTokenModifiers.map(({ id }: { readonly id: string }) => id)).toEqual(
    tokenModifiers.filter((modifier) => !standard.includes(modifier)),
  );
  const page = fs.readFileSync('docs/editor.md', 'utf8');
  for (const kind of [...tokenTypes, ...tokenModifiers]) {
    expect(page).toContain(`\`${kind}\``);
  }
});
