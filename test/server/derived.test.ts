// Derived variables over the wire: what they are among people, and where they stand.
import { describe, expect, it } from 'vitest';
import type { CompletionItem, DocumentSymbol, Hover, Location, WorkspaceEdit } from 'vscode-languageserver';
import { positionIn, textAt } from './conversation.ts';
import { behind, edited, withText } from './with-text.ts';

const withIndex = (text: string): string =>
  text
    .replace('\nregressions:', '\nderived:\n  expects: mean(presumed_influence, importance)\n\nregressions:')
    .replace('reaction ~ placement + presumed_influence', 'reaction ~ placement + expects');

describe('a derived variable', () => {
  it('is told what it is, and how people are spread over it', async () => {
    const found = await withText(withIndex, (talk, uri, text) =>
      Promise.all(
        [positionIn(text, 'expects: mean', 2), positionIn(text, '+ expects', 4)].map((position) =>
          talk.ask<Hover | null>('textDocument/hover', { textDocument: { uri }, position }),
        ),
      ),
    );
    for (const hover of found) {
      expect(JSON.stringify(hover?.contents)).toMatch(/derived variable, a number from 1 to 7/);
      expect(JSON.stringify(hover?.contents)).toMatch(
        /Computed, never asked: `` mean\(presumed_influence, importance\)/,
      );
      expect(JSON.stringify(hover?.contents)).toMatch(
        /123 people, from 1\.25 to 7, mean 4\.90.*4\.6 to under 5\.2 \| 16 \|/,
      );
    }
  });

  it('is defined once, found from every use, and renamed with them', async () => {
    await withText(withIndex, async (talk, uri, text) => {
      const textDocument = { uri };
      const position = positionIn(text, '+ expects', 4);
      const definition = await talk.ask<Location[]>('textDocument/definition', { textDocument, position });
      expect(definition.map(({ range }) => textAt(text, range))).toEqual(['expects']);
      const context = { includeDeclaration: true };
      const part = positionIn(text, 'presumed_influence:', 3);
      const uses = await talk.ask<Location[]>('textDocument/references', { textDocument, position: part, context });
      expect(uses.map(({ range }) => text.split('\n')[range.start.line]?.trim())).toContain(
        'expects: mean(presumed_influence, importance)',
      );
      const params = { textDocument, position, newName: 'hope' };
      const rename = await talk.ask<WorkspaceEdit>('textDocument/rename', params);
      expect(edited(text, rename.changes?.[uri] ?? [])).toBe(text.replaceAll('expects', 'hope'));
      const symbols = await talk.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
      const section = symbols.find(({ name }) => name === 'derived');
      expect(section?.children?.map(({ name, detail }) => [name, detail])).toEqual([
        ['expects', 'mean(presumed_influence, importance)'],
      ]);
    });
  });

  it('is offered where it can stand, and its functions where it is written', async () => {
    await withText(withIndex, async (talk, uri, text) => {
      const labels = async (before: string): Promise<readonly string[]> => {
        const position = behind(text, before);
        const found = await talk.ask<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position });
        return found.map(({ label }) => label);
      };
      expect(await labels('formula: reaction ~ ')).toContain('expects');
      expect(await labels('expects: mean(')).toEqual(expect.arrayContaining(['reaction', 'reverse', 'count', 'not']));
      expect(await labels('expects: mean(')).not.toContain('poly');
    });
  });
});
