import { describe, expect, it, test } from 'vitest';
import type { Hover } from 'vscode-languageserver';
import { mapPeople, noiseFloors, parseStudy, splitPeople } from '#engine';
import { readDataFile } from '#engine/node';
import { exampleEvaluation, exampleStudyText } from '../report/example.ts';
import { converse, positionIn } from './conversation.ts';
import { serverBundle } from './server-bundle.ts';
import { stageExample } from './stage.ts';
import { same, withText } from './with-text.ts';

const bundle = serverBundle();

async function hoversAt(
  places: readonly (readonly [at: string, within: number])[],
  change: (text: string) => string = same,
  ways: { readonly bundle?: string } = {},
): Promise<readonly string[]> {
  const staged = stageExample();
  await staged.writeEvaluation('r1');
  const talk = await converse(ways);
  const text = change(staged.text);
  const uri = await talk.open(staged.file, text);
  const found: string[] = [];
  for (const [at, within] of places) {
    const position = positionIn(text, at, within);
    const answer = await talk.ask<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    found.push(JSON.stringify(answer?.contents ?? null));
  }
  expect(talk.logged).toEqual([]);
  await talk.end();
  return found;
}

const cases: readonly (readonly [what: string, at: string, within: number, says: readonly RegExp[]])[] = [
  [
    'an item, overall and in each arm',
    'buying:\n',
    2,
    [/all arms \| 93 \| \.222 \| \.049 \| misaligned/, /front \| 44 \|/, /interior \| 49 \|/],
  ],
  [
    'its people, in each arm',
    'buying:\n',
    2,
    [/people \| \| front \| interior \|/, /Would buy \| 50 \| ━+ \| 27 \| 23 \|/],
  ],
  ['an item in a condition, with its people', 'importance >= 5', 2, [/4 \| 26 \| ━+ \| 11 \| 15 \|/]],
  [
    'a number, with its mean in each arm',
    'presumed_influence:\n',
    2,
    [/Mean by arm \(people\): front \d\.\d\d \(58\)/],
  ],
  ['a level, item by item', 'female', 2, [/level of/, /importance \| 61 \| \.287 \| \.054 \| misaligned/]],
  ['a bin', 'bins: [18, 25]', 12, [/25 or more/, /buying \| 28 \|/]],
  ['an arm', 'interior:', 2, [/arm of/, /importance \| 49 \| \.306 \| \.062 \| misaligned/]],
  ['an answer, with its shares', 'Would buy', 2, [/Of the people 39\.8 % gave this answer, of gpt 18\.9 %/]],
  [
    'a variable in a formula, with its coefficient',
    '~ placement + importance',
    3,
    [/treatment with 2 arms/, /placementinterior \| −0\.17 \(0\.46\) \|/],
  ],
  ['an interaction', 'placement * presumed', 10, [/placement:presumed_influence/, /rightly not found/]],
  ['a regression, with all of them', 'intention', 2, [/\(Intercept\) \|/, /gendermale \|/]],
  [
    'a rule, with its gaps',
    'important-means-buying',
    2,
    [/people \| 41 \| 43\.9 %/, /by chance/, /The two are different/],
  ],
  [
    'a pilot, with what the others can show',
    'pilot:',
    2,
    [/What 93 held-out people can show/, /buying \| \.141 \| \.200 \|/],
  ],
];

describe('hover after an evaluation', () => {
  it('tells of people and of the model beside them', async () => {
    const found = await hoversAt(cases.map(([, at, within]) => [at, within]));
    for (const [index, [what, , , says]] of cases.entries()) {
      for (const pattern of says) {
        expect(found[index], what).toMatch(pattern);
      }
      expect(found[index]).not.toContain('The study has changed');
    }
  });

  it('says where the study has changed since, and only there', async () => {
    const changed = (text: string) => text.replace('when: importance >= 5', 'when: importance >= 6');
    const [rule, other, item] = await hoversAt(
      [
        ['important-means-buying', 2],
        ['expecting-a-rush', 2],
        ['buying:\n', 2],
      ],
      changed,
    );
    expect(rule).toMatch(/The study has changed here since: simulate again/);
    expect(rule).toMatch(/people \| 41 \|/);
    expect(other).not.toContain('The study has changed');
    expect(item).not.toContain('The study has changed');
  });

  it('works over stdio', async () => {
    const [item] = await hoversAt([['buying:\n', 2]], same, { bundle: bundle.file });
    expect(item).toMatch(/all arms \| 93 \| \.222/);
  });

  it('tells of people alone without an evaluation', async () => {
    const found = await withText(same, (talk, uri, text) =>
      talk.ask<Hover | null>('textDocument/hover', {
        textDocument: { uri },
        position: positionIn(text, '~ placement + gender', 3),
      }),
    );
    expect(JSON.stringify(found)).toContain('interior | 65 |');
    expect(JSON.stringify(found)).not.toContain('last evaluation');
  });
});

describe('what a pilot can detect', () => {
  test('is near to what the evaluation says of the same people', async () => {
    const evaluation = await exampleEvaluation();
    const { value: study } = parseStudy(exampleStudyText);
    const table = await readDataFile(stageExample().dataFile, { headerRows: 1, encoding: null, delimiter: null });
    expect(table.kind).toBe('table');
    if (table.kind !== 'table') {
      return;
    }
    const people = mapPeople(study, table.table).value;
    const { heldOut } = splitPeople(study, people).value;
    const floors = noiseFloors(study, people.table, heldOut, heldOut.length);
    expect(floors).toHaveLength(3);
    for (const { item, detectable } of floors) {
      const cell = evaluation.cells.find(({ id }) => id === `gpt/${item}/everyone`);
      expect(cell?.detectable ?? 0, item).toBeGreaterThan(0);
      expect(Math.abs(detectable - (cell?.detectable ?? 0)), item).toBeLessThan(0.05);
    }
  });
});
