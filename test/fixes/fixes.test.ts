import { describe, expect, it, test } from 'vitest';
import { fixOfAll, refactoringsAt } from '#engine/fixes';
import { withChanges } from '#engine/text';
import { codesOf, fixesIn, look } from './looked.ts';

type Cells = Readonly<Record<string, readonly string[]>>;
const none = { cells: null, notes: [], error: null };

interface Case {
  readonly what: string;
  readonly text: string;
  readonly cells?: Cells;
  readonly code: string;
  /** The title of the fix. */
  readonly title: RegExp;
  /** What stands in the text afterwards. */
  readonly after: string;
  /** What is still said afterwards; nothing where it is left out. */
  readonly left?: readonly string[];
}

const head = 'study: s\nhuman: { data: people.csv }\n';
const people = (...values: readonly string[]): Cells => ({ q: values });
const trust = (answers: string): string =>
  `${head}beliefs:\n  trust:\n    column: q\n    ask: Do you?\n    ${answers}\n`;
const group = (levels: string): string =>
  `${head}personas:\n  attributes:\n    group:\n      column: q\n      ${levels}\n`;

const cases: readonly Case[] = [
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
  // YAML
  {
    what: 'an expression that begins with a quote',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, scale: [no, yes] }\ncoherence:\n  c:\n    when: "no" == trust\n    then: trust == "yes"\n',
    code: 'yaml-trap',
    title: /quotes/,
    after: `when: '"no" == trust'`,
  },
  {
    what: 'text that begins with braces',
    text: 'study: s\npersonas:\n  attributes: { town: {} }\n  prompt: {{town}} is where you live.\n',
    code: 'yaml-trap',
    title: /quotes/,
    after: `prompt: '{{town}} is where you live.'`,
  },
  {
    what: 'a label with commas',
    text: group('levels: [Less than $75,000, $75,000 - $99,999]'),
    code: 'yaml-trap',
    title: /quotes/,
    after: 'levels: ["Less than $75,000", $75,000',
    left: ['yaml-trap'],
  },
  {
    what: 'text that goes on behind #',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you like #1 of all\n    scale: [no, yes]\n',
    code: 'yaml-trap',
    title: /whole text/,
    after: `ask: 'Do you like #1 of all'`,
  },
  {
    what: 'a label that goes on behind #, in a list',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you?\n    scale: [not #1, maybe]\n',
    code: 'yaml-trap',
    title: /whole text/,
    after: `scale: ['not #1', maybe]`,
  },
  {
    what: 'a comment too near',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you like #1 of all\n    scale: [no, yes]\n',
    code: 'yaml-trap',
    title: /two blanks/,
    after: 'ask: Do you like  #1 of all',
  },
  {
    what: 'a key that is indented too far',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you\n      options:\n        - no\n        - yes\n',
    code: 'yaml-trap',
    title: /^Indent it/,
    after: '    options:\n      - no\n      - yes\n',
  },
  {
    what: 'a blank that is missing',
    text: 'study: s\ntitle:about\n',
    code: 'yaml-syntax',
    title: /^Change to/,
    after: 'title: about\n',
  },
  {
    what: 'a word that is no truth value',
    text: 'study: s\npersonas:\n  attributes:\n    age: { ordered: yes, levels: [a, b] }\n',
    code: 'structure',
    title: /true/,
    after: 'ordered: true',
  },
  {
    what: 'tabs, as wide as the rest of the file',
    text: 'study: s\nbeliefs:\n    trust:\n        ask: Do you?\n\t\tscale: [no, yes]\n',
    code: 'yaml-trap',
    title: /blanks instead of tabs/,
    after: '        ask: Do you?\n        scale: [no, yes]\n',
  },
  {
    what: 'tabs below an empty first line',
    text: '\n\tstudy: s\n\ttitle: about\n',
    code: 'yaml-trap',
    title: /blanks instead of tabs/,
    after: 'study: s\n',
  },
  {
    what: 'tabs in every line, also of a text',
    text: 'study: s\nbeliefs:\n\ttrust:\n\t\task: |\n\t\t\tDo you?\n\t\tscale:\n\t\t\t- no\n\t\t\t- yes\n',
    code: 'yaml-trap',
    title: /blanks instead of tabs/,
    after: '  trust:\n    ask: |\n      Do you?\n    scale:\n      - no\n      - yes\n',
  },
  {
    what: 'tabs, but not those of a text that is indented by blanks',
    text: 'study: s\npersonas:\n  prompt: |\n    One\n    \ttwo\nbeliefs:\n\ttrust: { ask: Do you?, scale: [no, yes] }\n',
    code: 'yaml-trap',
    title: /blanks instead of tabs/,
    after: '    One\n    \ttwo\nbeliefs:\n  trust:',
  },
  {
    what: 'a comma between two texts, rather than one text',
    text: trust('options: ["no" "yes", maybe]').replace('human: { data: people.csv }\n', ''),
    code: 'yaml-trap',
    title: /comma/,
    after: 'options: ["no", "yes", maybe]',
  },
  {
    what: 'a bracket inside braces',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, scale: [no, yes }\n',
    code: 'yaml-syntax',
    title: /`]`/,
    after: 'scale: [no, yes] }',
  },
  {
    what: 'a quote before a comment',
    text: "study: s\ntitle: 'It is  # a remark\nbeliefs:\n  trust: { ask: Do you?, scale: [no, yes] }\n",
    code: 'yaml-syntax',
    title: /`'`/,
    after: "title: 'It is'  # a remark\n",
  },
  {
    what: 'a tag before a number that was meant as text',
    text: 'study: s\ntitle: !!str 5\n',
    code: 'yaml-unsupported',
    title: /quotes/,
    after: 'title: "5"\n',
  },
  {
    what: 'a second document',
    text: 'study: s\n---\ntitle: about\n',
    code: 'yaml-unsupported',
    title: /this line/,
    after: 'study: s\ntitle: about\n',
  },
  // keys
  {
    what: 'a section that stands twice',
    text: 'study: s\nbeliefs:\n  a: { ask: A?, scale: [no, yes] }  # one\ntitle: t\nbeliefs:\n    b:\n      ask: B?\n      scale: [no, yes]\n',
    code: 'duplicate-key',
    title: /under the first/,
    after: '[no, yes] }  # one\n  b:\n    ask: B?\n    scale: [no, yes]\ntitle: t\n',
  },
  {
    what: 'the first of two keys',
    text: 'study: s\nbeliefs:\n  a: { ask: A?, scale: [no, yes] }\n  a:\n    ask: B?\n    scale: [no, yes]\n',
    code: 'duplicate-key',
    title: /of line 3 out/,
    after: 'beliefs:\n  a:\n    ask: B?\n',
  },
  {
    what: 'answers from the data for an item that has none',
    text: `${head}beliefs:\n  trust:\n    column: q\n    ask: Do you?\n`,
    cells: people('2', '1', '10', '1'),
    code: 'structure',
    title: /scale/,
    after: '    ask: Do you?\n    scale: [1, 2, 10]\n',
  },
  {
    what: 'a number from the data for an item that has none',
    text: `${head}beliefs:\n  trust:\n    column: q\n    ask: Do you?\n`,
    cells: people('2', '1', '10', '1'),
    code: 'structure',
    title: /number/,
    after: '    number: { min: 1, max: 10 }\n',
  },
  {
    what: 'a formula with names of the study',
    text: 'study: s\ntreatments:\n  t: { arms: [a, b] }\nactions:\n  acts: { ask: Do you?, options: ["no", "yes"] }\nregressions:\n  r: { errors: HC3 }\n',
    code: 'structure',
    title: /formula/,
    after: 'formula: acts == "no" ~ t }',
  },
  {
    what: 'a key of nobody, kept aside',
    text: 'study: s\nnotebook:\n  - mine\n',
    code: 'unknown-key',
    title: /aside/,
    after: 'x-notebook:\n  - mine\n',
  },
  {
    what: 'one of two keys that do not go together',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you?\n    scale: [no, yes]\n    options:\n      - no\n      - yes\n',
    code: 'structure',
    title: /`scale` out/,
    after: '    ask: Do you?\n    options:\n',
  },
  // names
  {
    what: 'a name for the second of two, and its column',
    text: `${head}beliefs:\n  q: { ask: Do you?, scale: [no, yes] }\nactions:\n  q: { ask: Would you?, scale: [no, yes] }\n`,
    cells: people('no', 'yes'),
    code: 'duplicate-name',
    title: /`q_2`/,
    after: 'actions:\n  q_2: { ask: Would you?, scale: [no, yes], column: q }\n',
  },
  {
    what: 'a name that cannot be one, wherever it stands',
    text: 'study: s\nbeliefs:\n  my trust: { ask: Do you?, scale: [no, yes] }\norder: [my trust]\n',
    code: 'invalid-name',
    title: /my_trust/,
    after: 'order: [my_trust]',
  },
  {
    what: 'a name in quotes stays in quotes',
    text: 'study: s\npersonas:\n  attributes: { gender: { levels: [a, b] } }\nsubgroups: ["gendr"]\n',
    code: 'unknown-name',
    title: /gender/,
    after: 'subgroups: ["gender"]',
  },
  // lists and settings
  {
    what: 'the items that order lacks, one a line',
    text: 'study: s\nbeliefs:\n  a: { ask: Do you?, scale: [no, yes] }\n  b: { ask: Do you?, scale: [no, yes] }\n  c: { ask: Do you?, scale: [no, yes] }\norder:\n  - b  # first\n',
    code: 'incomplete-order',
    title: /^Add 2 items/,
    after: '  - b  # first\n  - a\n  - c\n',
  },
  {
    what: 'an item that stands twice in order',
    text: 'study: s\nbeliefs:\n  a: { ask: Do you?, scale: [no, yes] }\n  b: { ask: Do you?, scale: [no, yes] }\norder: [a, b, a]\n',
    code: 'incomplete-order',
    title: /out of `order`/,
    after: 'order: [a, b]',
  },
  {
    what: 'a key under its own name',
    text: 'study: s\nmodels:\n  my-llm:\n    provider: openai\n    model: x\n    base_url: https://llm.example.org/v1\n    api_key: sk-proj-abCD1234efGH5678ijKL90\n',
    code: 'key-in-file',
    title: /key_env/,
    after: '    key_env: MY_LLM_API_KEY\n',
  },
  {
    what: 'an attribute that is compared',
    text: 'study: s\npersonas:\n  attributes:\n    school:\n      levels: [low, high]\nbeliefs:\n  t: { ask: Do you?, scale: [no, yes] }\ncoherence:\n  c: { when: school > "low", then: t == "no" }\n',
    code: 'wrong-comparison',
    title: /ordered/,
    after: '      levels: [low, high]\n      ordered: true\n',
  },
  {
    what: 'bins from the people in the data',
    text: `${head}personas:\n  attributes:\n    age:\n      column: q\n      number: { min: 18, max: 98 }\nsubgroups: [age]\nalignment: { min_n: 2, margin: 0.9 }\n`,
    cells: people(...Array.from({ length: 80 }, (_, row) => String(18 + row))),
    code: 'no-groups',
    title: /^Give `age` bins: 18, 40, 60, 80$/,
    after: '      number: { min: 18, max: 98 }\n      bins: [18, 40, 60, 80]\n',
  },
  {
    what: 'levels from the data for a text',
    text: `${head}personas:\n  attributes:\n    town:\n      column: q\nsubgroups: [town]\nalignment: { min_n: 2, margin: 0.9 }\n`,
    cells: people('York', 'Bath', 'York', 'No: none'),
    code: 'no-groups',
    title: /3 levels of the data/,
    after: '      levels: [Bath, "No: none", York]\n',
  },
  {
    what: 'a scale the other way round',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you?\n    scale:\n      - Strongly agree\n      - Neutral\n      - Strongly disagree\n',
    code: 'scale-direction',
    title: /around/,
    after: '      - Strongly disagree\n      - Neutral\n      - Strongly agree\n',
  },
  {
    what: 'answers with comments and several lines the other way round',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you?\n    scale:\n      - label: Strongly agree\n        values: a\n      # in between\n      - Neutral\n      - Strongly disagree  # last\ntitle: t\n',
    code: 'scale-direction',
    title: /around/,
    after:
      '    scale:\n      - Strongly disagree  # last\n      # in between\n      - Neutral\n      - label: Strongly agree\n        values: a\ntitle: t\n',
  },
  {
    what: 'scores that descend',
    text: 'study: s\nbeliefs:\n  trust:\n    ask: Do you?\n    scale:\n      3: often\n      # the lowest\n      1: never\n      2: now and then\n',
    code: 'score-order',
    title: /scores/,
    after: '      # the lowest\n      1: never\n      2: now and then\n      3: often\n',
  },
  {
    what: 'a column that is named nearly as its item',
    text: `${head}beliefs:\n  trust_science:\n    ask: Do you?\n    scale: [no, yes]\n`,
    cells: { trust_sci: ['no', 'yes'] },
    code: 'unknown-column',
    title: /^Read `trust_science` from the column `trust_sci`$/,
    after: '  trust_science:\n    column: trust_sci\n    ask: Do you?\n',
  },
  {
    what: 'a column that is named nearly as its level list in short',
    text: `${head}personas:\n  attributes: { gendr: { levels: [a, b] } }\n`,
    cells: { 'gender:': ['a', 'b'] },
    code: 'unknown-column',
    title: /^Read `gendr` from/,
    after: '{ gendr: { column: "gender:", levels: [a, b] } }',
  },
  {
    what: 'a value that two options have, out of a list',
    text: trust('options:\n      no: [1, 2]\n      yes: 1'),
    cells: people('1', '2'),
    code: 'ambiguous-values',
    title: /mean "yes" alone/,
    after: '      no: [2]\n      yes: 1\n',
  },
  {
    what: 'a value that two options have, with its key',
    text: trust(
      'options:\n      - { label: no, values: 1 }\n      - label: yes\n        values: 1\n        text: indeed',
    ),
    cells: people('1', 'yes'),
    code: 'ambiguous-values',
    title: /mean "no" alone/,
    after: '      - label: yes\n        text: indeed\n',
  },
  {
    what: 'a value that two levels have, behind a label',
    text: group('levels: { a: 1, b: 1 }'),
    cells: people('1', 'b'),
    code: 'ambiguous-values',
    title: /mean "a" alone/,
    after: 'levels: { a: 1, b }',
  },
  {
    what: 'a derived variable that is used too early, with its comment',
    text: 'study: s\nbeliefs:\n  a: { ask: A?, scale: [no, yes] }\nderived:\n  first: second * 2\n  other: a + 1\n  # half of it\n  second:\n    value: a / 2\ntitle: t\n',
    code: 'derived-order',
    title: /Move `second` above `first`/,
    after: 'derived:\n  # half of it\n  second:\n    value: a / 2\n  first: second * 2\n  other: a + 1\ntitle: t\n',
  },
  {
    what: 'parts of different ranges',
    text: 'study: s\nbeliefs:\n  a: { ask: A?, scale: [no, maybe, yes] }\n  b: { ask: B?, number: { min: 0, max: 100 } }\n  c: { ask: C?, options: [no, yes] }\nderived:\n  index: mean(a, b, c == "yes")\n',
    code: 'mixed-ranges',
    title: /one range/,
    after: 'index: mean((a - 1) / 2, b / 100, c == "yes")\n',
  },
  {
    what: 'shares that do not add up',
    text: 'study: s\npersonas:\n  attributes: { g: { levels: [a, b, c] } }\n  sample: { n: 10, quotas: { g: { a: 1, b: 1, c: 1 } } }\n',
    code: 'quota-shares',
    title: /Scale/,
    after: '{ a: 0.3334, b: 0.3333, c: 0.3333 }',
  },
  {
    what: 'a comparison of what has no order',
    text: 'study: s\nbeliefs:\n  trust: { ask: Do you?, options: [no, yes] }\ncoherence:\n  c: { when: not ("yes" <= trust), then: trust == "no" }\n',
    code: 'wrong-comparison',
    title: /`<=` to `!=`/,
    after: 'when: not ("yes" != trust)',
  },
  {
    what: 'an address with a key in it',
    text: 'study: s\nmodels:\n  m: { provider: openai, model: x, base_url: "https://example.com/v1?key=1" }\n',
    code: 'wrong-address',
    title: /behind the path/,
    after: 'base_url: "https://example.com/v1"',
  },
  {
    what: 'an arm that nobody was in, as the reference',
    text: `${head}treatments:\n  t:\n    column: q\n    arms:\n      hidden:\n        prompt: Nothing.\n      # the usual\n      shown: { prompt: All. }\n      told: { prompt: Some. }\nbeliefs:\n  trust: { ask: Do you?, scale: [no, yes] }\n`,
    cells: { q: ['told', 'shown', 'shown', 'told', 'shown'], trust: ['no', 'yes', 'no', 'yes', 'no'] },
    code: 'reference-missing',
    title: /^Put "shown" first/,
    after:
      '    arms:\n      # the usual\n      shown: { prompt: All. }\n      hidden:\n        prompt: Nothing.\n      told:',
  },
  {
    what: 'a level that nobody has, as the reference of a factor',
    text: `${head}personas:\n  attributes: { group: { column: q, levels: [a, b, c] } }\nbeliefs:\n  trust: { ask: Do you?, scale: [no, yes] }\nregressions:\n  r: { formula: 'trust ~ factor(group, ref = "b")' }\n`,
    cells: { q: ['a', 'c', 'c', 'a', 'c', 'c'], trust: ['no', 'yes', 'no', 'yes', 'no', 'yes'] },
    code: 'reference-missing',
    title: /^Compare with "c"/,
    after: `factor(group, ref = "c")'`,
    left: ['empty-term'],
  },
  {
    what: 'one of several codes of a comment',
    text: 'study: s\nsubgroups: [gendr] # understudy-ignore unknown-name, duplicate-key: why\n',
    code: 'unused-ignore',
    title: /this code/,
    after: '# understudy-ignore unknown-name: why',
  },
  {
    what: 'a comment behind a value',
    text: 'study: s   # understudy-ignore duplicate-key: why\ntitle: t\n',
    code: 'unused-ignore',
    title: /comment away/,
    after: 'study: s\ntitle: t\n',
  },
  {
    what: 'a comment inside a block of text goes above its key',
    text: 'study: s\npersonas:\n  attributes: { gender: { levels: [a, b] } }\n  prompt: |\n    You are\n    {{nobody}}.\n',
    code: 'unknown-placeholder',
    title: /^Silence/,
    after: '  # understudy-ignore unknown-placeholder: reason\n  prompt: |\n',
  },
  {
    what: 'a comment inside quotes over several lines goes above their key',
    text: 'study: s\npersonas:\n  attributes: { gender: { levels: [a, b] } }\n  prompt: "You are\n    one of {{nobody}}."\n',
    code: 'unknown-placeholder',
    title: /^Silence/,
    after: '  # understudy-ignore unknown-placeholder: reason\n  prompt: "You are\n',
  },
];

describe('a fix', () => {
  test.each(cases)('for $what ($code)', ({ text, cells, code, title, after, left = [] }) => {
    const given = { ...none, cells: cells ?? null };
    const before = look(text, given);
    const found = before.diagnostics.find((one) => one.code === code);
    const fixes = found === undefined ? [] : fixesIn(found, before);
    const fix = fixes.find((one) => title.test(one.title));
    expect(fix, `${codesOf(before.diagnostics)}: ${fixes.map((one) => one.title).join(' | ')}`).toBeDefined();
    const changed = withChanges(text, fix?.changes ?? []);
    expect(changed).toContain(after);
    const hints = ['unused-item', 'small-subgroup'];
    expect(codesOf(look(changed, given).diagnostics).filter((one) => !hints.includes(one))).toEqual(left);
  });

  test.each(cases)('keeps the line breaks of the file: $what', ({ text, cells, code, title, left = [] }) => {
    const given = { ...none, cells: cells ?? null };
    const windows = text.replaceAll('\n', '\r\n');
    const before = look(windows, given);
    const found = before.diagnostics.find((one) => one.code === code);
    const fix = (found === undefined ? [] : fixesIn(found, before)).find((one) => title.test(one.title));
    const changed = withChanges(windows, fix?.changes ?? []);
    expect(changed).not.toBe(windows);
    expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const hints = ['unused-item', 'small-subgroup'];
    expect(codesOf(look(changed, given).diagnostics).filter((one) => !hints.includes(one))).toEqual(left);
  });
});

describe('everything at once', () => {
  it('is what can be meant in only one way, and leaves guesses alone', () => {
    const text = [
      'study: s',
      'personas:',
      '  attributes: { age: { ordered: yes, levels: [a, b] } }',
      'beliefs:',
      '  trust: { ask: Do you?, scale: [no, yes] }  # understudy-ignore duplicate-key: why',
      'coherence:',
      '  c:',
      '    when: trust = "no" && trsut == "yes"',
      '    then: "no" == trust',
      '',
    ].join('\n');
    const { study, diagnostics } = look(text, none);
    const fix = fixOfAll(diagnostics, { study, table: null });
    const after = withChanges(text, fix?.changes ?? []);
    expect(after.split('\n')).toEqual([
      'study: s',
      'personas:',
      '  attributes: { age: { ordered: true, levels: [a, b] } }',
      'beliefs:',
      '  trust: { ask: Do you?, scale: [no, yes] }',
      'coherence:',
      '  c:',
      '    when: trust == "no" and trsut == "yes"',
      `    then: '"no" == trust'`,
      '',
    ]);
    expect(codesOf(look(after, none).diagnostics)).toEqual(['unknown-variable']);
  });

  it('is nothing where nothing is certain', () => {
    const { study, diagnostics } = look('study: s\nsubgroups: [gendr]\n', none);
    expect(fixOfAll(diagnostics, { study, table: null })).toBeNull();
  });
});

describe('a refactoring', () => {
  const offered = (text: string, at: string, cells: Cells | null = null) => {
    const { study, data, diagnostics } = look(text, { ...none, cells });
    const start = text.indexOf(at);
    const table = data.kind === 'table' ? data.table : null;
    return refactoringsAt({ start, end: start }, diagnostics, { study, table });
  };
  const scales = [
    'study: s',
    'beliefs:',
    '  a: { ask: Do you?, scale: [no, "yes"] }',
    '  b:',
    '    ask: Do you?',
    '    scale:',
    '      - no',
    '      - yes',
    '  c: { ask: Do you?, scale: [no, yes], column: q }',
    '  d: { ask: Do you?, scale: [no, maybe] }',
    '',
  ].join('\n');

  it('writes a scale once that several items have', () => {
    const [fix] = offered(scales, '- no');
    const after = withChanges(scales, fix?.changes ?? []);
    expect(fix?.kind).toBe('extract');
    expect(after.split('\n')).toEqual([
      'study: s',
      'beliefs:',
      '  a: { ask: Do you?, scale: &a_scale [no, "yes"] }',
      '  b:',
      '    ask: Do you?',
      '    scale: *a_scale',
      '  c: { ask: Do you?, scale: *a_scale, column: q }',
      '  d: { ask: Do you?, scale: [no, maybe] }',
      '',
    ]);
    const labels = (text: string) => look(text, none).study.items.map(({ measure }) => JSON.stringify(measure.kind));
    expect(labels(after)).toEqual(labels(scales));
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(scales, none).diagnostics));
    expect(offered(after, 'scale: &a_scale')).toEqual([]);
    expect(offered(scales, 'maybe')).toEqual([]);
  });

  it('writes an anchor above a block', () => {
    const text =
      'study: s\nbeliefs:\n  a:\n    ask: A?\n    scale:\n      - no\n      - yes\n  b: { ask: B?, scale: [no, yes] }\n';
    const after = withChanges(text, offered(text, '- no')[0]?.changes ?? []);
    expect(after).toContain('    scale: &a_scale\n      - no\n      - yes\n  b: { ask: B?, scale: *a_scale }\n');
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(text, none).diagnostics));
  });

  const ages = (levels: string): string =>
    `${head}personas:\n  attributes:\n    age:\n      column: q\n      ordered: true\n      levels: ${levels}\n  prompt: You are {{age}}.\n`;
  const numbers: Cells = { q: ['18', '33', '70'] };
  const conversions: readonly (readonly [what: string, levels: string, cells: Cells | null, after: string | null])[] = [
    [
      'classes of numbers',
      '[18 - 29 years, 30 - 44 years, 45 or older]',
      numbers,
      '      number: { min: 18, max: 70 }\n      bins: [18, 30, 45]\n',
    ],
    [
      'a block of classes',
      '\n        - 18 - 29\n        - 30+',
      numbers,
      '      number: { min: 18, max: 70 }\n      bins: [18, 30]\n  prompt',
    ],
    ['classes without data', '[0 to 9, 10 to 19]', null, '      number: { min: 0, max: 19 }\n      bins: [0, 10]\n'],
    ['words', '[young, old]', numbers, null],
    ['classes that are the values of the data', '[18 - 29, 30 - 44]', { q: ['18 - 29'] }, null],
  ];
  test.each(conversions)('makes a number with bins: %s', (_what, levels, cells, after) => {
    const text = cells === null ? ages(levels).replace('human: { data: people.csv }\n', '') : ages(levels);
    const [fix] = offered(text, 'levels:', cells);
    if (after === null) {
      expect(fix).toBeUndefined();
      return;
    }
    const changed = withChanges(text, fix?.changes ?? []);
    expect(changed).toContain(after);
    expect(changed).not.toContain('ordered');
    const errors = look(changed, { ...none, cells }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('gives a part of a derived variable a name of its own, and uses it from there on', () => {
    const text = `study: s
beliefs:
  a: { ask: A?, scale: [no, maybe, yes] }
  b: { ask: B?, scale: [no, maybe, yes] }
derived:
  before: mean(a, b)
  # twice as much
  first: 2 * mean(a,  b) + max(mean(a, b), 1)
  second: "mean(a, b) - 1"
  third: { value: "mean(a, b)", at_least: 1 }
`;
    const [fix, ...others] = offered(text, 'mean(a,  b)');
    expect([fix?.kind, others]).toEqual(['extract', []]);
    const after = withChanges(text, fix?.changes ?? []);
    expect(after.slice(after.indexOf('derived:'))).toBe(`derived:
  before: mean(a, b)
  # twice as much
  mean_a: mean(a, b)
  first: 2 * mean_a + max(mean_a, 1)
  second: "mean_a - 1"
  third: { value: "mean(a, b)", at_least: 1 }
`);
    expect(codesOf(look(after, none).diagnostics)).toEqual(codesOf(look(text, none).diagnostics));
    expect(offered(text, 'mean(a, b)\n  # twice')).toEqual([]);
    expect(offered(text, 'mean(a, b)", at_least')).toEqual([]);
  });

  it('sorts order, and not a second time', () => {
    const text =
      'study: s\ntreatments:\n  t: { arms: [x, y] }\nactions:\n  c: { ask: C?, scale: [no, yes] }\nbeliefs:\n  a: { ask: A?, scale: [no, yes] }\n  b: { ask: B?, scale: [no, yes] }\norder: [c, b, t, a]\n';
    const [fix] = offered(text, 'order:');
    const after = withChanges(text, fix?.changes ?? []);
    expect(after).toContain('order: [t, a, b, c]');
    expect(offered(after, 'order:')).toEqual([]);
  });
});
