import { describe, expect, it } from 'vitest';
import { questionnaireFor } from '#engine/simulation';
import { planOf, withPeople } from './helpers.ts';

const text = `
study: talking
human: { data: people.csv, id: id }
personas:
  attributes:
    age: { levels: [{ label: young, text: 18 to 39 years }, old] }
    income: { number: { min: 0 } }
    town: {}
  prompt: |
    You are {{age}}, earn {{income}} and live in {{town}}. Braces: \\{{age}}.
treatments:
  frame:
    arms: { plain: { prompt: Nothing special. }, loud: { prompt: "Listen, people of {{town}}!" } }
  late:
    arms: { "off": {}, "on": { prompt: One more thing. } }
beliefs:
  mood: { ask: How is your mood?, scale: [low, mid, high] }
  colour: { ask: "Which colour, {{age}}?", options: [red, green, blue], also: [No idea] }
actions:
  spend: { ask: How much?, number: { min: 0, max: 10, step: 0.5, unit: euros } }
order: [mood, late, colour, spend]
simulation: { shuffle: false }
`;

const people = {
  id: ['a', 'b'],
  age: ['young', ''],
  income: ['1500', ''],
  town: ['Ulm', ''],
  frame: ['loud', 'plain'],
  late: ['on', 'off'],
  mood: ['low', 'mid'],
  colour: ['red', 'green'],
  spend: ['1', '2'],
};
const one = withPeople(text, people);
const plan = planOf(one);
const call = (row: number) => ({ row, respondent: plan.respondents.ids[row] ?? '', repeat: 1 });
const talk = (row: number, from = one) => questionnaireFor(from.study, planOf(from), call(row));

describe('what a respondent reads', () => {
  it('fills the persona prompt in as the system text', () => {
    const [system] = talk(0).messages;
    expect(system).toEqual({
      role: 'system',
      content: 'You are 18 to 39 years, earn 1500 and live in Ulm. Braces: {{age}}.',
    });
  });

  it('says "not stated" for what is missing', () => {
    expect(talk(1).messages[0]?.content).toContain('You are not stated, earn not stated and live in not stated.');
  });

  it('shows arms at their places, items in order, every answer as it is worded', () => {
    expect(talk(0).messages[1]?.content.split('\n\n')).toEqual([
      'Listen, people of Ulm!',
      'Question 1 (mood): How is your mood?\nAnswer with exactly one of:\n- low\n- mid\n- high',
      'One more thing.',
      'Question 2 (colour): Which colour, 18 to 39 years?\nAnswer with exactly one of:\n- red\n- green\n- blue\n- No idea',
      'Question 3 (spend): How much?\nAnswer with a number from 0 to 10, in steps of 0.5 (euros).',
      expect.stringContaining('Reply with one JSON object and nothing else; its keys are "mood", "colour", "spend"'),
    ]);
  });

  it('shows nothing for an arm without a prompt', () => {
    expect(talk(1).messages[1]?.content).not.toContain('One more thing.');
  });

  it('shows a treatment inside an `ask` there and nowhere else', () => {
    const inline = withPeople(text.replace('How much?', '"{{frame}} How much?"'), people);
    const content = talk(0, inline).messages[1]?.content ?? '';
    expect(content.match(/Listen/g)).toHaveLength(1);
    expect(content).toContain('Question 3 (spend): Listen, people of Ulm! How much?');
  });

  it('tells what it knows when the study has no persona prompt', () => {
    const bare = withPeople(text.replace(/ {2}prompt: \|\n {4}You.*\n/, ''), people);
    expect(talk(0, bare).messages[0]?.content).toBe(
      'You are taking part in a survey. Answer as the person described here would.\nage: 18 to 39 years\nincome: 1500\ntown: Ulm',
    );
  });

  it('holds no id and no answer of a person', () => {
    const ids = withPeople(text, { ...people, id: ['SECRET-1', 'SECRET-2'] });
    expect(JSON.stringify(talk(0, ids).messages)).not.toContain('SECRET');
  });

  it('asks for exactly these answers in exactly this order', () => {
    expect(talk(0).schema).toEqual({
      type: 'object',
      properties: {
        mood: { type: 'string', enum: ['low', 'mid', 'high'] },
        colour: { type: 'string', enum: ['red', 'green', 'blue', 'No idea'] },
        spend: { type: 'number' },
      },
      required: ['mood', 'colour', 'spend'],
      additionalProperties: false,
    });
  });
});

describe('the order of answers', () => {
  const many = 300;
  const shuffling = withPeople(text.replace('shuffle: false', 'shuffle: true'), {
    ...Object.fromEntries(
      Object.entries(people).map(([id, [value]]) => [id, Array.from({ length: many }, () => value ?? '')]),
    ),
    id: Array.from({ length: many }, (_, i) => `p${i}`),
  });
  const shown = (id: string): readonly string[] =>
    Array.from({ length: many }, (_, row) =>
      (
        questionnaireFor(shuffling.study, planOf(shuffling), { row, respondent: `r${row}`, repeat: 1 }).shown.get(id) ??
        []
      )
        .map((category) => category.label.value)
        .join(),
    );

  it('keeps or reverses scales, about equally often, and never shuffles them', () => {
    const orders = shown('mood');
    expect(new Set(orders)).toEqual(new Set(['low,mid,high', 'high,mid,low']));
    expect(orders.filter((order) => order.startsWith('low')).length / many).toBeCloseTo(0.5, 1);
  });

  it('shuffles options in every way, with `also` answers last', () => {
    const orders = shown('colour');
    expect(new Set(orders).size).toBe(6);
    expect(orders.every((order) => order.endsWith('No idea'))).toBe(true);
  });

  it('depends on the respondent, the repeat and the seed alone', () => {
    expect(shown('colour')).toEqual(shown('colour'));
    const again = questionnaireFor(shuffling.study, planOf(shuffling), { row: 5, respondent: 'r5', repeat: 2 });
    const seeds = [1, 2, 3, 4].map(
      (repeat) =>
        questionnaireFor(shuffling.study, planOf(shuffling), { row: 5, respondent: 'r5', repeat }).messages[1]?.content,
    );
    expect(new Set(seeds).size).toBeGreaterThan(1);
    expect(again.messages[1]?.content).toBe(seeds[1]);
  });
});
