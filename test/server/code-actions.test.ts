import { describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { selectPlaceCommand } from '#engine/node';
import { type Conversation, converse, positionIn } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageStudy } from './stage.ts';
import { edited } from './with-text.ts';

const bundle = serverBundle();

const wrong = (text: string): string => text.replace('~ placement + gender', '~ placment + gender');
const canSayVersions = { workspace: { workspaceEdit: { documentChanges: true } } };

async function actionsAt(
  talk: Conversation,
  uri: string,
  text: string,
  at: string,
  more: { readonly only?: readonly string[]; readonly diagnostics?: readonly Diagnostic[] } = {},
): Promise<readonly CodeAction[]> {
  const start = positionIn(text, at, 0);
  const end = { line: start.line, character: start.character + at.length };
  const context = { diagnostics: [], ...more };
  return talk.ask('textDocument/codeAction', { textDocument: { uri }, range: { start, end }, context });
}

describe.each(['in process', 'over stdio'])('code actions %s', (where) => {
  const ways = where === 'in process' ? {} : { bundle: bundle.file };

  it('mend a misspelt name, for this version of the text and with its diagnostic', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ ...ways, ...canSayVersions });
    const before = wrong(text);
    const uri = await talk.open(file, before);
    const diagnostics = await talk.published(uri, 1);
    const [fix] = await actionsAt(talk, uri, before, 'placment', { diagnostics });
    expect(fix).toMatchObject({ title: 'Change to `placement`', kind: 'quickfix', isPreferred: true });
    expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(['unknown-variable']);
    const [change] = fix?.edit?.documentChanges ?? [];
    expect(change).toMatchObject({ textDocument: { uri, version: 1 } });
    const edits = change !== undefined && 'edits' in change ? change.edits.filter((edit) => 'newText' in edit) : [];
    const after = edited(before, edits);
    expect(after).toBe(text);
    await talk.edit(uri, 2, after);
    const left = await talk.published(uri, 2);
    expect(left.map(({ code }) => code)).not.toContain('unknown-variable');
    expect(talk.logged).toEqual([]);
    await talk.end();
  });
});

describe('code actions', () => {
  it('come as plain changes where the client knows no versions', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const before = wrong(text);
    const uri = await talk.open(file, before);
    const [fix] = await actionsAt(talk, uri, before, 'placment');
    expect(fix?.edit?.documentChanges).toBeUndefined();
    expect(edited(before, fix?.edit?.changes?.[uri] ?? [])).toBe(text);
    await talk.end();
  });

  it('know the values of the data', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const before = text.replace('levels: [female, male]', 'levels: [female, men]');
    const uri = await talk.open(file, before);
    const found = (await talk.published(uri, 1)).find(({ code }) => code === 'unmatched-values');
    expect(found, text).toBeDefined();
    const actions = await talk.ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: found?.range,
      context: { diagnostics: found === undefined ? [] : [found] },
    });
    expect(actions.map(({ title }) => title).join('\n')).toMatch(/^Let ".+" \(43\) mean "men"$/m);
    await talk.end();
  });

  it.each([
    ['its reason', 'placment', /^Silence/, 'reason'],
    ['the key that was missing', 'extra', /^Add `scale/, '[Disagree, Neutral, Agree]'],
  ])('select what is written over where the editor has the command: %s', async (_what, at, title, selected) => {
    const { file, text } = stageStudy();
    const before = `${wrong(text).replace('\nbeliefs:\n', '\nbeliefs:\n  extra: { ask: Do you? }\n')}`;
    const chosen = async (initializationOptions: { readonly commands?: boolean }) => {
      const talk = await converse({ initializationOptions });
      const uri = await talk.open(file, before);
      const action = (await actionsAt(talk, uri, before, at)).find((one) => title.test(one.title));
      await talk.end();
      return { uri, action };
    };
    const { uri, action } = await chosen({ commands: true });
    expect(action?.command).toMatchObject({ command: selectPlaceCommand, arguments: [uri, expect.anything()] });
    const after = TextDocument.create(uri, 'yaml', 2, edited(before, action?.edit?.changes?.[uri] ?? []));
    expect(after.getText(action?.command?.arguments?.[1])).toBe(selected);
    expect((await chosen({})).action?.command).toBeUndefined();
  });

  it('are only of the kinds that are asked for', async () => {
    const { file, text } = stageStudy();
    const talk = await converse();
    const before = `${wrong(text)}# understudy-ignore duplicate-key: why\n`;
    const uri = await talk.open(file, before);
    const kinds = async (only: readonly string[]) =>
      (await actionsAt(talk, uri, before, 'placment', { only })).map(({ kind }) => kind);
    expect(new Set(await kinds(['quickfix']))).toEqual(new Set(['quickfix']));
    expect(await kinds(['refactor'])).toEqual([]);
    expect(await kinds(['source.organizeImports'])).toEqual([]);
    expect(await kinds(['source.fixAll'])).toEqual(['source.fixAll.understudy']);
    await talk.end();
  });

  it('say nothing about what the settings hide', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ initializationOptions: { severity: { 'unknown-variable': 'off' } } });
    const before = wrong(text);
    const uri = await talk.open(file, before);
    expect(await actionsAt(talk, uri, before, 'placment', { only: ['quickfix'] })).toEqual([]);
    await talk.end();
  });

  it('are none for a document that is no study', async () => {
    const talk = await converse();
    expect(
      await talk.ask('textDocument/codeAction', {
        textDocument: { uri: 'file:///nowhere.study.yaml' },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [] },
      }),
    ).toEqual([]);
    await talk.end();
  });
});
