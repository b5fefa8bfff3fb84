import { describe, expect, it } from 'vitest';
import { checked, expectMarked, valid, withLine } from './fixtures.ts';

const when = '    when: concerned >= "Neutral" and not (risk < 10 or income == "low")';
const then = '    then: share == "Decline" or share in ["Decline"]';
const formula = '    formula: share == "Share" ~ arm * concerned + log(age) + factor(income, ref = "middle") + gender';
const line = '  line: { formula: log(risk + 1) ~ I(age^2) + concerned, family: gaussian, errors: HC2 }';
const ordered = "  ordered: { formula: 'concerned ~ arm + poly(age, 2)', family: ordinal, errors: HC0 }";
const counts = '  counts: { formula: risk ~ arm + scale(income), family: poisson }';

it('a valid study has nothing to say', () => {
  expectMarked(valid);
});

describe('unknown-variable', () => {
  it.each([
    [
      'in a formula, the name alone',
      formula,
      `
    formula: share == "Share" ~ arm * concernd + log(agee)
      #                               ^^^^^^^^ unknown-variable: Did you mean \`concerned\`?
      #                                              ^^^^ unknown-variable: Did you mean \`age\`?`,
    ],
    [
      'on the left side',
      formula,
      `
    formula: shares == "Share" ~ arm
      #      ^^^^^^ unknown-variable: \`shares\` is not a variable of this study. Did you mean \`share\`?`,
    ],
    [
      'in both sides of a rule',
      when,
      `
    when: worried > 3 and concerned >= "Neutral"
      #   ^^^^^^^ unknown-variable: \`worried\` is not a variable of this study.`,
    ],
    [
      'a label without quotes',
      then,
      `
    then: share == Decline
      #            ^^^^^^^ unknown-variable: in quotes`,
    ],
    [
      'behind a quoted YAML text',
      when,
      `
    when: "concernd >= \\"Neutral\\""
      #    ^^^^^^^^ unknown-variable`,
    ],
    [
      'in a folded text',
      when,
      `
    when: >-
      concerned >= "Neutral"
      and incom == "low"
      #   ^^^^^ unknown-variable: \`income\``,
    ],
    [
      'in where',
      '  id: id',
      `
  id: id
  where: gendr == "Female"
    #    ^^^^^ unknown-variable: \`gender\``,
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });

  it('a column of the data is called by its id', () => {
    const text = withLine(
      '    gender: { levels: [Female, Male] }'.trim(),
      '    gender: { column: Q-sex, levels: [Female, Male] }',
    ).replace('log(age) +', '`Q-sex` +');
    expect(checked(text).some(({ code }) => code === 'unknown-variable' || code === 'expression-syntax')).toBe(true);
  });

  it('has the fix in its data', () => {
    const found = checked(withLine(then, '    then: share == Decline and shar == "Share"'));
    expect(found.map(({ data }) => data.replacement)).toEqual(['"Decline"', 'share']);
  });
});

describe('unknown-label, unknown-arm', () => {
  it.each([
    [
      'the nearest answer',
      when,
      `
    when: concerned >= "Netral"
      #                ^^^^^^^^ unknown-label: \`concerned\` has no answer "Netral". Did you mean "Neutral"?`,
    ],
    [
      'all answers',
      when,
      `
    when: concerned == "Perhaps"
      #                ^^^^^^^^^ unknown-label: It has "Disagree", "Neutral" and "Agree".`,
    ],
    [
      'a level, in a list',
      when,
      `
    when: income in ["low", "hihg"]
      #                     ^^^^^^ unknown-label: Did you mean "high"?`,
    ],
    [
      'an answer that is offered apart',
      when,
      `
    when: concerned == "Don't know"
      #                ^^^^^^^^^^^^ unknown-label: apart`,
    ],
    [
      'a score that no answer has',
      when,
      `
    when: concerned == 4 or concerned > 3.5
      #                ^ unknown-label`,
    ],
    [
      'an arm, by its data value',
      then,
      `
    then: arm == "true"
      #          ^^^^^^ unknown-arm: \`arm\` has no arm "true". Did you mean "shown"?`,
    ],
    [
      'a reference level',
      formula,
      `
    formula: share == "Share" ~ factor(income, ref = "midle")
      #                                              ^^^^^^^ unknown-label: "middle"`,
    ],
    [
      'the left side of a formula',
      formula,
      `
    formula: share == "share" ~ arm
      #               ^^^^^^^ unknown-label: Did you mean "Share"?`,
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });
});

describe('wrong-comparison', () => {
  it.each([
    [
      'an order among options',
      then,
      `
    then: share >= "Decline"
      #   ^^^^^ wrong-comparison: \`share\` has no order`,
    ],
    [
      'an order among levels',
      when,
      `
    when: gender < "Male"
      #   ^^^^^^ wrong-comparison: \`ordered: true\``,
    ],
    [
      'an order among arms',
      when,
      `
    when: '"shown" > arm'
      #              ^^^ wrong-comparison`,
    ],
    [
      'an order among texts',
      when,
      `
    when: state > "Ohio"
      #   ^^^^^ wrong-comparison`,
    ],
    [
      'a number with a text',
      when,
      `
    when: age > "30"
      #         ^^^^ wrong-comparison: without quotes`,
    ],
    [
      'different kinds',
      when,
      `
    when: share == concerned
      #            ^^^^^^^^^ wrong-comparison: cannot be compared`,
    ],
    ['two ordered ones are fine', when, '    when: concerned > income or risk == age'],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });
});

describe('what can stand in a formula', () => {
  it.each([
    [
      'no text',
      line,
      `
  line: { formula: risk ~ state + age }
    #                     ^^^^^ text-in-formula`,
    ],
    [
      'no arithmetic with labels',
      line,
      `
  line: { formula: 'risk ~ log(gender) + I(age + 2) + poly(share, 2)' }
    #                          ^^^^^^ nominal-arithmetic: \`log(…)\`
    #                                                      ^^^^^ nominal-arithmetic: \`poly(…)\``,
    ],
    [
      'factors of labels and of numbers',
      line,
      '  line: { formula: risk ~ factor(gender) + factor(age) + factor(arm) }',
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });
});

describe('formula-family', () => {
  it.each([
    [
      'a nominal left side',
      counts,
      `
  counts: { formula: share ~ arm, family: gaussian }
    #                ^^^^^ formula-family: such as \`share == "Share"\``,
    ],
    [
      'a scale under binomial',
      counts,
      `
  counts: { formula: concerned ~ arm, family: binomial }
    #                ^^^^^^^^^ formula-family: such as \`concerned >= "Neutral"\``,
    ],
    [
      'a number under binomial',
      counts,
      `
  counts: { formula: risk ~ arm, family: binomial }
    #                ^^^^ formula-family: yes or no`,
    ],
    [
      'a number under ordinal',
      ordered,
      `
  ordered: { formula: risk ~ arm, family: ordinal }
    #                 ^^^^ formula-family: three answers or more`,
    ],
    [
      'a comparison under ordinal',
      ordered,
      `
  ordered: { formula: concerned >= "Agree" ~ arm, family: ordinal }
    #                 ^^^^^^^^^^^^^^^^^^^^ formula-family`,
    ],
    [
      'errors that ordinal does not have',
      ordered,
      `
  ordered: { formula: concerned ~ arm, family: ordinal, errors: HC3 }
    #                                                           ^^^ formula-family: HC3`,
    ],
    [
      'a calculation under poisson',
      counts,
      `
  counts: { formula: log(risk) ~ arm, family: poisson }
    #                ^^^^^^^^^ formula-family`,
    ],
  ])('%s', (_, original, replacement) => {
    expectMarked(withLine(original, replacement));
  });

  it('halves under poisson', () => {
    const marked = `${counts}\n    #                ^^^^ formula-family: whole numbers`;
    expectMarked(withLine(counts, marked).replace('step: 1', 'step: 0.5'));
  });

  it('has the comparison as its fix', () => {
    const found = checked(withLine(counts, '  counts: { formula: share ~ arm }'));
    expect(found.map(({ data }) => data.replacement)).toEqual(['share == "Share"']);
  });
});
