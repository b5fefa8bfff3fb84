import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import type { ListedRespondent } from '#engine';
import type { PromptResult } from '#engine/node';
import { type Conversation, converse } from './conversation.ts';
import { stageStudy } from './stage.ts';
import { same, withText } from './with-text.ts';

const withoutPeople = (text: string) => text.replace(/^human:\n(?: .*\n)+/m, '').replace(/^ {2}sample: .*\n/m, '');
const prompt = (talk: Conversation, uri: string, number = 1, repeat?: number) =>
  talk.ask<PromptResult>('understudy/prompt', { uri, number, repeat });
const misspelt = (text: string) => text.replace('You are {{age}} years', 'You are {{agee}} years');

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
    const line = text.findIndex((one) => one.includes('You are {{age}} years')) + 1;
    const found = await withText(misspelt, (talk, uri) => prompt(talk, uri));
    expect(found.kind).toBe('impossible');
    expect(found.text).toContain('What prompts are made of has an error.');
    expect(found.text).toContain(`- Line ${line}: \`{{agee}}\``);
  });

  it('is the same while there is an error elsewhere, which it names', async () => {
    const [before, after] = await withText(same, async (talk, uri, text) => {
      const sound = await prompt(talk, uri);
      await talk.edit(uri, 2, text.replace('~ placement + gender', '~ placment + gender'));
      return [sound, await prompt(talk, uri)] as const;
    });
    expect(after).toMatchObject({ kind: 'prompt', number: 1, of: 93 });
    expect(after.text.startsWith(before.text)).toBe(true);
    expect(after.text.slice(before.text.length)).toMatch(/^\n## Before a run\n[\s\S]*\n- Line \d+: `placment`/);
    expect(before.text).not.toContain('Before a run');
  });

  it('is that of the repeat which is asked for, and at most of the last', async () => {
    const found = await withText(
      (text) => `${text.replace(/^simulation:.*\n(?: .*\n)*/m, '')}\nsimulation: { repeats: 3, shuffle: true }\n`,
      async (talk, uri) => [await prompt(talk, uri), await prompt(talk, uri, 1, 2), await prompt(talk, uri, 1, 9)],
    );
    expect(found.map((one) => one.kind === 'prompt' && [one.repeat, one.repeats])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(found.map(({ text }) => /This is repeat (\d) of 3/.exec(text)?.[1])).toEqual(['1', '2', '3']);
  });

  it('says so where nothing is asked', async () => {
    const found = await withText(
      () => 'study: bare\npersonas: { sample: { each: 1 }, prompt: You. }\n',
      (talk, uri) => prompt(talk, uri),
    );
    expect(found).toMatchObject({ kind: 'impossible', text: expect.stringContaining('asks nothing yet') });
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
    expect(await find(misspelt, '')).toEqual([]);
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
