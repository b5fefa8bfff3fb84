import { expect, it } from 'vitest';
import { editAtRandom } from './random-edits.ts';

// `npm run fuzz` makes 100,000.
it('after every random edit the server says what a fresh analysis of the text says', async () => {
  const { edits, differing, logged } = await editAtRandom(120, 11);
  expect(edits).toBe(120);
  expect(differing).toEqual([]);
  expect(logged).toEqual([]);
});
