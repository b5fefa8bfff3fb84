import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import type { ListedRespondent } from '#engine';
import type { PromptResult } from '#engine/node';
import { type Conversation, converse } from './conversation.ts';
import { stageStudy } from './stage.ts';
import { same, withText } from './with-text.ts';

const withoutPeople = (text: string) => text.replace(/^human:\n(?: .*\n)+/m, '').replace(/^ {2}sample: .*\n/m, '');
const prompt = (talk: Conversation, uri: string, number = 1) =>
  talk.ask<PromptResult>('understudy/prompt', { uri, number });

describe('the prompt of a respondent', () => {
  it('is made of the text and the data of now', async () => {
    const [first, last, beyond] = await withText(
      (text) => text.replace('Answer as this person would', 'Answer as that person would'),
      async (talk, uri) =>
        [await prompt(talk, uri), await prompt(talk, uri, 93), await prompt(talk, uri, 1000)] as const,
    );
    expect(first).toMatchObject({ kind: 'prompt', number: 1, of: 93 });
    expect(first.text).toContain('Answer as that person would');
    expect(last).toMatchObject({ number: 93 });
    expect(beyond).toEqual(last);
    expect(last.text).not.toBe(first.text);
  });

  it('needs no data where the sample needs none', async () => {
    const found = await withText(withoutPeople, (talk, uri) => prompt(talk, uri));
    expect(found).toMatchObject({ kind: 'prompt', number: 1 });
    expect(found.text).toContain('- id: each:1');
  });

  it('says why there is none, with the line of each error', async () => {
    const text = stageStudy().text.split('\n');
    const line = text.findIndex((one) => one.includes('~ placement + gender')) + 1;
    const found = await withText(
      (before) => before.replace('~ placement + gender', '~ placment + gender'),
      (talk, uri) => prompt(talk, uri),
    );
    expect(found.kind).toBe('impossible');
    expect(found.text).toContain('The study has an error.');
    expect(found.text).toContain(`- Line ${line}: \`placment\``);
  });

  it('says so where the data cannot be read, and comes when they are there', async () => {
    const { file, text } = stageStudy();
    const talk = await converse({ initializationOptions: { commands: true } });
    const data = file.replace('media-influence.study.yaml', 'data/media-influence.csv');
    const kept = fs.readFileSync(data);
    fs.rmSync(data);
    const uri = await talk.open(file, text);
    expect(await prompt(talk, uri)).toMatchObject({ kind: 'impossible', text: expect.stringContaining('Line') });
    const told = talk.told('understudy/changed');
    fs.writeFileSync(data, kept);
    await told;
    expect(await prompt(talk, uri)).toMatchObject({ kind: 'prompt', of: 93 });
    await talk.end();
  });

  it('is null for a file that is not open', async () => {
    const talk = await converse();
    expect(await prompt(talk, 'file:///nowhere.study.yaml')).toBeNull();
    await talk.end();
  });
});

describe('respondents of a plan', () => {
  const find = (change: (text: string) => string, lookedFor: string) =>
    withText(change, (talk, uri) =>
      talk.ask<readonly ListedRespondent[]>('understudy/respondents', { uri, lookedFor }),
    );

  it('are found by number and by words', async () => {
    expect((await find(same, '93'))[0]?.number).toBe(93);
    const women = await find(same, 'front female');
    expect(women.length).toBeGreaterThan(5);
    expect(women.every(({ persona }) => /female/.test(persona) && /front/.test(persona))).toBe(true);
  });

  it('are none where nobody can be asked', async () => {
    expect(await find((text) => text.replace('~ placement', '~ placment'), '')).toEqual([]);
  });
});

it('has a lens above the personas, where there is something to ask', async () => {
  const lenses = (change: (text: string) => string) =>
    withText(change, (talk, uri) => talk.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } }));
  const text = stageStudy().text.split('\n');
  const [lens] = (await lenses(same)).filter(({ command }) => command?.command === 'understudy.previewPrompt');
  expect(lens?.command?.title).toBe('Preview prompt');
  expect(text[lens?.range.start.line ?? -1]).toBe('personas:');
  const bare = await lenses(() => 'study: bare\npersonas:\n  prompt: You.\n');
  expect(bare.map(({ command }) => command?.title)).not.toContain('Preview prompt');
});
