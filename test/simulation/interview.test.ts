import { describe, expect, it, test } from 'vitest';
import { type Call, interviewAnswers, interviewFor, nextTurn, type Reply } from '#engine/simulation';
import { planOf, withPeople } from './helpers.ts';

const text = `
study: interviewed
human: { data: people.csv, id: id }
personas:
  attributes: { town: {} }
  prompt: "You live in {{town}}."
treatments:
  frame: { arms: { plain: {}, loud: { prompt: "Listen, people of {{town}}!" } } }
  late: { arms: { "off": {}, "on": { prompt: One more thing. } } }
  end: { arms: { silent: {}, thanks: { prompt: Thank you. } } }
beliefs:
  mood: { ask: How is your mood?, scale: [low, mid, high], also: [Don't know] }
actions:
  spend: { ask: How much?, number: { min: 0, max: 10, step: 0.5 } }
  share: { ask: Do you share?, options: ["Yes", "No"] }
order: [mood, late, spend, share, end]
simulation: { ask: interview, shuffle: false }
`;
const people = {
  id: ['a', 'b'],
  town: ['Ulm', 'Bonn'],
  frame: ['loud', 'plain'],
  late: ['on', 'off'],
  end: ['thanks', 'silent'],
  mood: ['low', 'mid'],
  spend: ['1', '2'],
  share: ['Yes', 'No'],
};
const one = withPeople(text, people);
const plan = planOf(one);
const callOf = (row: number): Call => ({ row, respondent: plan.respondents.ids[row] ?? '', repeat: 1 });
const interview = interviewFor(one.study, plan, callOf(0));
const reply = (said: string, more: Partial<Reply> = {}): Reply => ({
  text: said,
  isRefusal: false,
  usage: null,
  ...more,
});

describe('an interview', () => {
  it('asks one item a turn, with the prompts of the arms that stand before it, and none behind the last', () => {
    expect(interview.system).toBe('You live in Ulm.');
    expect(interview.turns.map(({ content }) => content)).toEqual([
      'Listen, people of Ulm!\n\nQuestion 1 (mood): How is your mood?\nAnswer with exactly one of:\n- low\n- mid\n- high\n- Don\'t know\n\nReply with one JSON object and nothing else; its only key is "mood", its value your answer, worded exactly as offered.',
      'One more thing.\n\nQuestion 2 (spend): How much?\nAnswer with a number from 0 to 10, in steps of 0.5.\n\nReply with one JSON object and nothing else; its only key is "spend", its value your answer, worded exactly as offered.',
      'Question 3 (share): Do you share?\nAnswer with exactly one of:\n- Yes\n- No\n\nReply with one JSON object and nothing else; its only key is "share", its value your answer, worded exactly as offered.',
    ]);
    expect(interviewFor(one.study, plan, callOf(1)).turns[0]?.content).toMatch(/^Question 1/);
  });

  it('asks for the answer to one item at each turn', () => {
    expect(interview.turns.map(({ schema }) => schema.required)).toEqual([['mood'], ['spend'], ['share']]);
    expect(interview.turns[2]?.schema.properties).toEqual({ share: { type: 'string', enum: ['Yes', 'No'] } });
  });

  it('sends all that was said before, word for word, and ends after the last item', () => {
    const [first, second, third] = interview.turns.map(({ content }) => ({ role: 'user', content }));
    const system = { role: 'system', content: 'You live in Ulm.' };
    expect(nextTurn(interview, [])?.messages).toEqual([system, first]);
    const said = [reply('{"mood": "low"} – I am tired.'), reply('  ')];
    expect(nextTurn(interview, said)?.messages).toEqual([
      system,
      first,
      { role: 'assistant', content: '{"mood": "low"} – I am tired.' },
      second,
      { role: 'assistant', content: '(no answer)' },
      third,
    ]);
    expect(nextTurn(interview, said)?.schema).toEqual(interview.turns[2]?.schema);
    expect(nextTurn(interview, [...said, reply('{}')])).toBeNull();
  });

  it('repeats no more than 2,000 characters of a reply', () => {
    expect(nextTurn(interview, [reply('x'.repeat(5000))])?.messages[2]?.content).toHaveLength(2000);
  });
});

const answered = (...replies: readonly Reply[]) => interviewAnswers(one.study, callOf(0), interview, replies);
const spend = reply('{"spend": 2}');
const share = reply('{"share": "Yes"}');

test.each([
  ['an object with the item', '{"mood": "mid"}', 'mid'],
  ['an object in a code block', '```json\n{"mood": "mid"}\n```', 'mid'],
  ['an object with the answer under another name', '{"answer": "mid"}', 'mid'],
  ['the answer itself', 'mid', 'mid'],
  ['the answer itself in other letters', ' MID\n', 'mid'],
  ['the answer itself as JSON', '"mid"', 'mid'],
  ['an answer that is counted apart', "Don't know", "Don't know"],
])('the answer is found: %s', (_, said, expected) => {
  const line = answered(reply(said), spend, share);
  expect(line.answers).toEqual({ mood: expected, spend: 2, share: 'Yes' });
  expect(line.failures).toBeUndefined();
  expect(line.reply).toBeUndefined();
});

test.each([
  ['something else', 'so-so', 'invalid'],
  ['the answer between other words', 'I would say mid.', 'invalid'],
  ['an object with two other keys', '{"answer": "mid", "why": "so"}', 'missing'],
  ['a list', '["mid"]', 'invalid'],
  ['nothing', ' ', 'missing'],
  ['an empty answer', '{"mood": ""}', 'missing'],
])('no answer is %s', (_, said, failure) => {
  const line = answered(reply(said), spend, share);
  expect(line.answers).toEqual({ spend: 2, share: 'Yes' });
  expect(line.failures).toEqual({ mood: failure });
  expect(line.reply).toBe(`mood: ${said}`);
});

describe('what is kept of an interview', () => {
  it('a refusal refuses its own item only, and the texts of replies that could not be used', () => {
    const line = answered(reply('I would rather not say.', { isRefusal: true }), reply('eleven'), share);
    expect(line.failures).toEqual({ mood: 'refused', spend: 'invalid' });
    expect(line.answers).toEqual({ share: 'Yes' });
    expect(line.reply).toBe('mood: I would rather not say.\nspend: eleven');
  });

  it('turns without a reply are errors', () => {
    expect(answered(reply('low'))).toMatchObject({
      answers: { mood: 'low' },
      failures: { spend: 'error', share: 'error' },
    });
  });

  it('the tokens of all turns', () => {
    const usage = { input_tokens: 10, output_tokens: 3 };
    expect(answered(reply('low', { usage }), spend, reply('Yes', { usage })).usage).toEqual({
      input_tokens: 20,
      output_tokens: 6,
    });
    expect(answered(reply('low'), spend, share).usage).toBeUndefined();
  });

  it('the order in which answers were offered, where it is not the usual one', () => {
    const shuffling = withPeople(text.replace('shuffle: false', 'shuffle: true'), people);
    const orders = Array.from({ length: 40 }, (_, index) => {
      const call = { row: 0, respondent: `r${index}`, repeat: 1 };
      const asked = interviewFor(shuffling.study, planOf(shuffling), call);
      const line = interviewAnswers(shuffling.study, call, asked, [reply('low'), spend, share]);
      const offered = asked.turns[2]?.offered.map(({ label }) => label.value);
      expect(line.shown?.['share'] ?? ['Yes', 'No']).toEqual(offered);
      return offered?.join();
    });
    expect(new Set(orders)).toEqual(new Set(['Yes,No', 'No,Yes']));
  });
});
