import { describe, expect, it } from 'vitest';
import type { CodeLens, Diagnostic, Hover } from 'vscode-languageserver';
import { type DataFileResult, readDataFile } from '#engine/node';
import { converse, positionIn } from './conversation.ts';
import { stageStudy } from './stage.ts';

const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);

/** A reader of large files that is done when the test says so. */
function slowReader() {
  const waiting: ((result: DataFileResult) => void)[] = [];
  let wake = (): void => undefined;
  return {
    reads: 0,
    size: () => Promise.resolve(200_000_000),
    readData(): Promise<DataFileResult> {
      this.reads += 1;
      return new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      });
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
  const misspelt = (text: string) => text.replace('reaction ~ placement +', 'reaction ~ placment +');

  it('what is wrong with the text is published, for every edit, and what is wrong with the data once they are there', async () => {
    const { file, text, dataFile } = stageStudy();
    const reader = slowReader();
    const talk = await converse({ world: { size: reader.size, readData: () => reader.readData() } });
    const wrong = wrongColumn(misspelt(text));
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
    const talk = await converse({ world: { size: reader.size, readData: () => reader.readData() } });
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
    expect(codes(await talk.published(uri, 1))).toContain('unused-ignore');
    expect(JSON.stringify(await ask())).toMatch(/4 \| 26/);
    await talk.end();
  });

  it('a file that fails to be read is said, and the server goes on', async () => {
    const { file, text } = stageStudy();
    const reader = slowReader();
    const talk = await converse({ world: { size: reader.size, readData: () => reader.readData() } });
    const uri = await talk.open(file, text);
    expect(codes(await talk.published(uri, 1))).toEqual([]);
    reader.finish({ kind: 'error', error: { kind: 'unknown-encoding', encoding: 'klingon' } });
    const found = await talk.published(uri, 1);
    expect(found.map(({ message }) => message).join()).toContain('klingon');
    await talk.end();
  });
});
