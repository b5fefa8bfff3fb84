import { numbers, rows, turns, type ValidStudy } from './valid-columns.ts';

/** Valid studies in every form in which a text, a name or a label may be written. */
export const validTexts: readonly ValidStudy[] = [
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
