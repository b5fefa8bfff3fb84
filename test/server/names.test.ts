import { describe, expect, it } from 'vitest';
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  LSPErrorCodes,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { parseStudy } from '#engine';
import { positionIn, textAt } from './conversation.ts';
import { edited, same, withText } from './with-text.ts';

/** The lines of the ranges, each with the text there. */
const places = (text: string, found: readonly { readonly range: Range }[]) =>
  found.map(({ range }) => `${text.split('\n')[range.start.line]?.trim()} → ${textAt(text, range)}`);

describe('references', () => {
  const ask = (at: string, within: number, includeDeclaration: boolean) =>
    withText(same, async (talk, uri, text) => {
      const position = positionIn(text, at, within);
      const params = { textDocument: { uri }, position, context: { includeDeclaration } };
      return places(text, await talk.ask<Location[]>('textDocument/references', params));
    });

  it('of a treatment, from a formula', async () => {
    expect(await ask('~ placement +', 3, true)).toEqual([
      'pilot: { size: 30, seed: 7, stratify: [placement, gender] } → placement',
      'placement: → placement',
      'formula: reaction ~ placement + presumed_influence + importance → placement',
      'formula: presumed_influence ~ placement + gender + age → placement',
    ]);
  });

  it('without the definition, where the editor does not want it', async () => {
    expect(await ask('importance:', 2, false)).toEqual([
      'when: importance >= 5 → importance',
      'formula: reaction ~ placement + presumed_influence + importance → importance',
    ]);
  });

  it('are none in running text', async () => {
    expect(await ask('You are a student', 5, true)).toEqual([]);
  });
});

describe('highlights', () => {
  it('show where a name is defined, and where it is used', async () => {
    const found = await withText(same, (talk, uri, text) =>
      talk.ask<DocumentHighlight[]>('textDocument/documentHighlight', {
        textDocument: { uri },
        position: positionIn(text, 'reaction >= 4', 2),
      }),
    );
    const { Read, Write } = DocumentHighlightKind;
    expect(found.map(({ kind }) => kind)).toEqual([Write, Read, Read, Read]);
  });
});

describe('rename', () => {
  it('tells what is renamed, and changes it in every place', async () => {
    const [text, prepared, edit] = await withText(same, async (talk, uri, whole) => {
      const params = { textDocument: { uri }, position: positionIn(whole, '~ placement +', 4) };
      return [
        whole,
        await talk.ask<{ range: Range; placeholder: string }>('textDocument/prepareRename', params),
        await talk.ask<WorkspaceEdit>('textDocument/rename', { ...params, newName: 'where_printed' }),
      ] as const;
    });
    expect(prepared.placeholder).toBe('placement');
    expect(textAt(text, prepared.range)).toBe('placement');
    const [edits = []] = Object.values(edit.changes ?? {});
    expect(edited(text, edits)).toBe(text.replaceAll('placement', 'where_printed'));
  });

  it('keeps the data column that had the name, and says nothing new', async () => {
    const [text, edit] = await withText(same, async (talk, uri, whole) => {
      const params = { textDocument: { uri }, position: positionIn(whole, 'then: reaction', 8), newName: 'buying' };
      return [whole, await talk.ask<WorkspaceEdit>('textDocument/rename', params)] as const;
    });
    const after = edited(text, Object.values(edit.changes ?? {})[0] ?? []);
    expect(after).toContain('  buying:\n    column: reaction\n    ask: >-');
    expect(parseStudy(after).diagnostics).toEqual([]);
  });

  it('refuses what would clash, and what is no name, with the reason', async () => {
    const problems = await withText(same, (talk, uri, text) => {
      const at = (needle: string) => ({ textDocument: { uri }, position: positionIn(text, needle, 3) });
      return Promise.all([
        talk.ask('textDocument/rename', { ...at('{{age}}'), newName: 'gender' }).catch((error: unknown) => error),
        talk.ask('textDocument/prepareRename', at('You are a student')).catch((error: unknown) => error),
      ]);
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: LSPErrorCodes.RequestFailed,
        message: '`gender` is already the name of an attribute.',
      }),
      expect.objectContaining({ code: LSPErrorCodes.RequestFailed, message: expect.stringMatching(/^Nothing here/) }),
    ]);
  });
});
