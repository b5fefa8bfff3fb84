import { describe, expect, it, test } from 'vitest';
import { checkStudy } from '#engine/checks';
import {
  errorsInPrompt,
  findRespondents,
  interviewFor,
  promptPreview,
  questionnaireFor,
  respondentRow,
} from '#engine/simulation';
import { parseStudy } from '#engine/study';
import { planOf, studyOf, withPeople } from './helpers.ts';

const text = `
study: previewed
human: { data: people.csv, id: id }
personas:
  attributes:
    gender: { levels: [female, male] }
    age: { number: { min: 18 } }
    town: {}
  prompt: "You are {{gender}}, {{age}}, from {{town}}. Use \`\`\` and # as you like."
treatments:
  frame: { arms: { plain: { prompt: Nothing special. }, loud: { prompt: Listen! } } }
beliefs:
  mood: { ask: How is your mood?, scale: [low, mid, high] }
actions:
  spend: { ask: How much?, number: { min: 0, max: 10, step: 1 } }
`;
const people = {
  id: ['7', 'kim', 'lee'],
  gender: ['female', 'male', ''],
  age: ['35', '36', ''],
  town: ['Ulm', 'Bonn\nam Rhein', ''],
  frame: ['loud', 'plain', 'loud'],
  mood: ['low', 'mid', 'high'],
  spend: ['1', '2', '3'],
};
const one = withPeople(text, people);
const plan = planOf(one);
const preview = (row: number, from = one) => promptPreview(from.study, planOf(from), row);

/** The text between the fences under a heading. */
function fencedUnder(heading: string, whole: string): string {
  const section = whole.slice(whole.indexOf(`## ${heading}\n`));
  const [, fence = ''] = /^(`{3,})\w+$/m.exec(section) ?? [];
  const from = section.indexOf('\n', section.indexOf(fence)) + 1;
  return section.slice(from, section.indexOf(`\n${fence}\n`, from));
}

describe('the preview of a prompt', () => {
  it('has the messages and the schema that an endpoint gets, each exactly as it is sent', () => {
    for (const row of plan.respondents.ids.keys()) {
      const respondent = plan.respondents.ids[row] ?? '';
      const sent = questionnaireFor(one.study, plan, { row, respondent, repeat: 1 });
      const shown = preview(row);
      expect(shown).toMatchObject({ messages: sent.messages, schemas: [sent.schema], number: row + 1, of: 3 });
      expect(fencedUnder('System', shown?.text ?? '')).toBe(sent.messages[0]?.content);
      expect(fencedUnder('User', shown?.text ?? '')).toBe(sent.messages[1]?.content);
      expect(JSON.parse(fencedUnder('Reply', shown?.text ?? ''))).toEqual(sent.schema);
    }
  });

  it('says who is asked, without what is not known', () => {
    expect(preview(1)?.text.split('\n\n').slice(0, 2)).toEqual([
      '# Respondent 2 of 3',
      '- id: twin:kim (is not sent)\n- gender: male\n- age: 36\n- town: Bonn am Rhein\n- frame: plain',
    ]);
    expect(preview(2)?.text.split('\n\n')[1]).toBe('- id: twin:lee (is not sent)\n- frame: loud');
  });

  it.each([
    ['each', 'each: 2', 8, '- id: each:1 (is not sent)\n- gender: female\n- frame: plain'],
    ['quotas', 'n: 5, quotas: { gender: { female: 0.5, male: 0.5 } }', 5, '- id: draw:1 (is not sent)'],
  ])('works without data: %s', (_, sample, of, facts) => {
    const study = studyOf(text.replace(/^human.*\n/m, '').replace('  prompt:', `  sample: { ${sample} }\n  prompt:`));
    const shown = preview(0, { study, people: null, split: null });
    expect(shown).toMatchObject({ of });
    expect(shown?.text).toContain(facts);
    expect(shown?.text).toContain('from not stated');
  });

  it('says what repeats change, and that `distribution` comes later', () => {
    const repeated = withPeople(`${text}simulation: { repeats: 3, shuffle: true, ask: distribution }\n`, people);
    expect(preview(0, repeated)?.text).toContain(
      'This is repeat 1 of 3. The others ask the same, with the answers in another order',
    );
    expect(preview(0, repeated)?.text).toContain('`ask: distribution` comes in a later version.');
    expect(preview(0)?.text).not.toMatch(/repeat|later version/);
  });

  it('is every question of an interview, with what each reply must look like', () => {
    const interview = withPeople(`${text}simulation: { ask: interview }\n`, people);
    const shown = preview(0, interview);
    const { system, turns } = interviewFor(interview.study, planOf(interview), {
      row: 0,
      respondent: shown?.respondent ?? '',
      repeat: 1,
    });
    expect(shown?.messages.map(({ content }) => content)).toEqual([system, ...turns.map(({ content }) => content)]);
    expect(shown?.schemas).toEqual(turns.map(({ schema }) => schema));
    expect(shown?.text).toContain(
      'This is an interview: each question is sent when the one before it has been answered',
    );
    expect(shown?.text).toContain(
      '## Replies\n\nServers that take `response_format` are held to this JSON Schema, one after',
    );
    expect(shown?.text.match(/^## User$/gm)).toHaveLength(2);
  });

  it('is that of each repeat', () => {
    const three = withPeople(`${text}simulation: { repeats: 3, shuffle: true }\n`, people);
    const { study } = three;
    const repeated = planOf(three);
    const respondent = repeated.respondents.ids[1] ?? '';
    for (const repeat of [1, 2, 3]) {
      const shown = promptPreview(study, repeated, 1, repeat);
      expect(shown).toMatchObject({ repeat, repeats: 3 });
      expect(shown?.messages).toEqual(questionnaireFor(study, repeated, { row: 1, respondent, repeat }).messages);
      expect(shown?.text).toContain(`This is repeat ${repeat} of 3.`);
    }
    expect([0, 4, 1.5].map((repeat) => promptPreview(study, repeated, 1, repeat))).toEqual([null, null, null]);
  });

  it('is null beyond the plan', () => {
    expect(preview(3)).toBeNull();
    expect(preview(-1)).toBeNull();
  });
});

describe('errors in what a prompt is made of', () => {
  const errorsIn = (change: (text: string) => string): readonly string[] => {
    const { value: study, diagnostics } = parseStudy(change(`${text}${judged}`));
    const errors = [...diagnostics, ...checkStudy(study, { kind: 'none' })];
    expect(errors.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    return errorsInPrompt(study, errors).map(({ code }) => code);
  };
  const judged = `
derived: { twice: spend * 2 }
coherence: { c: { when: mood == "low", then: spend >= 5 } }
regressions:
  r: { formula: spend ~ mood }
subgroups: [gender]
models: { m: { provider: openai, model: x } }
x-notes: [1]
`;
  const without = (change: string, to: string) => (whole: string) => whole.replace(change, () => to);
  test.each([
    ['a formula', without('spend ~ mood', 'spend ~ moood'), []],
    ['a rule', without('mood == "low"', 'mood == "lo"'), []],
    ['the groups', without('[gender]', '[gendr]'), []],
    ['a model', without('model: x', 'modell: x'), []],
    ['a quote that is missing in a formula', without('spend ~ mood', '"spend ~ mood'), []],
    ['a derived variable', without('spend * 2', 'spend * '), []],
    [
      'a derived variable that decides who is asked',
      (whole: string) => whole.replace('spend * 2', 'spend * ').replace('id: id }', 'id: id, where: twice > 2 }'),
      ['expression-syntax'],
    ],
    ['the persona', without('{{town}}', '{{twon}}'), ['unknown-placeholder']],
    ['an arm', without('Listen!', '"Listen, {{you}}!"'), ['unknown-placeholder']],
    ['an item', without('scale: [low, mid, high]', 'scale: [low]'), ['scale-too-short']],
    ['the pilot', without('id: id }', 'id: id, pilot: { sise: 3 } }'), ['unknown-key']],
    [
      'the data, where personas do not come from them',
      (whole: string) =>
        whole
          .replace('id: id }', 'id: id, pilot: { sise: 3 } }')
          .replace('  prompt:', '  sample: { each: 1 }\n  prompt:'),
      [],
    ],
    ['a section', without('beliefs:', 'belief-s:'), ['unknown-key']],
  ] as const)('are those in %s', (_what, change, codes) => {
    expect([...new Set(errorsIn(change))].sort()).toEqual(codes);
  });
});

describe('finding a respondent', () => {
  test.each([
    ['1', 0],
    ['3', 2],
    ['twin:kim', 1],
    ['kim', 1],
    ['7', 0], // there is no seventh, but somebody whose id it is
    ['4', null],
    ['0', null],
    ['', null],
    ['nobody', null],
  ])('%s is row %s', (wanted, row) => {
    expect(respondentRow(plan, wanted)).toBe(row);
  });

  test.each([
    ['', [1, 2, 3]],
    ['2', [2]],
    ['3', [3, 1, 2]], // two others are 35 and 36
    ['Male', [1, 2]],
    ['loud', [1, 3]],
    ['loud, 35', [1]],
    ['KIM', [2]],
    ['nowhere', []],
  ])('"%s" finds %j', (lookedFor, numbers) => {
    expect(findRespondents(one.study, plan, lookedFor, 10).map(({ number }) => number)).toEqual(numbers);
  });

  it('finds no more than are wanted', () => {
    expect(findRespondents(one.study, plan, '', 2)).toEqual([
      { respondent: 'twin:7', number: 1, persona: 'gender: female, age: 35, town: Ulm, frame: loud' },
      { respondent: 'twin:kim', number: 2, persona: 'gender: male, age: 36, town: Bonn am Rhein, frame: plain' },
    ]);
  });
});
