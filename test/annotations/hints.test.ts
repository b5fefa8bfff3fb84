import { describe, expect, it, test } from 'vitest';
import { type HintKind, hintsOf, peopleFacts } from '#engine/annotations';
import { mapPeople, splitPeople } from '#engine/data';
import { parseStudy } from '#engine/study';
import { tableOf } from '../data/helpers.ts';

const text = `study: s
human: { data: people.csv, pilot: { size: 2, seed: 1 } }
personas:
  attributes:
    gender: { levels: [Female, Male, Other] }
    school: { ordered: true, levels: { low: 1, high: 2 } }
    age: { number: { min: 18, max: 99 }, bins: [18, 40] }
treatments:
  arm:
    arms:
      hidden: { prompt: Nothing. }
      "shown: all": { prompt: Data. }
beliefs:
  concerned:
    ask: Are you?
    scale: [Disagree, Neutral, { label: Agree, score: 5 }]
  keyed: { ask: Are you?, scale: { 1: Low, 2: High } }
  points: { ask: Are you?, scale: [1, 2, { label: 7, score: 7 }] }
actions:
  share: { ask: Do you?, options: [Share, Decline] }
derived:
  mood: mean(concerned, keyed)
  "never": age / (age - age)
regressions:
  main:
    formula: >-
      share == "Share"
      ~ arm * concerned + factor(gender, ref = "Male") + factor(concerned) + arm:age
    family: binomial
models:
  gpt: { provider: openai, model: m }
`;
const cells = {
  gender: ['Female', 'Male', 'Female', '', 'Male', 'Female'],
  school: ['1', '2', '1', '1', '', '2'],
  age: ['20', '50', '30', '41', '39', '18'],
  arm: ['hidden', 'shown: all', 'hidden', 'hidden', 'hidden', 'shown: all'],
  concerned: ['Agree', 'Agree', 'Neutral', 'Neutral', 'Disagree', 'Agree'],
  keyed: ['1', '2', '1', '2', '1', '2'],
  points: ['1', '2', '1', '2', '1', '2'],
  share: ['Share', 'Share', 'Share', 'Decline', 'Decline', 'Decline'],
};

/** Each hint behind the last word before it. */
function shown(kind: HintKind, withData = true): readonly string[] {
  const { value: study } = parseStudy(text);
  const people = mapPeople(study, tableOf(cells)).value;
  const facts = withData ? peopleFacts(study, people, splitPeople(study, people).value) : null;
  return hintsOf({ study, facts, calls: withData ? 4 : null, respondents: withData ? 4 : null })
    .filter((hint) => hint.kind === kind)
    .map(({ offset, label }) => `${/[^\s[{(,]*\)?$/.exec(text.slice(0, offset))?.[0]} ${label}`);
}

describe('hints', () => {
  const cases: readonly (readonly [HintKind, readonly string[]])[] = [
    [
      'people',
      [
        'Female n 3',
        'Male n 2',
        'Other n 0',
        'low n 3',
        'high n 2',
        '18 n 4',
        '40 n 2',
        'hidden n 4',
        'all" n 2',
        'mood n 6, mean 2.42',
      ],
    ],
    ['scores', ['low score 1', 'high score 2', 'Disagree score 1', 'Neutral score 2']],
    ['reference', ['arm vs hidden', 'concerned) vs Disagree']],
    ['cost', ['gpt 4 calls']],
  ];
  test.each(cases)('say %s', (kind, expected) => {
    expect(shown(kind)).toEqual(expected);
  });

  it('say nothing of people and calls without data', () => {
    expect(shown('people', false)).toEqual([]);
    expect(shown('cost', false)).toEqual([]);
    expect(shown('scores', false)).toHaveLength(4);
  });

  it('explain who is held out, and what a run asks', () => {
    const { value: study } = parseStudy(text);
    const people = mapPeople(study, tableOf(cells)).value;
    const facts = peopleFacts(study, people, splitPeople(study, people).value);
    const hints = hintsOf({ study, facts, calls: 8, respondents: 4 });
    const female = hints.find(({ tooltip }) => tooltip.includes('"Female"'));
    const [, held = '', pilot = ''] = /: (\d) held out, (\d) in the pilot\.$/.exec(female?.tooltip ?? '') ?? [];
    expect(Number(held) + Number(pilot)).toBe(3);
    expect(hints.find(({ kind }) => kind === 'cost')?.tooltip).toContain('calls `m` 8 times: 4 respondents');
  });
});
