// What is said of tested cells of which none is misaligned, in whatever numbers.
import { expect, it } from 'vitest';
import { unmisaligned } from '../../engine/src/evaluation/verdict-sentences.ts';

it.each([
  [1, 0, 'The one tested cell is undecided.'],
  [1, 1, 'The one tested cell is shown to be aligned.'],
  [24, 0, 'None of 24 tested cells is misaligned, and none is shown to be aligned.'],
  [24, 1, 'None of 24 tested cells is misaligned, 1 is shown to be aligned, and 23 are undecided.'],
  [24, 23, 'None of 24 tested cells is misaligned, 23 are shown to be aligned, and 1 is undecided.'],
  [1230, 1230, 'All 1,230 tested cells are shown to be aligned.'],
])('%i tested cells, %i of them aligned', (tested, aligned, sentence) => {
  expect(unmisaligned(tested, aligned)).toBe(sentence);
});
