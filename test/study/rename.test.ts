import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { occurrences, occurrencesOf, parseStudy, rename, renameTarget, type StudySymbol } from '#engine/study';
import { withChanges } from '#engine/text';
import { parseMarkedText } from './marked-text.ts';

const columns = [
  { name: 'gender', values: ['F', 'Female', 'Male'] },
  { name: 'cond', values: ['a', 'b'] },
  { name: 'buys', values: ['yes', 'no', '1'] },
];

/** The text after renaming what stands at `¦`, or why it is not renamed. */
function renamed(marked: string, newName: string, known: typeof columns | null = columns): string {
  const text = marked.replace('¦', '');
  const study = parseStudy(text).value;
  const target = renameTarget(study, marked.indexOf('¦'));
  if (target.kind === 'refused') {
    return `refused: ${target.reason}`;
  }
  const renaming = rename(study, target.occurrence.symbol, newName, known);
  return renaming.kind === 'refused' ? `refused: ${renaming.reason}` : withChanges(text, renaming.changes);
}

const human = 'human: { data: a.csv }\n';

describe('renaming a variable', () => {
  it.each([
    [
      'with quotes and in every place',
      `personas:\n  attributes: { "gen¦der": { column: g, levels: [F] } }\n  prompt: 'You: {{gender}}'\nsubgroups: ['gender', [gender]]\n`,
      'sex',
      `personas:\n  attributes: { "sex": { column: g, levels: [F] } }\n  prompt: 'You: {{sex}}'\nsubgroups: ['sex', [sex]]\n`,
    ],
    [
      'keeps its data column, in a block',
      `${human}actions:\n  buys:\n    ask: Will you?\n    options: [y, n]\norder: [bu¦ys]\n`,
      'buying',
      `${human}actions:\n  buying:\n    column: buys\n    ask: Will you?\n    options: [y, n]\norder: [buying]\n`,
    ],
    [
      'keeps its data column, in braces',
      `${human}actions:\n  bu¦ys: { ask: Will you?, options: [y, n] }\n`,
      'buying',
      `${human}actions:\n  buying: { column: buys, ask: Will you?, options: [y, n] }\n`,
    ],
    [
      'leaves out a column that the data do not have',
      `${human}actions:\n  bu¦yz: { ask: Will you?, options: [y, n] }\n`,
      'buys',
      `${human}actions:\n  buys: { ask: Will you?, options: [y, n] }\n`,
    ],
    [
      'needs no column without people',
      'actions:\n  bu¦ys: { ask: Will you?, options: [y, n] }\n',
      'buying',
      'actions:\n  buying: { ask: Will you?, options: [y, n] }\n',
    ],
    [
      'that comes by a merge',
      'x-all: &all\n  buys: { ask: Will you?, options: [y, n] }\nactions:\n  <<: *all\norder: [bu¦ys]\n',
      'buying',
      'x-all: &all\n  buying: { ask: Will you?, options: [y, n] }\nactions:\n  <<: *all\norder: [buying]\n',
    ],
  ])('%s', (_what, before, name, after) => {
    expect(renamed(before, name)).toBe(after);
  });

  it('writes the column where the data are not known', () => {
    expect(renamed(`${human}actions:\n  a¦: { ask: Q }\n`, 'b', null)).toContain('b: { column: a, ask: Q }');
  });

  it.each([
    ['a name that is taken', 'b', '`b` is already the name of an action item.'],
    ['a word of formulas', 'log', '`log` is a word of formulas and conditions, so it cannot be a name.'],
    ['a name of another form', 'two words', 'For example: `two_words`.'],
    ['the name of a built-in model', 'pooled', '`pooled` is the name of a built-in model'],
  ])('refuses %s', (_what, name, reason) => {
    const text = 'beliefs:\n  a¦: { ask: Q, scale: [x, y] }\nactions:\n  b: { ask: Q, scale: [x, y] }\n';
    expect(renamed(text, name)).toMatch(/^refused: /);
    expect(renamed(text, name)).toContain(reason);
  });

  it.each([
    ['running text', 'study: s\ntitle: some t¦itle\n', 'Nothing here has a name that can be changed.'],
    ['a name that is not defined', 'beliefs: { worry: { ask: Q } }\norder: [wory¦]\n', 'Did you mean `worry`?'],
    [
      'an entry that an anchor shares',
      `${human}actions:\n  buys¦: &same { ask: Q, options: [y, n] }\n  cond: *same\n`,
      'shared by an anchor. Write `column: buys` into it first.',
    ],
    [
      'a class that bins make',
      'personas: { attributes: { age: { number: {}, bins: [1, 2] } }, sample: { n: 1, quotas: { age: { 1 to¦ under 2: 1 } } } }\n',
      'made from `bins`',
    ],
  ])('refuses %s', (_what, text, reason) => {
    expect(renamed(text, 'other')).toMatch(/^refused: /);
    expect(renamed(text, 'other')).toContain(reason);
  });
});

describe('renaming a label that is written once', () => {
  const items = 'beliefs:\n  a: { ask: A, scale: *s }\n  b: { ask: B, scale: *s }\n';
  const rules = (label: string): string =>
    `coherence:\n  r: { when: a >= "${label}", then: b == "${label}" }\nregressions:\n  m: { formula: b == "${label}" ~ a }\n`;

  it.each(['Ag¦ree', 'Agree'])('renames it for every variable that has it by an alias, from %s', (here) => {
    const used = here === 'Agree' ? rules('Agree').replace('b == "Ag', 'b == "A¦g') : rules('Agree');
    expect(renamed(`x-s: &s [No, ${here}]\n${items}${used}`, 'Yes')).toBe(`x-s: &s [No, Yes]\n${items}${rules('Yes')}`);
  });

  it('keeps the data value where only the second of them has it', () => {
    const known = [{ name: 'b', values: ['Agree'] }, ...columns];
    expect(renamed(`${human}x-s: &s [No, Ag¦ree]\n${items}`, 'Yes', known)).toContain('{ label: Yes, values: Agree }');
  });

  it('names a point of a scale that has only its number, which stays its score', () => {
    const scale = (point: string): string => `${human}beliefs:\n  a: { ask: A, scale: { 1: No, ${point}, 3: Yes } }\n`;
    expect(renamed(scale('2¦: '), 'Maybe')).toBe(scale('2: Maybe '));
    const block = (point: string): string => `beliefs:\n  a:\n    ask: A\n    scale:\n      1: No\n      ${point}\n`;
    expect(renamed(block('2¦:'), 'Maybe')).toBe(block('2: Maybe'));
  });
});

describe('renaming a label', () => {
  const study = (levels: string, rest = '') =>
    `${human}personas:\n  attributes:\n    gender: { levels: ${levels} }\n${rest}`;
  it.each([
    [
      'keeps the data value, in a list',
      study('[Fem¦ale, Male]', 'coherence:\n  r: { when: gender == "Female", then: 1 == 1 }\n'),
      'A woman',
      study(
        '[{ label: A woman, values: Female }, Male]',
        'coherence:\n  r: { when: gender == "A woman", then: 1 == 1 }\n',
      ),
    ],
    [
      'keeps the data value, in the long form',
      study('[{ label: "Fem¦ale", text: x }]'),
      'W',
      study('[{ values: Female, label: "W", text: x }]'),
    ],
    ['leaves values as they are', study('{ Fem¦ale: F }'), 'W', study('{ W: F }')],
    ['writes the value of an empty key', study('{ Fem¦ale: , Male: M }'), 'W', study('{ W: Female , Male: M }')],
    ['needs no value that the data do not have', study('[Wom¦an, Male]'), 'Female', study('[Female, Male]')],
    [
      'puts quotes where YAML wants them',
      study('{ Fem¦ale: F }', 'coherence:\n  r:\n    when: gender == "Female"\n    then: gender != "Female"\n'),
      'She: her, or "other"',
      study(
        `{ 'She: her, or "other"': F }`,
        `coherence:\n  r:\n    when: 'gender == "She: her, or \\"other\\""'\n    then: 'gender != "She: her, or \\"other\\""'\n`,
      ),
    ],
    [
      'escapes within the quotes that are there',
      study('{ Fem¦ale: F }', `coherence:\n  r: { when: 'gender == "Female"', then: "gender == \\"Female\\"" }\n`),
      `it's`,
      study(`{ it's: F }`, `coherence:\n  r: { when: 'gender == "it''s"', then: "gender == \\"it's\\"" }\n`),
    ],
  ])('%s', (_what, before, label, after) => {
    expect(renamed(before, label)).toBe(after);
  });

  it('refuses a label that is there, or empty', () => {
    expect(renamed(study('[Fem¦ale, Male]'), 'Male')).toBe('refused: `gender` already has "Male".');
    expect(renamed(study('[Fem¦ale, Male]'), ' ')).toContain('A label is a text on one line.');
  });
});

describe('every rename', () => {
  const files = [
    'test/fixtures/language/occurrences.study.yaml',
    'test/fixtures/study-language/flagship.study.yaml',
    'samples/media-influence/media-influence.study.yaml',
  ];
  const words = (symbol: StudySymbol) => JSON.stringify(symbol);
  it.each(files)('leaves a study that says the same, in %s', (file) => {
    const { text } = parseMarkedText(fs.readFileSync(file, 'utf8'));
    const { value: study, diagnostics } = parseStudy(text);
    const symbols = new Map(
      occurrences(study)
        .filter(({ isKnown }) => isKnown)
        .map(({ symbol }) => [words(symbol), symbol]),
    );
    for (const symbol of symbols.values()) {
      const name = symbol.kind === 'label' ? 'It\'s "new": a, b #c' : 'quite_new';
      const renaming = rename(study, symbol, name, null);
      const after = renaming.kind === 'changes' ? parseStudy(withChanges(text, renaming.changes)) : null;
      const other: StudySymbol = symbol.kind === 'label' ? { ...symbol, label: name } : { ...symbol, id: name };
      expect(after?.diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(({ code }) => code));
      expect(after && occurrencesOf(after.value, other).length, words(symbol)).toBe(
        occurrencesOf(study, symbol).length,
      );
      expect(after && occurrencesOf(after.value, symbol)).toEqual([]);
    }
    expect(symbols.size).toBeGreaterThan(10);
  });
});
