import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { DocumentLink, FoldingRange, SelectionRange, WorkspaceSymbol } from 'vscode-languageserver';
import { converse, positionIn, textAt } from './conversation.ts';
import { stageStudy } from './stage.ts';
import { same, withText } from './with-text.ts';

describe('folding', () => {
  const folded = (change: (text: string) => string) =>
    withText(change, async (talk, uri, text) => {
      const found = await talk.ask<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } });
      const lines = text.split('\n');
      return found.map(
        ({ startLine, endLine, kind }) =>
          `${kind ?? ''}${lines[startLine]?.trim()} … ${lines[endLine]?.trim().slice(0, 20)}`,
      );
    });

  it('has sections, what they define, prompts and lists, down to their last line with text', async () => {
    const found = await folded(same);
    expect(found).toEqual(
      expect.arrayContaining([
        'human: … pilot: { size: 30, s',
        'prompt: | … Answer as this perso',
        'importance: … - { label: 7, text: ',
        'scale: … - { label: 7, text: ',
        'ask: >- … to 7 (very much); ha',
      ]),
    );
    expect(found).not.toContain('study: media-influence … title: Does a story');
  });

  it('has comments of several lines, and none of one line', async () => {
    const found = await folded((text) => text.replace('human:', '# one\n# two\n\n# alone\nhuman:'));
    expect(found.filter((one) => one.startsWith('comment'))).toEqual(['comment# one … # two']);
  });
});

describe('a growing selection', () => {
  const cases: readonly (readonly [where: string, at: string, within: number, steps: readonly string[]])[] = [
    [
      'a formula',
      'reaction ~ placement + presumed_influence',
      25,
      [
        'presumed_influence',
        'placement + presumed_influence',
        'placement + presumed_influence + importance',
        'reaction ~ placement + presumed_influence + importance',
        'formula: reaction ~ placement + presumed_influence + importance',
      ],
    ],
    ['a condition', 'importance >= 5', 3, ['importance', 'importance >= 5', 'when: importance >= 5']],
    ['a prompt', '{{age}} years', 3, ['age', 'You are {{age}} years old. Your gender: {{gender}}.']],
    ['a list', 'levels: [female', 10, ['female', '[female, male]', 'levels: [female, male]']],
  ];
  test.each(cases)('in %s', async (_where, at, within, steps) => {
    const texts = await withText(same, async (talk, uri, text) => {
      const positions = [positionIn(text, at, within)];
      const [found] = await talk.ask<SelectionRange[]>('textDocument/selectionRange', {
        textDocument: { uri },
        positions,
      });
      const chain: string[] = [];
      for (let one: SelectionRange | undefined = found; one !== undefined; one = one.parent) {
        chain.push(textAt(text, one.range));
      }
      expect(chain.at(-1)).toBe(text);
      for (const [index, inner] of chain.slice(0, -1).entries()) {
        expect(chain[index + 1]).toContain(inner);
        expect(chain[index + 1].length).toBeGreaterThan(inner.length);
      }
      return chain;
    });
    expect(texts.slice(0, steps.length)).toEqual(steps);
  });
});

describe('growing selections in a derived variable', () => {
  it('go from a name over the parts around it to the whole', async () => {
    const source = 'mean(importance, reverse(presumed_influence) + 1)';
    const texts = await withText(
      (text) => `${text}derived: { both: '${source}' }\n`,
      async (talk, uri, text) => {
        const [found] = await talk.ask<SelectionRange[]>('textDocument/selectionRange', {
          textDocument: { uri },
          positions: [positionIn(text, source, 30)],
        });
        const chain: string[] = [];
        for (let one: SelectionRange | undefined = found; one !== undefined; one = one.parent) {
          chain.push(textAt(text, one.range));
        }
        return chain;
      },
    );
    expect(texts.slice(0, 4)).toEqual([
      'presumed_influence',
      'reverse(presumed_influence)',
      'reverse(presumed_influence) + 1',
      source,
    ]);
  });
});

describe('links', () => {
  const linksIn = (source: string) =>
    withText(
      (text) => text.replace(/^source: .*$/m, `source: ${source}`),
      async (talk, uri, text) =>
        (await talk.ask<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } }))
          .map(({ range, target = '' }) => `${textAt(text, range)} → ${target}`)
          .filter((link) => !link.includes('file:')),
    );
  test.each([
    [
      'an address',
      'https://doi.org/10.1177/0093650210362684',
      ['https://doi.org/10.1177/0093650210362684 → https://doi.org/10.1177/0093650210362684'],
    ],
    [
      'a DOI',
      'doi:10.1177/0093650210362684',
      ['doi:10.1177/0093650210362684 → https://doi.org/10.1177/0093650210362684'],
    ],
    [
      'a DOI in a citation',
      '"Tal-Or (2010), Comm. Res. (10.1177/00936)."',
      ['10.1177/00936 → https://doi.org/10.1177/00936'],
    ],
    ['a book', 'Hayes (2022), 3rd edition', []],
  ])('to %s', async (_what, source, links) => {
    expect(await linksIn(source)).toEqual(links);
  });

  it('to the data file, without its quotes', async () => {
    const { file, folder, text } = stageStudy();
    const talk = await converse();
    const quoted = text.replace('data: data/media-influence.csv', 'data: "data/media-influence.csv"');
    const uri = await talk.open(file, quoted);
    const found = await talk.ask<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    const link = found.find(({ target }) => target?.startsWith('file:'));
    expect(link?.target).toBe(pathToFileURL(path.join(folder, 'data', 'media-influence.csv')).toString());
    expect(link && textAt(quoted, link.range)).toBe('data/media-influence.csv');
    await talk.end();
  });
});

describe('symbols of all studies', () => {
  const ask = async (talk: Awaited<ReturnType<typeof converse>>, query: string) =>
    (await talk.ask<WorkspaceSymbol[]>('workspace/symbol', { query })).map(
      ({ name, containerName, location }) => `${containerName}/${name} in ${path.basename(location.uri)}`,
    );

  it('are those of closed files as they are on disk, and of open ones as they are written', async () => {
    const { file, folder, text } = stageStudy();
    const other = path.join(folder, 'deeper', 'other.study.yaml');
    fs.mkdirSync(path.dirname(other));
    fs.writeFileSync(other, 'study: other\nbeliefs:\n  import_duties: { ask: Good?, options: [yes, no] }\n');
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.writeFileSync(path.join(folder, 'node_modules', 'x.study.yaml'), 'study: import_not\n');
    const talk = await converse({ folders: [folder] });
    expect(await ask(talk, 'import')).toEqual([
      'media-influence/importance in media-influence.study.yaml',
      'media-influence/important-means-buying in media-influence.study.yaml',
      'other/import_duties in other.study.yaml',
    ]);

    await talk.open(file, text.replace('  importance:', '  importancy:'));
    expect(await ask(talk, 'importanc')).toEqual(['media-influence/importancy in media-influence.study.yaml']);

    fs.writeFileSync(other, 'study: other\nbeliefs:\n  import_taxes: { ask: Good?, options: [yes, no] }\n');
    expect(await ask(talk, 'import_')).toEqual(['other/import_taxes in other.study.yaml']);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('follow the folders that are open', async () => {
    const { folder } = stageStudy();
    const talk = await converse({ folders: [] });
    expect(await ask(talk, '')).toEqual([]);
    const event = { added: [{ uri: pathToFileURL(folder).toString(), name: 'x' }], removed: [] };
    await talk.tell('workspace/didChangeWorkspaceFolders', { event });
    expect(await ask(talk, 'medition')).toEqual(['media-influence/mediation in media-influence.study.yaml']);
    await talk.end();
  });
});
