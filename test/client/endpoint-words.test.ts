import { expect, test } from 'vitest';
import { consentText, isThisMachine } from '../../client/src/run/endpoint-words.ts';

const endpoint = { id: 'gpt', model: 'gpt-4.1-mini', origin: 'https://api.openai.com', keyVariable: 'OPENAI_API_KEY' };

test('a consent says where calls go, how many, what they hold and what they do not', () => {
  const text = consentText(endpoint, 12161);
  expect(text).toContain('12,161 calls to https://api.openai.com');
  expect(text).toContain('OPENAI_API_KEY');
  expect(text).toContain('Attributes of real people');
  expect(text).toContain('ids and their answers are not');
  expect(consentText(endpoint, null)).toContain('A run makes calls');
});

test.each([
  ['http://localhost:11434', true],
  ['http://127.0.0.1:8000', true],
  ['http://[::1]:8000', true],
  ['https://api.openai.com', false],
  ['http://localhost.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['http://192.168.1.2:8000', false],
  ['', false],
])('%s is this machine: %s', (origin, expected) => {
  expect(isThisMachine(origin)).toBe(expected);
});
