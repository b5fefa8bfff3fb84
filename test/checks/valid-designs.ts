import { numbers, rows, turns, type ValidStudy } from './valid-columns.ts';

/** Valid studies with every section, and in every design. */
export const validDesigns: readonly ValidStudy[] = [
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
];
