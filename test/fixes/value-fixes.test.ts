import { expect, it } from 'vitest';
import { describeFixes, type FixCase, group, none, people, trust } from './fix-cases.ts';
import { fixesIn, look } from './looked.ts';

/** Values of the data, the left side of a formula, labels. */
const cases: readonly FixCase[] = [
  // values of the data
  {
    what: 'a value to an answer in a list',
    text: trust('scale: [no, yes]'),
    cells: people('no', 'yes', 'Yes'),
    code: 'unmatched-values',
    title: /^Let "Yes" \(1\) mean "yes"$/,
    after: 'scale: [no, { label: yes, values: Yes }]',
  },
  {
    what: 'a value to an answer, counting only those whom `where` keeps',
    text: `study: s
human:
  data: people.csv
  id: id
  where: older == 1 and trust != "perhaps"
personas:
  attributes: { age: { number: { min: 0 } } }
beliefs:
  trust: { column: q, ask: Do you?, scale: [no, yes, perhaps] }
  sure: { ask: Are you?, scale: [no, yes] }
derived: { older: age >= 30 }
`,
    cells: {
      id: ['a', 'b', 'c', 'd', 'e', 'f'],
      q: ['no', 'yes', 'yes', 'yes', 'no', 'perhaps'],
      sure: ['No', 'No', 'Yes', 'maybe', 'yes', 'maybe'],
      age: ['31', '45', '50', '20', '70', '80'],
    },
    code: 'unmatched-values',
    title: /^Count these 2 values as missing/,
    after: '  missing: [No, Yes]\n',
  },
  {
    what: 'a value to an answer, counting only those who have a weight',
    text: `${trust('scale: [no, yes]').replace('data: people.csv', 'data: people.csv, weights: w')}`,
    cells: { q: ['no', 'Yes', 'Yes', 'Yes'], w: ['1', '1', '0', '2'] },
    code: 'unmatched-values',
    title: /^Let "Yes" \(2\) mean "yes"$/,
    after: 'values: Yes }',
  },
  {
    what: 'a value to an answer in a block list, in quotes where YAML needs them',
    text: trust('scale:\n      - no\n      - "yes"  # fine'),
    cells: people('no', 'yes', 'yes, a lot'),
    code: 'unmatched-values',
    title: /mean "yes"$/,
    after: '- { label: "yes", values: "yes, a lot" }  # fine',
  },
  {
    what: 'a value to a level of the short form',
    text: group('levels: { White: White or Caucasian, Black: Black }'),
    cells: people('White or Caucasian', 'Black', 'white'),
    code: 'unmatched-values',
    title: /^Let "white" \(1\) mean "White"$/,
    after: 'White: [White or Caucasian, white]',
  },
  {
    what: 'a value to a level in a block mapping',
    text: group('levels:\n        White: White or Caucasian\n        Black:\n          - Black\n          - B'),
    cells: people('White or Caucasian', 'B', 'black'),
    code: 'unmatched-values',
    title: /mean "Black"$/,
    after: '          - B\n          - black\n',
  },
  {
    what: 'a value to a level without values',
    text: group('levels:\n        White:\n        Black:'),
    cells: people('White', 'Black', 'black'),
    code: 'unmatched-values',
    title: /mean "Black"$/,
    after: 'Black: black',
  },
  {
    what: 'a value to a scored answer',
    text: trust('scale: { 1: Low, 2: High }'),
    cells: people('1', 'high'),
    code: 'unmatched-values',
    title: /mean "High"$/,
    after: '2: { label: High, values: high }',
  },
  {
    what: 'a value to an answer of the long form',
    text: trust('options:\n      - label: "No"\n        text: none\n      - label: "Yes"\n        values: [Y]'),
    cells: people('No', 'Y', 'yes'),
    code: 'unmatched-values',
    title: /mean "Yes"$/,
    after: 'values: [Y, yes]',
  },
  {
    what: 'values as levels of their own',
    text: group('levels: [a, b]'),
    cells: people('a', 'b', 'c, d', 'e'),
    code: 'unmatched-values',
    title: /^Add these 2 values to `group`$/,
    after: 'levels: [a, b, "c, d", e]',
  },
  {
    what: 'values as levels in a block list',
    text: group('levels:\n        - a\n        - b  # second'),
    cells: people('a', 'b', 'c'),
    code: 'unmatched-values',
    title: /^Add "c" \(1\)/,
    after: '        - b  # second\n        - c\n',
  },
  {
    what: 'values as missing, where nothing is yet',
    text: trust('scale: [no, yes]'),
    cells: people('no', 'yes', 'Prefer not to say', 'Prefer not to say'),
    code: 'unmatched-values',
    title: /^Count "Prefer not to say" \(2\) as missing/,
    after: 'human: { data: people.csv, missing: [Prefer not to say] }',
  },
  {
    what: 'values as missing, beside others',
    text: trust('scale: [no, yes]').replace(
      '{ data: people.csv }',
      '\n  data: people.csv\n  missing:\n    - NA\n  id: null\n'.replace('  id: null\n', ''),
    ),
    cells: people('no', 'yes', 'NA', '-99', 'x'),
    code: 'unmatched-values',
    title: /^Count these 2 values as missing/,
    after: '    - NA\n    - -99\n    - x\n',
  },
  {
    what: 'a number outside its range',
    text: trust('number: { min: 0, max: 10 }'),
    cells: people('1', '12', '-3'),
    code: 'unmatched-values',
    title: /^Widen to min -3 and max 12$/,
    after: 'number: { min: -3, max: 12 }',
  },
  // the left side of a formula
  {
    what: 'another answer than the first',
    text: 'study: s\nactions:\n  share: { ask: Do you?, options: [Share, "Decline: no"] }\nregressions:\n  r: { formula: share ~ 1, family: binomial }\n',
    code: 'formula-family',
    title: /Decline/,
    after: `formula: 'share == "Decline: no" ~ 1'`,
  },
  {
    what: 'a family for a comparison',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, scale: [a, b, c] }\nregressions:\n  r: { formula: trust >= "b" ~ 1, family: ordinal }\n',
    code: 'formula-family',
    title: /family: binomial/,
    after: 'family: binomial',
  },
  // labels
  {
    what: 'an answer that a condition names and an item lacks',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, options: [no, yes] }\ncoherence:\n  c: { when: trust == "perhaps", then: trust == "no" }\n',
    code: 'unknown-label',
    title: /^Add "perhaps" to `trust`$/,
    after: 'options: [no, yes, perhaps]',
  },
  {
    what: 'a label that breaks a plain scalar',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, options: ["no", "yes: sure"] }\ncoherence:\n  c:\n    when: trust == "yes sure"\n    then: trust == "no"\n',
    code: 'unknown-label',
    title: /yes: sure/,
    after: `when: 'trust == "yes: sure"'`,
  },
];

describeFixes(cases);

it.each([
  ["Bachelor's degree", ['High school', 'Some college', 'Bachelor'], 'Bachelor'],
  ['College', ['High school', 'Some college', 'Bachelor'], 'Some college'],
  ['Graduate degree', ['Associate degree', 'Bachelor', 'Degree'], 'Degree'],
  ['Some', ['None', 'Some school', 'Some college'], 'None'],
])('proposes for %s first what it most likely means', (value, levels, first) => {
  const looked = look(group(`levels: [${levels.join(', ')}]`), { ...none, cells: people(...levels, value) });
  const [found] = looked.diagnostics.filter(({ code }) => code === 'unmatched-values');
  expect(found === undefined ? [] : fixesIn(found, looked)[0]?.title).toBe(`Let "${value}" (1) mean "${first}"`);
});
