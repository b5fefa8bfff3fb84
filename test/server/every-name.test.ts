// Every kind of name that a formula can hold has every feature that is about names. A kind, or a feature, is a row.
import { expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  DocumentHighlight,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  Position,
  SelectionRange,
  SemanticTokens,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver';
import { type Conversation, positionIn, textAt } from './conversation.ts';
import { edited, withText } from './with-text.ts';

interface Name {
  readonly kind: 'attribute' | 'treatment' | 'item' | 'derived';
  readonly id: string;
  /** How people are spread over it, as hover and completion tell. */
  readonly spread: RegExp;
  /** What is said beside its entry. */
  readonly hint: RegExp | null;
}

const names: readonly Name[] = [
  { kind: 'attribute', id: 'gender', spread: /\| female \| 80 \|/, hint: /^n 80$/ },
  { kind: 'treatment', id: 'placement', spread: /\| front \\\\\(reference\\\\\) \| 58 \|/, hint: /^n 58$/ },
  { kind: 'item', id: 'importance', spread: /\| 4 \| 26 \|/, hint: null },
  { kind: 'derived', id: 'expects', spread: /123 people, from 1\.25 to 7, mean 4\.90/, hint: /^n 123, mean 4\.90$/ },
];

const withNames = (text: string): string =>
  text.replace(
    '\nregressions:\n',
    `\nderived:\n  expects: mean(presumed_influence, importance)\n\nregressions:\n  every: { formula: "reaction ~ ${names.map(({ id }) => id).join(' + ')}", family: gaussian }\n`,
  );

interface Asked extends Name {
  readonly talk: Conversation;
  readonly uri: string;
  readonly text: string;
  /** Its key, and its place in the formula `every`. */
  readonly key: Position;
  readonly use: Position;
  readonly ask: <T>(method: string, params?: object) => Promise<T>;
}

const everywhere = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
const isAt = (a: Position, b: Position): boolean => a.line === b.line && a.character === b.character;

const features: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  async 'hover at its key and where it is used'({ ask, key, use, spread }) {
    for (const position of [key, use]) {
      expect(JSON.stringify((await ask<Hover | null>('hover', { position }))?.contents)).toMatch(spread);
    }
  },
  async 'completion, with how people are spread'({ ask, talk, text, id, spread }) {
    const position = positionIn(text, '"reaction ~ ', 12);
    const items = await ask<CompletionItem[]>('completion', { position });
    const item = items.find(({ label }) => label === id);
    expect(item?.detail).toBeTruthy();
    const whole = await talk.ask<CompletionItem>('completionItem/resolve', item);
    expect(JSON.stringify(whole.documentation)).toMatch(spread);
  },
  async definition({ ask, key, use, text, id }) {
    const [found] = await ask<Location[]>('definition', { position: use });
    expect(textAt(text, found?.range ?? everywhere)).toBe(id);
    expect(isAt(found?.range.start ?? use, key)).toBe(true);
  },
  async 'references and highlights'({ ask, key, use, text, id }) {
    const context = { includeDeclaration: true };
    const references = await ask<Location[]>('references', { position: use, context });
    const highlights = await ask<DocumentHighlight[]>('documentHighlight', { position: key });
    for (const found of [references, highlights]) {
      expect(found.map(({ range }) => textAt(text, range))).toEqual(found.map(() => id));
      expect([key, use].every((place) => found.some(({ range }) => isAt(range.start, place)))).toBe(true);
    }
  },
  async rename({ ask, use, uri, text, id }) {
    const prepared = await ask<{ readonly placeholder?: string } | null>('prepareRename', { position: use });
    expect(prepared).not.toBeNull();
    const edit = await ask<WorkspaceEdit>('rename', { position: use, newName: 'another' });
    const after = edited(text, edit.changes?.[uri] ?? []);
    expect(after).toMatch(/^ +another:/m);
    expect(after).toMatch(/"reaction ~ .*another/);
    expect(after).not.toMatch(new RegExp(`^ +${id}:`, 'm'));
  },
  async 'symbols of the file and of the folder'({ ask, talk, id }) {
    const inside = (symbol: DocumentSymbol): readonly DocumentSymbol[] => [
      symbol,
      ...(symbol.children ?? []).flatMap(inside),
    ];
    const symbols = (await ask<DocumentSymbol[]>('documentSymbol')).flatMap(inside);
    expect(symbols.map(({ name }) => name)).toContain(id);
    const found = await talk.ask<WorkspaceSymbol[]>('workspace/symbol', { query: id });
    expect(found.map(({ name }) => name)).toContain(id);
  },
  async 'colours of its kind'({ ask, talk, key, use, kind }) {
    const legend = talk.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
    const { data } = await ask<SemanticTokens>('semanticTokens/full');
    const tokens = new Map<string, string | undefined>();
    const at = { line: 0, character: 0 };
    for (let index = 0; index < data.length; index += 5) {
      const [lines = 0, characters = 0, , type = 0] = data.slice(index, index + 5);
      at.line += lines;
      at.character = lines > 0 ? characters : at.character + characters;
      tokens.set(`${at.line}:${at.character}`, legend[type]);
    }
    expect([key, use].map(({ line, character }) => tokens.get(`${line}:${character}`))).toEqual([kind, kind]);
  },
  async 'hints beside it'({ ask, key, hint }) {
    const range = { start: key, end: { line: key.line + 12, character: 0 } };
    const labels = (await ask<InlayHint[]>('inlayHint', { range })).map(({ label }) => String(label));
    expect(hint === null || labels.some((label) => hint.test(label))).toBe(true);
  },
  async 'growing selections'({ ask, use, text, id }) {
    const [found] = await ask<SelectionRange[]>('selectionRange', { positions: [use] });
    expect(textAt(text, found?.range ?? everywhere)).toBe(id);
    expect(found?.parent).toBeDefined();
  },
  async 'a quick fix where it is misspelt'({ ask, talk, uri, text, id, use }) {
    const place = { line: use.line, character: use.character + 1 };
    const before = edited(text, [{ range: { start: place, end: place }, newText: 'q' }]);
    await talk.edit(uri, 2, before);
    const context = { diagnostics: [], only: ['quickfix'] };
    const fixes = await ask<CodeAction[]>('codeAction', { range: { start: place, end: place }, context });
    const fix = fixes.find(({ title }) => title === `Change to \`${id}\``);
    expect(edited(before, fix?.edit?.changes?.[uri] ?? [])).toBe(text);
  },
};

const cases = Object.entries(features).flatMap(([feature, check]) =>
  names.map((name) => ({ feature, check, name, kind: name.kind })),
);

test.each(cases)('$kind: $feature', async ({ check, name }) => {
  await withText(withNames, async (talk, uri, text) => {
    const { id } = name;
    const key = positionIn(text, `${id}:`);
    const formula = '"reaction ~ ';
    const from = text.indexOf(formula);
    const use = positionIn(text, text.slice(from), text.slice(from).indexOf(id, formula.length));
    const ask = <T>(method: string, params: object = {}): Promise<T> =>
      talk.ask<T>(`textDocument/${method}`, { textDocument: { uri }, ...params });
    await check({ ...name, talk, uri, text, key, use, ask });
  });
});
