import { describe, expect, it, test } from 'vitest';
import { type Highlight, highlightsOf } from '#engine/annotations';
import { parseStudy } from '#engine/study';
import { inEveryStyle } from '../diagnostics/fixture-files.ts';

const base = (condition: string, formula = 'trust ~ arm'): string => `study: s
personas:
  attributes:
    gender: { levels: [Female, Male] }
  prompt: You are {{gender}}, {{nobody}}.
treatments:
  arm: { arms: { hidden: {}, shown: {} } }
beliefs:
  trust: { ask: Do you?, scale: [no, quite so] }
coherence:
  c:
    when: ${condition}
    then: trust == "no"
regressions:
  r:
    formula: ${formula}
models:
  gpt: { provider: openai, model: m }
  tuned: { tune: gpt, on: pilot }
`;

function written(text: string, { kind, range, role }: Highlight): string {
  const mark = role === 'definition' ? '!' : role === 'placeholder' ? '?' : '';
  return `${text.slice(range.start, range.end)} ${kind}${mark}`;
}

const shown = (text: string): readonly string[] =>
  highlightsOf(parseStudy(text).value).map((highlight) => written(text, highlight));

describe('highlights', () => {
  it('are names and labels by what they stand for, and the words and signs between them', () => {
    expect(
      shown(
        base('not trust >= "quite so" and arm in ["hidden"]', 'log(trust + 1) ~ factor(gender, ref = "Male") * arm'),
      ),
    ).toEqual([
      'gender attribute!',
      'Female level!',
      'Male level!',
      'gender attribute?',
      'arm treatment!',
      'hidden arm!',
      'shown arm!',
      'trust item!',
      'no answer!',
      'quite so answer!',
      'c rule!',
      'not keyword',
      'trust item',
      '>= operator',
      'quite so answer',
      'and keyword',
      'arm treatment',
      'in keyword',
      'hidden arm',
      'trust item',
      '== operator',
      'no answer',
      'r regression!',
      'log function',
      'trust item',
      '+ operator',
      '1 number',
      '~ operator',
      'factor function',
      'gender attribute',
      '= operator',
      'Male level',
      '* operator',
      'arm treatment',
      'gpt model!',
      'tuned model!',
      'gpt model',
    ]);
  });

  it('know the functions of derived variables, and where a name is none of them', () => {
    const derived =
      'derived:\n  mean: reverse(trust)\n  index: { value: mean(trust, mean, log(trust)) + (arm == "shown"), at_least: 1 }\n';
    const text = base('trust == "no"').replace('coherence:', `${derived}coherence:`);
    const from = text.indexOf('derived:');
    const to = text.indexOf('coherence:');
    const found = highlightsOf(parseStudy(text).value).filter(({ range }) => range.start > from && range.end < to);
    expect(found.map((one) => written(text, one))).toEqual([
      'mean derived!',
      'reverse function',
      'trust item',
      'index derived!',
      'mean function',
      'trust item',
      'mean derived',
      'trust item',
      '+ operator',
      'arm treatment',
      '== operator',
      'shown arm',
    ]);
  });

  const condition = base('⟦not (trust >= "quite so" or arm != "shown")⟧');
  test.each(inEveryStyle(condition).map((one) => [one.style, one.text] as const))(
    'stand at the same words in a %s scalar',
    (_style, text) => {
      const from = text.indexOf('when:');
      const to = text.indexOf('then:');
      const found = highlightsOf(parseStudy(text).value).filter(({ range }) => range.start > from && range.end < to);
      // the first letter may be written as an escape
      expect(found.map((one) => written(text, one).replace('\\x6eot', 'not'))).toEqual([
        'not keyword',
        'trust item',
        '>= operator',
        'quite so answer',
        'or keyword',
        'arm treatment',
        '!= operator',
        'shown arm',
      ]);
    },
  );

  it('are in pieces where a folded text breaks a label', () => {
    const text = base('>-\n      trust == "quite\n      so"');
    expect(shown(text).filter((one) => / answer$/.test(one))).toEqual(['quite answer', 'so answer', 'no answer']);
    for (const { range } of highlightsOf(parseStudy(text).value)) {
      expect(text.slice(range.start, range.end)).not.toMatch(/[\r\n]|^\s|\s$/);
    }
  });

  it('never overlap, whatever is half-written', () => {
    const text = base('not trust >= "quite so" and arm in ["hidden"]', 'log(trust + 1) ~ factor(gender, ref = "Male")');
    for (let end = 0; end <= text.length; end += 7) {
      const found = highlightsOf(parseStudy(text.slice(0, end)).value);
      for (const [index, { range }] of found.entries()) {
        expect(range.end).toBeGreaterThan(range.start);
        expect(range.start).toBeGreaterThanOrEqual(found[index - 1]?.range.end ?? 0);
      }
    }
  });
});
