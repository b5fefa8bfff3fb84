import { expect, test } from 'vitest';
import { parseStudy, presentationOrder } from '#engine/study';

const study = (more: {
  readonly ask?: string;
  readonly arm?: string;
  readonly persona?: string;
  readonly order?: string;
}): string => `
study: presented
personas:
  attributes: { age: { levels: [young, old] } }
  prompt: "${more.persona ?? 'You are {{age}}.'}"
treatments:
  frame: { arms: { a: { prompt: A }, b: { prompt: "${more.arm ?? 'B'}" } } }
  price: { arms: { low: { prompt: Low }, high: { prompt: High } } }
beliefs:
  mood: { ask: Mood?, scale: [low, high] }
actions:
  buy: { ask: "${more.ask ?? 'Buy?'}", options: [Buy, Leave] }
${more.order ?? ''}
`;

test.each([
  ['treatments first, in the order of the file', {}, 'frame price mood buy'],
  ['where `order` names them', { order: 'order: [mood, price, buy]' }, 'frame mood price buy'],
  ['inside the question that inserts them, and only there', { ask: '{{frame}} Buy?' }, 'price mood (frame) buy'],
  [
    'inside and where `order` names them too',
    { ask: '{{frame}} Buy?', order: 'order: [frame, mood, buy]' },
    'price frame mood buy',
  ],
  ['inside an arm of another', { arm: 'B {{price}}' }, 'frame (price) mood buy'],
  [
    'inside an arm that is inside a question',
    { ask: '{{frame}} Buy?', arm: 'B {{price}}' },
    'mood (frame) (price) buy',
  ],
  ['from the start, inside the persona', { persona: 'You saw {{price}}.' }, '(price) frame mood buy'],
])('a treatment is met %s', (_, more, expected) => {
  const met = presentationOrder(parseStudy(study(more)).value).map((one) =>
    one.kind === 'item' ? one.item.id.value : one.inline ? `(${one.treatment.id.value})` : one.treatment.id.value,
  );
  expect(met.join(' ')).toBe(expected);
});
