import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeLens, CompletionItem, Diagnostic, Hover, InlayHint } from 'vscode-languageserver';
import { type DataFileResult, largeDataHere, readDataFile } from '#engine/node';
import type { World } from '../../server/src/world.ts';
import { type Conversation, converse, positionIn } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageStudy } from './stage.ts';

const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);

/** A reader of large files that is done when the test says so. */
function slowReader() {
  const waiting: ((result: DataFileResult) => void)[] = [];
  let wake = (): void => undefined;
  return {
    reads: 0,
    world(): Pick<World, 'isLarge' | 'largeData'> {
      const read = (): Promise<DataFileResult> => {
        this.reads += 1;
        return new Promise((resolve) => {
          waiting.push(resolve);
          wake();
        });
      };
      return { isLarge: () => Promise.resolve(true), largeData: (file) => largeDataHere(file, read) };
    },
    /** Resolves when a reading has begun. */
    begun: () =>
      new Promise<void>((resolve) => {
        wake = () => (waiting.length > 0 ? resolve() : undefined);
        wake();
      }),
    finish(result: DataFileResult): void {
      waiting.shift()?.(result);
    },
  };
}

describe('while a large data file is read', () => {
  const wrongColumn = (text: string) => text.replace('column: cond', 'column: condition');
  const misnamed = (text: string) => text.replace('reaction ~ placement +', 'reaction ~ placment +');

  it('what is wrong with the text is published, for every edit, and what is wrong with the data once they are there', async () => {
    const { file, text, dataFile } = stageStudy();
    const reader = slowReader();
    const talk = await converse({ world: reader.world() });
    const wrong = wrongColumn(misnamed(text));
    const uri = await talk.open(file, wrong);
    expect(codes(await talk.published(uri, 1))).toEqual(['unknown-variable']);
    await talk.edit(uri, 2, wrongColumn(text));
    expect(codes(await talk.published(uri, 2))).toEqual([]);
    await talk.edit(uri, 3, wrong);
    expect(codes(await talk.published(uri, 3))).toEqual(['unknown-variable']);
    expect(reader.reads).toBe(1);

    reader.finish(await readDataFile(dataFile));
    expect(codes(await talk.published(uri, 3, (found) => found.length > 1))).toContain('unknown-column');
    await talk.edit(uri, 4, text);
    await talk.published(uri, 4);
    expect(reader.reads).toBe(1);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('questions are answered without it, and a comment about the data is not called useless', async () => {
    const { file, text, dataFile } = stageStudy();
    const reader = slowReader();
    const talk = await converse({ world: reader.world() });
    const silenced = text.replace(
      '    column: cond',
      '    # understudy-ignore unknown-column: to come\n    column: cond',
    );
    const uri = await talk.open(file, silenced);
    await reader.begun();
    const textDocument = { uri };
    const position = positionIn(silenced, 'importance >= 5', 2);
    const ask = () => talk.ask<Hover>('textDocument/hover', { textDocument, position });
    expect(JSON.stringify(await ask())).toMatch(/scale of 7 points/);
    expect(JSON.stringify(await ask())).not.toMatch(/4 \| 26/);
    const [lens] = await talk.ask<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(lens.command?.title).toBe('$(play) Simulate & compare: built-in models, no calls');
    expect(codes(await talk.published(uri, 1))).toEqual([]);

    reader.finish(await readDataFile(dataFile));
    expect(codes(await talk.published(uri, 1, (found) => found.length > 0))).toContain('unused-ignore');
    expect(JSON.stringify(await ask())).toMatch(/4 \| 26/);
    await talk.end();
  });

  it('a file that fails to be read is said, and the server goes on', async () => {
    const { file, text } = stageStudy();
    const reader = slowReader();
    const talk = await converse({ world: reader.world() });
    const uri = await talk.open(file, text);
    expect(codes(await talk.published(uri, 1))).toEqual([]);
    reader.finish({ kind: 'error', error: { kind: 'unknown-encoding', encoding: 'klingon' } });
    const found = await talk.published(uri, 1, (some) => some.length > 0);
    expect(found.map(({ message }) => message).join()).toContain('klingon');
    await talk.end();
  });
});

const misspelt = (text: string) => text.replace('[female, male]', '[woman, male]');

/** A large file that is read at once, and looked at when the test says so. */
function slowLooks() {
  const held: (() => void)[] = [];
  let isHolding = false;
  let begin = (): void => undefined;
  return {
    world: (): Pick<World, 'isLarge' | 'largeData'> => ({
      isLarge: () => Promise.resolve(true),
      largeData: (file) => {
        const large = largeDataHere(file);
        return {
          ...large,
          ask: async (study, question) => {
            if (isHolding) {
              begin();
              await new Promise<void>((resolve) => held.push(resolve));
            }
            return large.ask(study, question);
          },
        };
      },
    }),
    /** Holds every look that begins from now on. */
    hold: () => {
      isHolding = true;
    },
    /** Resolves when the next look has begun. */
    begun: () =>
      new Promise<void>((resolve) => {
        begin = resolve;
      }),
    release: () => {
      isHolding = false;
      for (const goOn of held.splice(0)) {
        goOn();
      }
    },
  };
}

describe('while people in a large file are looked at anew', () => {
  const published = (talk: Conversation, uri: string, version: number) =>
    talk.published(uri, version, (found) => found.length > 0);

  it('nothing that an older text made of them is shown, and what takes people comes late', async () => {
    const { file, text } = stageStudy();
    const looks = slowLooks();
    const talk = await converse({ world: looks.world() });
    const uri = await talk.open(file, misspelt(text));
    expect(codes(await published(talk, uri, 1))).toContain('unmatched-values');
    const textDocument = { uri };
    const position = positionIn(text, 'importance >= 5', 2);
    const hover = async () => JSON.stringify(await talk.ask<Hover>('textDocument/hover', { textDocument, position }));
    expect(await hover()).toMatch(/4 \| 26/);

    looks.hold();
    await talk.edit(uri, 2, text.replace('study: media', 'study: my-media'));
    expect(codes(await talk.published(uri, 2))).toEqual([]);
    expect(await hover()).toMatch(/scale of 7 points/);
    expect(await hover()).not.toMatch(/4 \| 26/);
    const begun = looks.begun();
    await talk.edit(uri, 3, misspelt(text));
    await begun;
    const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
    const hints = talk.ask<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    looks.release();
    expect(codes(await published(talk, uri, 3))).toContain('unmatched-values');
    expect((await hints).some(({ label }) => label === 'n 0')).toBe(true);
    expect(await hover()).toMatch(/4 \| 26/);
    expect(talk.sentVersions(uri).filter((version) => version === 2)).toHaveLength(1);
    expect(talk.logged).toEqual([]);
    await talk.end();
  });

  it('a client that asks for diagnostics is told to ask again', async () => {
    const { file, text } = stageStudy();
    const looks = slowLooks();
    looks.hold();
    const talk = await converse({ world: looks.world(), diagnostics: 'pull' });
    const uri = await talk.open(file, misspelt(text));
    const begun = looks.begun();
    const pulled = async () => {
      const report = await talk.pull(uri);
      return report.kind === 'full' ? codes(report.items) : [];
    };
    expect(await pulled()).toEqual([]);
    await talk.refreshAsked('diagnostics');
    expect(await pulled()).toEqual([]);
    await begun;
    looks.release();
    await talk.refreshAsked('diagnostics');
    expect(await pulled()).toContain('unmatched-values');
    await talk.end();
  });

  it('the prompt of a respondent, the lens and the values of columns come from them', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ world: slowLooks().world() });
    const changed = talk.told('understudy/changed');
    const uri = await talk.open(file, text);
    await talk.published(uri, 1);
    await changed;
    const textDocument = { uri };
    const [lens] = await talk.ask<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(lens.command?.title).toContain('93 respondents');
    expect(await talk.ask('understudy/prompt', { uri, number: 2 })).toMatchObject({
      kind: 'prompt',
      number: 2,
      of: 93,
    });
    expect(await talk.ask('understudy/respondents', { uri, lookedFor: '93' })).toHaveLength(2);
    const position = positionIn(text, 'column: cond', 'column: '.length);
    const proposed = await talk.ask<CompletionItem[]>('textDocument/completion', { textDocument, position });
    expect(proposed.map(({ label }) => label)).toContain('cond');
    await talk.end();
  });
});

it('large files are read once, again when they change, and let go when no study names them', async () => {
  const { file, text, dataFile } = stageStudy();
  const held: string[] = [];
  let reads = 0;
  const talk = await converse({
    world: {
      isLarge: () => Promise.resolve(true),
      largeData: (data) => {
        const large = largeDataHere(data);
        reads += 1;
        held.push(data.path);
        return { ...large, end: () => void held.splice(held.indexOf(data.path), 1) };
      },
    },
  });
  const seen = (uri: string, version: number) => talk.published(uri, version, (found) => found.length > 0);
  const uri = await talk.open(file, misspelt(text));
  await seen(uri, 1);
  const other = file.replace('media-influence.study', 'other.study');
  const otherUri = await talk.open(other, misspelt(text));
  await seen(otherUri, 1);
  await talk.edit(uri, 2, misspelt(text).replace('Answer as', 'Answer just as'));
  await seen(uri, 2);
  expect([reads, held]).toEqual([1, [dataFile]]);

  fs.appendFileSync(dataFile, '\n');
  await talk.edit(uri, 3, misspelt(text));
  await seen(uri, 3);
  expect([reads, held]).toEqual([2, [dataFile]]);

  await talk.tell('textDocument/didClose', { textDocument: { uri } });
  const textDocument = { uri: otherUri };
  await talk.ask('textDocument/codeLens', { textDocument });
  expect(held).toEqual([dataFile]);
  await talk.tell('textDocument/didClose', { textDocument });
  await talk.ask('workspace/symbol', { query: '' });
  expect(held).toEqual([]);
  expect(talk.logged).toEqual([]);
  await talk.end();
});

describe('the server as it ships', () => {
  const bundle = serverBundle();
  it('looks at many people in a thread, and says what it finds', async () => {
    const { file, text, dataFile } = stageStudy();
    const [header = '', ...people] = fs.readFileSync(dataFile, 'utf8').trimEnd().split('\n');
    const many = Array.from({ length: 20_001 }, (_, row) =>
      (people[row % people.length] ?? '').replace(/^[^,]*/, String(row)),
    );
    fs.writeFileSync(dataFile, `${[header, ...many].join('\n')}\n`);
    const talk = await converse({ bundle: bundle.file });
    const uri = await talk.open(file, misspelt(text));
    expect(codes(await talk.published(uri, 1, (found) => found.length > 0))).toContain('unmatched-values');
    const textDocument = { uri };
    const [lens] = await talk.ask<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(lens.command?.title).toContain('19,971 respondents');
    expect(talk.logged).toEqual([]);
    expect(await talk.end()).toBe(0);
  });
});
