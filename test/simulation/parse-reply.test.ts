import { describe, expect, it, test } from 'vitest';
import { type Call, failedAnswers, questionnaireAnswers, questionnaireFor } from '#engine/simulation';
import { planOf, withPeople } from './helpers.ts';

const text = `
study: replies
human: { data: people.csv, id: id }
personas: { attributes: { town: {} } }
beliefs:
  mood: { ask: Mood?, scale: [{ label: low, text: Very low }, { label: mid, text: Mid }, { label: high, text: Very high }], also: [Don't know] }
  score: { ask: Score?, scale: ["1", "2", "3"] }
  case: { ask: Case?, options: [US, us, other] }
actions:
  spend: { ask: Spend?, number: { min: 1, max: 7, step: 0.5 }, also: [Nothing at all] }
`;
const one = withPeople(text, { id: ['a'], town: ['Ulm'], mood: ['low'], score: ['1'], case: ['US'], spend: ['1'] });
const plan = planOf(one);
const call: Call = { row: 0, respondent: 'twin:a', repeat: 1 };
const questionnaire = questionnaireFor(one.study, plan, call);
const parse = (reply: string, isRefusal = false) =>
  questionnaireAnswers(one.study, call, questionnaire, { text: reply, isRefusal, usage: null });
const whole = { mood: 'Mid', score: '2', case: 'us', spend: 3.5 };

test.each([
  ['alone', '```json\n{}\n```'],
  ['without a language', '```{}```'],
  ['between words', 'Here it is:\n```json\n{}\n```\nAnything else?'],
])('an object in a code block is found: %s', (_, form) => {
  expect(parse(form.replace('{}', JSON.stringify(whole))).failures).toBeUndefined();
});

test.each([
  ['two code blocks', '```{}``` or ```{}```'],
  ['a code block that does not end', '```json\n{}'],
  ['an object between words', 'I say {}.'],
  ['a list', '[{}]'],
  ['a text that holds an object', '"{}"'],
  ['half an object', '{"mood": "low"'],
])('%s answers nothing', (_, form) => {
  expect(Object.values(parse(form.replaceAll('{}', JSON.stringify(whole))).failures ?? {})).toEqual(
    Array(4).fill('invalid'),
  );
});

it('reads a long reply quickly, and keeps its beginning', () => {
  const line = parse(`\`\`\`${' '.repeat(300_000)}x`);
  expect(line.failures).toMatchObject({ mood: 'invalid' });
  expect(line.reply).toHaveLength(20_001);
});

describe('a reply as it should be', () => {
  it('gives labels and numbers, and keeps no text', () => {
    const line = parse(JSON.stringify(whole));
    expect(line).toMatchObject({
      respondent: 'twin:a',
      repeat: 1,
      answers: { mood: 'mid', score: '2', case: 'us', spend: 3.5 },
    });
    expect(line).not.toHaveProperty('failures');
    expect(line).not.toHaveProperty('reply');
  });

  it('keeps what was used and the order in which answers were offered, where it is not the usual one', () => {
    const line = questionnaireAnswers(one.study, call, questionnaire, {
      text: JSON.stringify(whole),
      isRefusal: false,
      usage: { input_tokens: 5, output_tokens: 2 },
    });
    expect(line.usage).toEqual({ input_tokens: 5, output_tokens: 2 });
    const usual: Record<string, string[]> = {
      mood: ['low', 'mid', 'high', "Don't know"],
      score: ['1', '2', '3'],
      case: ['US', 'us', 'other'],
    };
    for (const [id, order] of questionnaire.shown) {
      const labels = order.map((category) => category.label.value);
      expect(line.shown?.[id] ?? usual[id] ?? ['Nothing at all']).toEqual(labels);
    }
  });
});

test.each([
  ['the text that was shown', 'mood', 'Very low', 'low'],
  ['the label instead of the text', 'mood', 'high', 'high'],
  ['other case and blanks', 'mood', '  very   HIGH ', 'high'],
  ['an `also` answer', 'mood', "don't know", "Don't know"],
  ['a number where labels are numbers', 'score', 3, '3'],
  ['exactly one of two that differ only in case', 'case', 'US', 'US'],
  ['a number as text', 'spend', ' 6.5 ', 6.5],
  ['the ends of the range', 'spend', 7, 7],
  ['an `also` answer of a number', 'spend', 'Nothing at all', 'Nothing at all'],
])('understands %s', (_, item, given, expected) => {
  const line = parse(JSON.stringify({ ...whole, [item]: given }));
  expect(line.answers[item]).toBe(expected);
  expect(line.failures).toBeUndefined();
});

test.each([
  ['a label that is not offered', 'mood', 'medium', 'invalid'],
  ['an ambiguous label', 'case', 'Us', 'invalid'],
  ['a number above the range', 'spend', 7.5, 'invalid'],
  ['a number below the range', 'spend', 0.5, 'invalid'],
  ['a number between the steps', 'spend', 3.25, 'invalid'],
  ['words for a number', 'spend', 'three', 'invalid'],
  ['a list', 'mood', ['low'], 'invalid'],
  ['an object', 'mood', { answer: 'low' }, 'invalid'],
  ['null', 'mood', null, 'missing'],
  ['an empty text', 'mood', ' ', 'missing'],
  ['nothing', 'mood', undefined, 'missing'],
])('does not take %s', (_, item, given, kind) => {
  const reply = JSON.stringify({ ...whole, [item]: given });
  const line = parse(reply);
  expect(line.failures).toEqual({ [item]: kind });
  expect(line.answers).not.toHaveProperty(item);
  expect(line.reply).toBe(reply);
});

describe('a reply as a whole', () => {
  const all = (kind: string) => ({ mood: kind, score: kind, case: kind, spend: kind });

  test.each([
    ['a refusal', 'I cannot do that.', true, 'refused'],
    ['a refusal that looks like an answer', JSON.stringify(whole), true, 'refused'],
    ['no text', '', false, 'missing'],
    ['prose', 'My mood is low.', false, 'invalid'],
    ['half of an object', '{"mood": "lo', false, 'invalid'],
    ['a list', '["low"]', false, 'invalid'],
  ])('%s', (_, reply, isRefusal, kind) => {
    const line = parse(reply, isRefusal);
    expect(line.failures).toEqual(all(kind));
    expect(line.answers).toEqual({});
  });

  it('may stand in a fenced block', () => {
    expect(parse(`\`\`\`json\n${JSON.stringify(whole)}\n\`\`\``).answers['mood']).toBe('mid');
  });

  it('cannot reach the prototype of an object', () => {
    expect(parse('{"__proto__": {"mood": "low"}, "constructor": "low"}').failures).toEqual(all('missing'));
  });

  it('that never came is an error of every item', () => {
    expect(failedAnswers(one.study, call)).toMatchObject({ answers: {}, failures: all('error') });
  });
});
