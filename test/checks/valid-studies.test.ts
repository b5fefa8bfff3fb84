import { expect, it } from 'vitest';
import { type Columns, checked, columns } from './fixtures.ts';

const rows = 400;

/** A column whose values take turns, the next one every `every` rows. */
function turns(values: readonly string[], every = 1): readonly string[] {
  return Array.from({ length: rows }, (_, row) => values[Math.floor(row / every) % values.length] ?? '');
}

const numbers = (from: number, count: number): readonly string[] =>
  Array.from({ length: rows }, (_, row) => String(from + (row % count)));

/** Valid studies in every form of the language, with data that fit. */
const studies: readonly (readonly [string, string, Columns | null])[] = [
  [
    'without data',
    `study: plain
beliefs:
  trust: { ask: Do you trust it?, scale: [no, yes] }
`,
    null,
  ],
  [
    'every style of text',
    `# a study with every style
study: "styles-1"
title: 'It''s a "title": with signs # in it'
source: https://example.org/a?b=c#d
x-shared: &scale
  - Strongly disagree
  - "Neither: nor"
  - 'Strongly agree'
personas:
  attributes:
    place: {}
    "group":
      title: >-
        A folded
        title
      levels: ["a, b", 'c: d', "#e", f # g
        ]
  sample: { each: 2 }
  prompt: >
    You live in {{place}}.

    You are in {{group}}; \\{{this}} stays.
beliefs:
  plain:
    ask: This goes on
      over two lines.
    scale: *scale
  literal:
    ask: |-
      First line: yes
        # no comment
      {{group}}
    scale: *scale
    also: [Don't know, "Prefer not to say"]
  double: { ask: "A \\"quote\\", a \\u00e9 and a \\\\", scale: *scale }
  merged:
    <<: &more { scale: *scale, also: [Don't know] }
    ask: 'It''s mine'
  again: { <<: *more, ask: Once more? }
actions:
  act: {ask: "Will you?",options: [Yes,No]}
coherence:
  quoted: { when: 'plain == "Neither: nor"', then: 'act == "Yes" or literal >= 2' }
  block:
    when: >-
      plain >= "Neither: nor"
      and not double == "Strongly agree"
    then: act in ["Yes", "No"]
regressions:
  folded:
    formula: >
      act == "Yes" ~ plain
      + factor(literal, ref = "Neither: nor")
    family: binomial
`,
    null,
  ],
  [
    'names and labels in other scripts',
    `study: unicode
human: { data: d.csv, pilot: { size: 60, stratify: [größe, Пол] } }
personas:
  attributes:
    größe: { levels: [klein, groß] }
    Пол: { column: пол, levels: { Женщина: ж, Мужчина: м } }
    年齢: { number: { min: 18, max: 99, unit: 歳 }, bins: [18, 40] }
  prompt: Sie sind {{größe}}, {{Пол}}, {{年齢}} 😀.
beliefs:
  信頼: { ask: 信頼しますか？, scale: [いいえ, "どちらでもない", はい] }
actions:
  achète: { ask: Achetez-vous ?, options: [Oui, Non, "Peut-être 🤔"] }
coherence:
  règle-un: { when: 信頼 >= "どちらでもない", then: achète == "Peut-être 🤔" }
regressions:
  modèle: { formula: 信頼 ~ größe * Пол + log(年齢), family: ordinal }
  zwei: { formula: achète == "Oui" ~ größe }
subgroups: [größe, [größe, Пол], 年齢]
`,
    {
      größe: turns(['klein', 'groß']),
      пол: turns(['ж', 'м'], 2),
      年齢: numbers(18, 60),
      信頼: turns(['いいえ', 'どちらでもない', 'はい']),
      achète: turns(['Oui', 'Non', 'Peut-être 🤔'], 3),
    },
  ],
  [
    'numbers, truth values and dates as labels',
    `study: labels
human:
  data: d.csv
  id: id
  missing: [NA, -99, "*"]
  pilot: { size: 80, seed: 3 }
personas:
  attributes:
    wave_day: { levels: [2024-01-01, 2024-02-01] }
    version: { ordered: true, levels: [1.0, 1.10, 2.50] }
    member: { levels: [yes, no] }
    flag: { levels: { true: "1", false: "0" } }
    code: { levels: [007, 0x1F, 1e3, ~] }
  prompt: Day {{wave_day}}, version {{version}}, member {{member}}, {{flag}}, {{code}}
beliefs:
  rating: { ask: Rate it., scale: [1, 2, 3, 4, 5] }
  ends: { ask: And now?, scale: { 1: Not at all, 2: , 3: , 4: Very much } }
  signed: { ask: Which?, scale: { -1: Worse, 0: Same, 1: Better } }
actions:
  buy: { ask: Buy?, options: [yes, no, null] }
  time: { ask: When?, options: [12:30, 18:45] }
coherence:
  high: { when: rating >= 4 and version >= "1.10" and wave_day == "2024-01-01", then: buy == "yes" }
  same: { when: signed == 0 or ends > 2, then: time == "12:30" and flag == "true" }
regressions:
  r: { formula: 'rating ~ version + member + factor(signed, ref = "Same")', errors: HC3 }
subgroups: [member]
`,
    {
      id: numbers(1, rows),
      wave_day: turns(['2024-01-01', '2024-02-01']),
      version: turns(['1.0', '1.10', '2.50', 'NA']),
      member: turns(['yes', 'no'], 2),
      flag: turns(['1', '0', '-99'], 3),
      code: turns(['007', '0x1F', '1e3', '~']),
      rating: turns(['1', '2', '3', '4', '5', '*']),
      ends: turns(['1', '2', '3', 'Very much', '']),
      signed: turns(['-1', '0', 'Better']),
      buy: turns(['yes', 'no', 'null']),
      time: turns(['12:30', '18:45']),
    },
  ],
  [
    'long forms everywhere',
    `study: long
human:
  data: d.csv
  id: id
  weights: w
  header_rows: 1
  encoding: utf-8
  delimiter: ","
  missing: Refused
  where: age >= 18 and consent == "yes"
  pilot:
    size: 100
    seed: 11
    stratify:
      - gender
      - frame
personas:
  attributes:
    age:
      title: Age in years
      number: { min: 16, max: 99, step: 1, unit: years }
      bins: [16, 40, 65]
    consent: { levels: [yes, no] }
    gender:
      title: Gender
      column: sex
      levels:
        - { label: Female, values: [1, F], text: a woman }
        - label: Male
          values: 2
          text: a man
        - { label: Other, values: "*" }
    school:
      ordered: true
      levels:
        low: { values: [1, 2], text: little schooling }
        high: { values: [3], text: much schooling, score: 5 }
  sample: matched
  prompt: You are {{gender}}, {{age}}, with {{school}}.
treatments:
  frame:
    title: Framing
    column: cond
    arms:
      - { label: loss, values: L, prompt: You lose., text: the loss frame }
      - label: gain
        values: [G, g]
        prompt: You win.
beliefs:
  worry:
    title: Worry
    column: q1
    ask: How worried are you? {{frame}}
    scale:
      - { label: Not, score: 0, values: [0], text: not at all }
      - { label: Some, score: 2, values: [1] }
      - { label: Very, score: 5, values: [2] }
    also: [{ label: Don't know, values: [9] }]
  risk: { column: q2, ask: Risk?, number: { min: 0, max: 10, step: 0.5 }, bins: [0, 3, 7] }
actions:
  sign:
    column: q3
    ask: Do you sign?
    options:
      Sign: { values: [y, Y], text: I sign }
      Decline: { values: n }
order: [frame, worry, sign, risk]
coherence:
  the-worried_sign: { when: worry >= "Some", then: sign != "Decline" }
regressions:
  main-1: { formula: 'sign == "Sign" ~ frame * worry + gender + poly(age, 2) + school', family: binomial, errors: HC1 }
  risk: { formula: 'risk ~ 0 + frame + worry:gender + I(age^2) - age', family: gaussian, errors: 'cluster("region")' }
  order_logit: { formula: worry ~ frame + scale(age), family: ordinal, errors: classical }
subgroups:
  - gender
  - [gender, school]
  - age
alignment: { min_n: 10, fdr: 0.1, margin: 0.1 }
models:
  gpt:
    provider: openai
    model: gpt-4.1-mini
    temperature: 0.7
    max_tokens: 500
    seed: 5
    concurrency: 4
    key_env: MY_KEY
    base_url: https://example.org/v1
simulation: { ask: interview, repeats: 2, seed: 9, shuffle: false }
`,
    {
      id: numbers(1, rows),
      w: turns(['1', '0.5', '2']),
      region: turns(['north', 'south', 'west'], 7),
      age: numbers(18, 70),
      consent: turns(['yes', 'yes', 'yes', 'yes', 'no']),
      sex: turns(['1', '2', 'F', '7'], 2),
      school: turns(['1', '2', '3', 'Refused'], 3),
      cond: turns(['L', 'G', 'loss', 'g']),
      q1: turns(['0', '1', '2', '9', '']),
      q2: numbers(0, 11),
      q3: turns(['y', 'n', 'Y'], 5),
    },
  ],
  [
    'several treatments, one inserted, one in the order',
    `study: many-arms
human: { data: d.csv, pilot: { size: 80, stratify: [first, second] } }
personas: { prompt: You answer a survey. }
treatments:
  first: { arms: [control, treated] }
  second: { arms: { low: 1, high: [2, 3] } }
  third:
    arms:
      a: { prompt: "Text a, {{second}}." }
      b: { prompt: "" }
beliefs:
  before: { ask: Before?, scale: [no, maybe, yes] }
  after: { ask: "{{first}} After?", scale: [no, maybe, yes] }
order: [before, third, after]
regressions:
  r: { formula: after ~ first * second * third + before }
  s: { formula: after >= "maybe" ~ (first + second)^2 - first:second, family: binomial }
`,
    {
      first: turns(['control', 'treated']),
      second: turns(['1', '2', '3']),
      third: turns(['a', 'b'], 6),
      before: turns(['no', 'maybe', 'yes']),
      after: turns(['no', 'maybe', 'yes'], 4),
    },
  ],
  [
    'an empty human section of a study that has no data yet',
    `study: later
human:   # comes later
personas:
  attributes:
    gender: { levels: [Female, Male] }
  sample: { each: 3 }
  prompt: You are {{gender}}.
beliefs:
  b: { ask: Well?, scale: [a, b] }
`,
    null,
  ],
  [
    'quotas',
    `study: quotas
personas:
  attributes:
    gender: { levels: [Female, Male, Other] }
    age: { number: { min: 18, max: 90 }, bins: [18, 40, 65] }
  sample:
    n: 500
    quotas:
      gender: { Female: .5, Male: 0.49, Other: 1e-2 }
      age: { 18 to under 40: 0.3, 40 to under 65: 0.4, 65 or more: 0.3 }
  prompt: You are {{gender}} and {{age}}.
actions:
  go: { ask: Go?, options: [Yes, No] }
subgroups: [gender, age]
models: { llama: { provider: openai, base_url: "http://localhost:11434/v1", model: llama3.2 } }
simulation: { ask: distribution }
`,
    null,
  ],
  [
    'Qualtrics, tabs, quoted conditions and comments',
    `%YAML 1.2
---
study: qualtrics   # the name
human:
  data: data/q.tsv   # relative
  id: ResponseId
  header_rows: 3
  delimiter: tab
  encoding: windows-1252
  where: 'Finished == "True" and not (Duration < 60 or Duration in [99999])'
  missing:
    - Prefer not to say
    - ''
  pilot: { size: 40, seed: 1 }
personas:
  attributes:
    Finished: { levels: [True, False] }
    Duration: { number: {} }
    note: { column: "Q1: note" }
  prompt: |
    Note: {{note}}
beliefs:
  agree:
    column: Q-agree #1
    ask: "Agree: yes or no?"
    options:
      - "Yes, I do"
      - 'No, I don''t'
regressions:
  none: { formula: agree == "Yes, I do" ~ 1, family: binomial, errors: HC0 }
`
      .replace('Q-agree #1', '"Q-agree #1"')
      .replace('formula: agree == "Yes, I do" ~ 1', `formula: 'agree == "Yes, I do" ~ 1'`),
    {
      ResponseId: numbers(1, rows),
      Finished: turns(['True', 'True', 'False']),
      Duration: numbers(61, 200),
      'Q1: note': turns(['a', 'b, c', '']),
      'Q-agree #1': turns(['Yes, I do', "No, I don't", 'Prefer not to say']),
    },
  ],
  [
    'JSON, for YAML holds it',
    `{
  "study": "json",
  "human": { "data": "d.csv", "pilot": { "size": 50, "seed": 1 } },
  "personas": {
    "attributes": { "g": { "levels": ["a", "b"] } },
    "prompt": "You are {{g}}."
  },
  "beliefs": { "b": { "ask": "Well?", "scale": ["x", "y", "z"] } },
  "coherence": { "c": { "when": "b == \\"x\\"", "then": "g == 'a'" } },
  "regressions": { "r": { "formula": "b ~ g" } },
  "subgroups": ["g"]
}
`,
    { g: turns(['a', 'b']), b: turns(['x', 'y', 'z']) },
  ],
];

it('are ten or more', () => {
  expect(studies.length).toBeGreaterThanOrEqual(10);
});

/** What can truly be said of a small study without a fault: that it is small, and that an item is compared alone. */
const remarks: readonly string[] = ['low-power', 'unused-item'];

function complaints(text: string, cells: Columns | null) {
  return checked(text, cells === null ? undefined : columns(cells)).filter(({ code }) => !remarks.includes(code));
}

it.each(studies)('a valid study is not complained about: %s', (_, text, cells) => {
  const found = complaints(text, cells);
  expect(
    found.map(({ code, message, range }) => `${code} at ${text.slice(range.start, range.end)}: ${message}`),
  ).toEqual([]);
});

it.each(studies)('the same with CRLF: %s', (_, text, cells) => {
  expect(complaints(text.replaceAll('\n', '\r\n'), cells)).toEqual([]);
});
