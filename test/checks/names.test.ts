import { describe, expect, it } from 'vitest';
import { checkStudy } from '#engine/checks';
import { parseStudy } from '#engine/study';
import { checked, expectMarked, valid, withLine } from './fixtures.ts';

const prompt = '  prompt: You are {{age}} years old, {{gender}}, from {{state}}. \\{{this}} stays.';
const shown = '      shown: { values: [1, "true"], prompt: "You see your data, {{gender}}." }';
const ask = '    ask: I am concerned. {{arm}}';

describe('unknown-placeholder', () => {
  it.each([
    [
      'the nearest attribute',
      prompt,
      `
  prompt: You are {{aeg}} years old, {{gender}}.
    #               ^^^ unknown-placeholder: Did you mean \`age\`?`,
    ],
    [
      'no treatment in the persona prompt',
      prompt,
      `
  prompt: You are {{age}}. {{arm}}
    #                        ^^^ unknown-placeholder: treatment`,
    ],
    [
      'no item anywhere',
      ask,
      `
    ask: I am concerned, though I said {{share}}.
      #                                  ^^^^^ unknown-placeholder: item`,
    ],
    [
      'no treatment in itself',
      shown,
      `
      shown: { prompt: "You see {{arm}}." }
        #                         ^^^ unknown-placeholder: itself`,
    ],
    [
      'blanks inside, in a literal text',
      prompt,
      `
  prompt: |
    You are {{ age }}
    and {{ gendr }}.
    #      ^^^^^ unknown-placeholder: \`gender\``,
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });

  it('a circle of treatments', () => {
    expectMarked(`study: circle
treatments:
  one: { arms: { a: { prompt: "First {{two}}" }, b: {} } }
    #                                  ^^^ unknown-placeholder: without end
  two: { arms: { c: { prompt: "Then {{one}}" }, d: {} } }
    #                                 ^^^ unknown-placeholder: without end
beliefs:
  b: { ask: "{{one}} What?", scale: [x, y] }
`);
  });

  it('one treatment in another is fine', () => {
    expectMarked(`study: nested
treatments:
  one: { arms: { a: { prompt: First }, b: {} } }
  two: { arms: { c: { prompt: "Then {{one}}" }, d: {} } }
beliefs:
  b: { ask: "{{two}} What?", scale: [x, y] }
`);
  });
});

describe('names in lists', () => {
  it.each([
    [
      'subgroups',
      'subgroups: [gender, age, income, [gender, age]]',
      `
subgroups: [gendr, [gender, arm], state, concerned]
  #         ^^^^^ unknown-name: \`gendr\` is not an attribute of this study. Did you mean \`gender\`?
  #                         ^^^ unknown-name: a treatment, not an attribute
  #                               ^^^^^ no-groups: text
  #                                      ^^^^^^^^^ unknown-name: an item`,
    ],
    [
      'stratify',
      '  pilot: { size: 12, seed: 1, stratify: [arm, gender] }',
      `
  pilot: { size: 12, seed: 1, stratify: [arms, gender, state, share] }
    #                                    ^^^^ unknown-name: Did you mean \`arm\`?
    #                                                  ^^^^^ no-groups`,
    ],
    [
      'quotas',
      prompt,
      `
  sample: { n: 100, quotas: { gender: { Femal: 0.5, Male: 0.5 }, agee: { x: 1 }, age: { 18 to under 40: 0.5, 40+: 0.5 } } }
    #                                   ^^^^^ unknown-label: Did you mean "Female"?
    #                                                            ^^^^ unknown-name: \`age\`
    #                                                                                                        ^^^ unknown-label: It has "18 to under 40" and "40 or more"`,
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });

  it('a number without bins', () => {
    const text = withLine(
      'subgroups: [gender, age, income, [gender, age]]',
      `subgroups: [gender, age, income]
  #                 ^^^ no-groups: Give it \`bins\`.`,
    );
    expectMarked(text.replace(', bins: [18, 40]', ''));
  });
});

describe('order', () => {
  it.each([
    [
      'names every item',
      `
order: [arm, share, concerned]
  #     ^^^^^^^^^^^^^^^^^^^^^ incomplete-order: leaves out "risk"`,
    ],
    [
      'names them once',
      `
order: [share, concerned, risk, share]
  #                             ^^^^^ incomplete-order: twice`,
    ],
    [
      'names nothing else',
      `
order: [share, concernd, concerned, risk, gender]
  #            ^^^^^^^^ unknown-name: \`concerned\`
  #                                       ^^^^^^ unknown-name: attribute`,
    ],
    ['may leave out treatments', 'order: [share, concerned, risk]'],
  ])('%s', (_, replacement) => {
    expectMarked(withLine('order: [arm, share, concerned, risk]', replacement));
  });
});

describe('scale-too-short', () => {
  it('two answers are enough, one is not', () => {
    expectMarked(`study: short
beliefs:
  one: { ask: What?, scale: [x] }
 #^^^ scale-too-short: only one answer
  two: { ask: What?, scale: [x, y] }
actions:
  act: { ask: What?, options: [x] }
 #^^^ scale-too-short: list of options
  none: { ask: What?, options: [] }
 #^^^^ scale-too-short: no answers
  lost: { ask: What? }
 #^^^^ structure
  half: { ask: What?, options: [x, [y]] }
#                                  ^^^ structure: a label
  empty: { ask: What?, options: }
#                      ^^^^^^^ structure: is empty
`);
  });
});

describe('categories and numbers', () => {
  it.each([
    [
      'two levels with one label',
      '    gender: { levels: [Female, Male] }',
      `
    gender: { levels: [Female, Male, Female] }
      #                              ^^^^^^ duplicate-name: two levels "Female"`,
    ],
    [
      'an answer that is also offered apart',
      "    also: [Don't know]",
      `
    also: [Agree]
      #    ^^^^^ duplicate-name: two answers "Agree"`,
    ],
    [
      'two arms with one data value',
      '      hidden: { prompt: Nothing is shown to you. }',
      `
      hidden: { values: [0, "1"], prompt: Nothing is shown to you. }
      shown_too: { values: [2, "1"] }
        #                      ^^^ ambiguous-values: The data value "1" already means`,
    ],
    [
      'scores that descend',
      '    scale: [Disagree, Neutral, Agree]',
      `
    scale: { 1: Disagree, 3: Neutral, 2: Agree }
      #                               ^^^^^^^^ score-order: "Agree" has the score 2`,
    ],
    [
      'limits that are reversed',
      '    age: { number: { min: 18, max: 99 }, bins: [18, 40] }',
      `
    age: { number: { min: 99, max: 18 }, bins: [18, 40, 40] }
      #            ^^^^^^^^^^^^^^^^^^^^ wrong-range: below its
      #                                                 ^^ wrong-range: must ascend`,
    ],
    [
      'one value twice in one level',
      '    gender: { levels: [Female, Male] }',
      '    gender: { levels: { Female: [1, 1], Male: 2 } }',
    ],
    ['scores with gaps', '    scale: [Disagree, Neutral, Agree]', '    scale: { -2: Disagree, 0: Neutral, 3: Agree }'],
  ])('%s', (name, original, replacement) => {
    const text = withLine(original, replacement);
    expectMarked(
      name === 'two arms with one data value'
        ? text.replace('shown: { values: [1, "true"]', 'shown: { values: ["true"]')
        : text,
    );
  });
});

describe('tuned models', () => {
  const gpt = '  gpt: { provider: openai, model: gpt-4.1-mini }';

  it('name an endpoint; not being tuned yet is information', () => {
    expectMarked(
      withLine(
        gpt,
        `${gpt}
  tuned: { tune: gpt, on: pilot }
 #^^^^^ not-tuned: not been tuned yet
  other: { tune: gtp, on: pilot }
    #            ^^^ unknown-name: Did you mean \`gpt\`?
  again: { tune: tuned, on: pilot }
    #            ^^^^^ unknown-name: itself a tuned model`,
      ),
    );
  });

  it('that are tuned have nothing to say', () => {
    const { value } = parseStudy(withLine(gpt, `${gpt}\n  tuned: { tune: gpt, on: pilot }`));
    expect(checkStudy(value, { kind: 'none' }, { tuned: new Set(['tuned']) })).toEqual([]);
    expect(checkStudy(parseStudy(valid).value, { kind: 'none' })).toEqual([]);
  });
});

describe('wrong-address', () => {
  const gpt = '  gpt: { provider: openai, model: gpt-4.1-mini }';
  const at = (address: string): string => `  gpt: { provider: openai, model: m, base_url: ${address} }`;

  it.each([
    ['http://localhost:11434/v1'],
    ['https://api.example.com'],
    ['HTTPS://api.example.com/v1/'],
    ['https://example.com/@team/v1'],
  ])('%s can be called', (address) => {
    expectMarked(withLine(gpt, at(address)));
  });

  it.each([
    ['localhost:11434', 'is not an address'],
    ['ftp://example.com', 'is not an address'],
    ['"https://"', 'is not an address'],
    ['"https://exam ple.com"', 'is not an address'],
    ['"https:\\\\me:pw@example.com"', 'is not an address'],
    ['https://me:pw@example.com/v1', 'user name or password'],
    ['https://token@example.com', 'user name or password'],
    ['https://example.com/v1?key=abc', 'goes on behind its path'],
    ['"https://example.com/v1#abc"', 'goes on behind its path'],
  ])('%s cannot', (address, message) => {
    const [only, ...others] = checked(withLine(gpt, at(address))).filter(({ code }) => code === 'wrong-address');
    expect(others).toEqual([]);
    expect(only?.message).toContain(message);
    expect(only?.message).not.toMatch(/pw|token|abc/);
  });
});

describe('quotas', () => {
  const study = (quotas: string): string => `study: quotas
personas:
  attributes:
    age: { number: { min: 18 }, bins: [18, 40] }
    gender: { levels: [Female, Male, Other] }
  sample:
    n: 100
    quotas:
${quotas}
beliefs:
  b: { ask: What?, scale: [x, y] }
`;

  it.each([
    ['share out everybody', '      gender: { Female: 0.5, Male: 0.4, Other: 0.1 }'],
    ['may be thirds', '      gender: { Female: 0.3333333, Male: 0.3333333, Other: 0.3333334 }'],
    ['may say that nobody is drawn', '      gender: { Female: 0.5, Male: 0.5, Other: 0 }'],
    [
      'add up to 1',
      '      gender: { Female: 0.5, Male: 0.4, Other: 0.2 }\n#     ^^^^^^ quota-shares: add up to 1.1, not to 1',
    ],
    ['say both at once', '      gender: { Female: 50, Male: 50 }\n#     ^^^^^^ quota-shares: leaves out "Other"'],
    ['leave out nobody', '      gender: { Female: 0.5, Male: 0.5 }\n#     ^^^^^^ quota-shares: leave out "Other"'],
    ['name levels', '      gender: { Female: 0.5, Man: 0.5 }\n#                            ^^^ unknown-label'],
  ])('%s', (_, quotas) => {
    expectMarked(study(quotas));
  });

  it('that leave out levels are warned about only', () => {
    const found = checked(study('      gender: { Female: 0.5, Male: 0.5 }'));
    expect(found.map(({ severity }) => severity)).toEqual(['warning']);
  });
});
