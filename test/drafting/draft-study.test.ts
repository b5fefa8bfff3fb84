import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DataTable } from '#engine/data';
import { studyIdFrom } from '#engine/drafting';
import { parseStudy } from '#engine/study';
import { draftOf, repeated, tableOf } from './tables.ts';

const rows = 120;

/** One column beside an id, and what it is in the study: the line or lines below its key, or its section alone. */
const columns: readonly (readonly [
  what: string,
  name: string,
  values: readonly string[],
  section: string,
  says: string,
])[] = [
  ['gender', 'gender', ['Female', 'Male'], 'attributes', 'levels: [Female, Male]'],
  ['a code', 'sex', ['1', '2'], 'attributes', 'levels: { 1: 1, 2: 2 }'],
  ['age', 'Age', ['19', '34', '51', '70'], 'attributes', 'number: { min: 19, max: 70, unit: years }'],
  [
    'age in bands',
    'Q2_age',
    ['35 or more', 'Under 25', '25 - 34'],
    'attributes',
    'levels: [Under 25, 25 - 34, 35 or more]',
  ],
  ['a tick list', 'race', ['White', 'Black', 'Asian', 'White,Asian'], 'attributes', '{ label: Several, values: "*" }'],
  ['capitals', 'gender', ['Female', 'female', 'Male'], 'attributes', '{ label: Female, values: [Female, female] }'],
  [
    'spellings of the same words',
    'trust',
    ['Neither agree nor disagree', 'neither agree or disagree', 'Agree', 'AGREE.', 'Disagree', 'Dis–agree'],
    'beliefs',
    '{ label: Neither agree nor disagree, values: [Neither agree nor disagree, neither agree or disagree] }',
  ],
  ['signs that are no spelling', 'grade', ['A+', 'A', 'A-', 'B'], 'beliefs', 'options: [A+, B, "A-", A]'],
  ['a state', 'state', Array.from({ length: 20 }, (_, index) => `State ${index}`), 'attributes', 'state: {}'],
  ['arms', 'cond', ['treated', 'control'], 'treatments', 'control:'],
  ['arms by number', 'treatment', ['0', '1', '2'], 'treatments', 'values: 2'],
  ['arms by their name', 'x', ['placebo', 'drug'], 'treatments', 'placebo:'],
  ['an age group, which is no arm', 'age_group', ['old', 'young'], 'attributes', 'levels: [old, young]'],
  ['a scale', 'trust', ['Agree', 'Strongly agree', 'Disagree'], 'beliefs', 'scale: [Disagree, Agree, Strongly agree]'],
  ['a scale of numbers', 'trust', ['2', '5', '7', '3'], 'beliefs', 'scale: { 1: , 2: , 3: , 4: , 5: , 6: , 7: }'],
  ['a scale around nothing', 'trust', ['-2', '0', '1', '2'], 'beliefs', 'scale: { -2: , -1: , 0: , 1: , 2: }'],
  ['means of a scale', 'trust', ['1.5', '2.25', '4'], 'beliefs', 'number: { min: 1.5, max: 4, step: 0.25 }'],
  ['options', 'news', ['Radio', 'Paper'], 'beliefs', 'options: [Radio, Paper]'],
  ['options with a trap', 'news', ['a: b', '#no', '- x', 'Yes'], 'beliefs', 'options: ["a: b", Yes, "- x", "#no"]'],
  ['an action by its name', 'will_buy', ['Maybe', 'No', 'Yes'], 'actions', 'scale: [No, Maybe, Yes]'],
  ['an action by its answers', 'final', ['Consent', 'Decline'], 'actions', 'options: [Consent, Decline]'],
  ['answers apart', 'trust', ['Low', 'High', 'Medium', "Don't know"], 'beliefs', "also: [Don't know]"],
  [
    'a whole question as its name',
    'How much do you trust the press?',
    ['a', 'b'],
    'beliefs',
    'ask: How much do you trust the press?',
  ],
  ['a word of formulas', 'scale', ['Low', 'Medium', 'High'], 'beliefs', 'scale_:'],
];

describe('a column becomes', () => {
  test.each(columns)('%s', (_, name, values, section, says) => {
    const draft = draftOf(
      tableOf([
        ['id', ids(rows)],
        [name, repeated(rows, values)],
      ]),
    );
    expect(draft.diagnostics.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(draft.leftOut).toEqual([]);
    expect(sectionOf(draft.text, section)).toContain(says);
  });

  test.each([
    ['paradata', 'Duration (in seconds)', ['100', '200', '250'], 'about the survey, not the person'],
    ['personal data', 'contact', ['a@b.org', 'c@d.org', 'e@f.org'], 'personal data'],
    ['dates', 'when', ['2024-01-02', '2024-02-03 10:00'], 'dates'],
    ['a constant', 'wave', ['1'], 'the same for everyone'],
    ['nothing', 'empty', ['', 'NA'], 'empty'],
    ['an open question', 'Is there anything else you want to say?', ['no', 'No thanks', 'It was fine'], 'open answers'],
    ['open answers', 'why', Array.from({ length: 90 }, (_, index) => `because of reason ${index}`), 'open answers'],
    ['a column without a name', '', ['1', '2'], 'no name'],
  ] as const)('no part of the study: %s', (_, name, values, why) => {
    const draft = draftOf(
      tableOf([
        ['id', ids(rows)],
        [name, repeated(rows, values)],
      ]),
    );
    expect(draft.leftOut).toEqual([{ column: name, why }]);
    expect(draft.text).toContain(`# Left out (${why}): ${name === '' ? 'a column' : name}.`);
  });
});

describe('a drafted study', () => {
  const table = tableOf([
    ['ResponseId', ids(rows)],
    ['condition', repeated(rows, ['control', 'shown'])],
    ['share', repeated(rows, ['Decline', 'Consent', 'Decline'])],
    ['Q1', repeated(rows, ['Agree', 'Disagree', 'Neutral', 'Prefer not to say'])],
    ['Q2', repeated(rows, ['Disagree', 'Agree', '', 'Neutral'])],
    ['Q3', repeated(rows, ['Neutral', 'Disagree', 'Agree'])],
    ['gender', repeated(rows, ['Female', 'Female', 'Male', 'Male'])],
  ]);

  it('has everything that an evaluation needs', () => {
    const draft = draftOf(table, {
      questions: ['', '', 'Do you share?', '<b>It is {{fair}}</b>.', '', '', ''],
      headerRows: 3,
    });
    const { value: study, diagnostics } = parseStudy(draft.text);
    expect(diagnostics).toEqual([]);
    expect(draft.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    expect(study.human).toMatchObject({
      id: { value: 'ResponseId' },
      headerRows: { value: 3 },
      pilot: { size: { value: 30 } },
    });
    expect(study.human?.missing.map(({ value }) => value)).toEqual(['Prefer not to say']);
    expect(study.treatments[0]?.arms.map(({ label }) => label.value)).toEqual(['control', 'shown']);
    expect(study.regressions[0]?.source.text).toBe('share == "Consent" ~ condition + gender');
    expect(study.subgroups.map(({ attributes }) => attributes[0]?.value)).toEqual(['gender']);
    expect(study.order.map(({ id }) => id)).toEqual(['condition', 'share', 'Q1', 'Q2', 'Q3']);
    expect(study.items.map((item) => item.ask.parts)).toContainEqual([{ kind: 'text', text: 'It is {{fair}} .' }]);
  });

  it('words answers that items share once', () => {
    const { text } = draftOf(table);
    expect(text.match(/\[Disagree, Neutral, Agree\]/g)).toHaveLength(1);
    expect(text.match(/scale: \*answers_1/g)).toHaveLength(3);
  });

  it('becomes right when its own TODO are followed', () => {
    const text = draftOf(table)
      .text.replace(/# prompt: \.\.\./g, 'prompt: Something.')
      .replace(/# (coherence:)\n# ( {2}a-rule:)\n# ( {4}.*)\n# ( {4}.*)/, '$1\n$2\n$3\n$4')
      .replace(/# (models:)\n# ( {2}.*)\n# ( {2}.*)/, '$1\n$2\n$3');
    const { value: study, diagnostics } = parseStudy(text);
    expect(diagnostics).toEqual([]);
    expect(study.rules[0]).toMatchObject({
      when: { source: { text: 'Q1 >= "Neutral"' } },
      expect: { source: { text: 'share == "Consent"' } },
    });
    expect(study.models).toHaveLength(2);
    expect(study.treatments[0]?.arms.every(({ prompt }) => prompt !== null)).toBe(true);
  });

  it.each([
    ['a yes', ['No', 'Yes'], 'Yes'],
    ['the one that is no no', ['Did not sign', 'Signed it'], 'Signed it'],
    ['the higher of two numbers', ['0', '1'], '1'],
    ['the first, where neither is a no', ['Tea', 'Coffee'], 'Tea'],
  ])('tells the share of %s', (_, answers, told) => {
    const { text } = draftOf(
      tableOf([
        ['cond', repeated(rows, ['control', 'shown'])],
        ['signed', repeated(rows, answers)],
      ]),
    );
    expect(text).toContain(`signed == "${told}" ~ cond`);
  });

  it.each([
    [3, 'HC1'],
    [40, 'HC3'],
  ])('takes errors that exist where %s people have a level: %s', (few, errors) => {
    const { text } = draftOf(
      tableOf([
        ['gender', [...repeated(rows - few, ['Female', 'Male']), ...repeated(few, ['Non-binary'])]],
        ['signed', repeated(rows, ['No', 'Yes'])],
      ]),
    );
    expect(text).toContain(`errors: ${errors}\n`);
  });

  it('calls a person’s columns by what was asked where their names are only numbers', () => {
    const { text } = draftOf(
      tableOf([
        ['Q1', repeated(rows, ['Female', 'Male'])],
        ['Q2', repeated(rows, ['19', '34', '51', '70'])],
        ['Q3', repeated(rows, ['Renter', 'Owner'])],
        ['party', repeated(rows, ['Red', 'Blue'])],
        ['Q4', repeated(rows, ['Agree', 'Disagree'])],
      ]),
      {
        questions: [
          'What is your gender?',
          'How old are you?',
          'What is your occupation, or your <b>household</b> income?',
          'Your party',
          'Is your state well governed?',
        ],
      },
    );
    expect(text).toContain('    gender:\n      column: Q1\n');
    expect(text).toContain(
      '    Gender: {{gender}}.\n    Age: {{age}}.\n    Income: {{income}}.\n    Party: {{party}}.\n',
    );
    expect(text).toContain('  Q4:\n    ask: Is your state well governed?\n');
  });

  it('counts the places that want words, and no other', () => {
    const draft = draftOf(table);
    expect(draft.todo).toBe(draft.text.match(/^(?!# TODO marks).*TODO/gm)?.length);
    expect(draft.text).not.toContain('docs/');
    // Where a folder is not trusted, VS Code draws a box around every other sign.
    expect(draft.text).toMatch(/^[\n -~]*$/);
  });

  it('takes a number for "no answer" only where it can be nothing else', () => {
    const one = tableOf([
      ['trust', repeated(rows, ['1', '2', '3', '-99'])],
      ['gain', repeated(rows, ['5', '80', '33'])],
    ]);
    expect(draftOf(one).text).toContain('missing: ["-99"]');
    const two = tableOf([
      ['trust', repeated(rows, ['1', '2', '3', '-99'])],
      ['gain', repeated(rows, ['-5', '-99', '33'])],
    ]);
    expect(draftOf(two).text).not.toContain('missing:');
    const besideWords = tableOf([
      ['trust', repeated(rows, ['1', '2', '3', '-99'])],
      ['education', repeated(rows, ['High school', 'Bachelor', '-99', 'Some college', 'NA'])],
    ]);
    const { text } = draftOf(besideWords);
    expect(text).toContain('missing: ["-99", NA]');
    expect(text).toContain('levels: [High school, Some college, Bachelor]');
  });
});

test.each([
  ['My Data (2).csv', 'my-data-2'],
  ['Town Survey_March 12, 2025_14.22.csv', 'town-survey'],
  ['Town+Survey_March+12,+2025_14.22 (1).csv', 'town-survey'],
  ['wave_2025_03.csv', 'wave-2025-03'],
  ['_May 1, 2025_14.22.csv', 'may-1-2025-14-22'],
  ['Umfrage für Bürger in Gießen.csv', 'umfrage-fur-burger-in-giessen'],
  ['調査.csv', 'my-study'],
])('the id of a study from %s is %s', (file, id) => {
  expect(studyIdFrom(file)).toBe(id);
});

test.each([
  ['data/my_data.csv', 'title: My data  #'],
  ['Town Survey_March 12, 2025_14.22.csv', 'title: Town Survey  #'],
  ['Umfrage für Bürger.csv', 'title: Umfrage für Bürger  #'],
  ['データ/調査.csv', 'title: 調査  #'],
  ['no.csv', 'title: No  #'],
  ['.csv', 'title: people  #'],
])('the title of a study from %s', (data, title) => {
  expect(draftOf(tableOf([['q', ['a', 'b']]]), { data }).text).toContain(title);
});

describe('whatever the data', () => {
  const nasty = [
    'a: b',
    '#1',
    '- x',
    '*',
    '&a',
    '{{x}}',
    "it's",
    '"q"',
    'null',
    'true',
    'yes',
    '~',
    '@home',
    '[a]',
    '{b}',
    '$75,000 - $99,999',
    'a #b',
    '\\',
    'x:',
    '? y',
    '!tag',
    '%',
    '`',
    '1e3',
    '007',
    '0x1F',
    'a\nb',
    'é',
    '\u2028',
    '<<',
    '...',
    '---',
  ];
  const word = fc.oneof(
    fc.constantFrom(...nasty),
    fc.string({ maxLength: 12, unit: 'grapheme' }),
    fc.string({ maxLength: 40 }),
  );
  const pools = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 12 }),
    fc.shuffledSubarray(['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree', "Don't know"], {
      minLength: 1,
    }),
    fc.shuffledSubarray(['Never', 'Rarely', 'Often', 'Always', 'Prefer not to say', ''], { minLength: 1 }),
    fc.array(fc.integer({ min: -3, max: 12 }).map(String), { minLength: 1, maxLength: 9 }),
    fc.array(fc.double({ noNaN: true }).map(String), { minLength: 1, maxLength: 30 }),
    fc.array(fc.constantFrom('a', 'b', 'a,b', 'b;a', 'NA', '-99', '3', 'A'), { minLength: 1, maxLength: 8 }),
    fc.array(fc.nat({ max: 90 }).map(String), { minLength: 20, maxLength: 40 }),
    fc.constant(Array.from({ length: 40 }, (_, index) => `p${index}`)),
  );
  const name = fc.oneof(
    fc.constantFrom(
      'id',
      'age',
      'gender',
      'cond',
      'group',
      'buy',
      'weight',
      'income',
      'Q-demos-race',
      'scale',
      'in',
      'regression',
      '__proto__',
      'What is it that you think of this?',
      'Duration',
      '',
    ),
    word,
  );
  const columnsOf = fc.uniqueArray(fc.tuple(name, pools), {
    selector: ([own]) => own.trim(),
    minLength: 1,
    maxLength: 8,
  });

  it('no error, no warning, and every value matches', () => {
    let most = 0;
    fc.assert(
      fc.property(
        columnsOf,
        fc.integer({ min: 1, max: 130 }),
        fc.array(word, { maxLength: 8 }),
        (found, size, questions) => {
          const table: DataTable = tableOf(found.map(([own, pool]) => [own, repeated(size, pool)]));
          const draft = draftOf(table, { questions });
          expect(draft.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual(
            [],
          );
          expect(draft.leftOut.filter(({ why }) => why === 'does not fit the study language')).toEqual([]);
          most = Math.max(
            most,
            draft.attributes.length + draft.treatments.length + draft.beliefs.length + draft.actions.length,
          );
        },
      ),
      { numRuns: 400, seed: 20261124 },
    );
    expect(most).toBeGreaterThan(4);
  });
});

function ids(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `R_${index}`);
}

/** The text below a section's key. */
function sectionOf(text: string, section: string): string {
  const start = text.search(new RegExp(`^ *${section}:`, 'm'));
  expect(start).toBeGreaterThan(0);
  const end = text.slice(start).search(/\n\n/);
  return text.slice(start, start + (end < 0 ? text.length : end));
}
