import { describe, expect, it } from 'vitest';
import { containsOffset, fileRange, type MappedText, plainText } from '#engine/text';

// The YAML scalar "a\tb" at offset 10: five characters between quotes, decoded to three.
const escaped: MappedText = {
  text: 'a\tb',
  range: { start: 10, end: 16 },
  starts: [11, 12, 14],
  ends: [12, 14, 15],
};

describe('fileRange', () => {
  it.each([
    { name: 'the whole text', mapped: escaped, from: 0, to: 3, range: { start: 11, end: 15 } },
    { name: 'an escape counts as one character', mapped: escaped, from: 1, to: 2, range: { start: 12, end: 14 } },
    { name: 'an empty slice inside', mapped: escaped, from: 2, to: 2, range: { start: 14, end: 14 } },
    { name: 'an empty slice at the end', mapped: escaped, from: 3, to: 3, range: { start: 15, end: 15 } },
    { name: 'offsets beyond the text', mapped: escaped, from: -4, to: 99, range: { start: 11, end: 15 } },
    { name: 'a plain text', mapped: plainText('age + x', 40), from: 6, to: 7, range: { start: 46, end: 47 } },
    {
      name: 'an empty text has its own range',
      mapped: { ...plainText('', 7) },
      from: 0,
      to: 0,
      range: { start: 7, end: 7 },
    },
  ])('$name', ({ mapped, from, to, range }) => {
    expect(fileRange(mapped, from, to)).toEqual(range);
  });
});

describe('containsOffset', () => {
  it.each([
    [4, false],
    [5, true],
    [8, true],
    [9, false],
  ])('offset %i in 5–8: %s', (offset, inside) => {
    expect(containsOffset({ start: 5, end: 8 }, offset)).toBe(inside);
  });
});
