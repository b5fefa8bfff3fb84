import { describe, expect, it } from 'vitest';
import { containsOffset, decodedRange, fileRange, type MappedText, plainText, withPlaces } from '#engine/text';

// The YAML scalar "a\tb" at offset 10: five characters between quotes, decoded to three.
const escaped: MappedText = {
  text: 'a\tb',
  range: { start: 10, end: 16 },
  runs: [
    { at: 0, start: 11, end: null },
    { at: 1, start: 12, end: 14 },
    { at: 2, start: 14, end: null },
  ],
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

describe('decodedRange', () => {
  it.each([
    { name: 'the whole text', place: { start: 11, end: 15 }, range: { start: 0, end: 3 } },
    { name: 'an escape', place: { start: 12, end: 14 }, range: { start: 1, end: 2 } },
    { name: 'half an escape', place: { start: 12, end: 13 }, range: null },
    { name: 'another place', place: { start: 30, end: 40 }, range: null },
    { name: 'nothing', place: { start: 12, end: 12 }, range: null },
  ])('$name', ({ place, range }) => {
    expect(decodedRange(escaped, place)).toEqual(range);
  });
});

describe('withPlaces', () => {
  it('puts every character elsewhere', () => {
    const moved = withPlaces(escaped, (place) => place + 5, { start: 15, end: 21 });
    expect(moved).toEqual({
      text: 'a\tb',
      range: { start: 15, end: 21 },
      runs: escaped.runs.map(({ at, start, end }) => ({ at, start: start + 5, end: end === null ? null : end + 5 })),
    });
  });

  it('cuts a run where a stretch inside of it was put in', () => {
    const moved = withPlaces(plainText('abcd', 0), (place) => (place < 2 ? place : place + 3), { start: 0, end: 7 });
    expect([0, 1, 2, 3].map((at) => fileRange(moved, at, at + 1))).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 5 },
      { start: 5, end: 6 },
      { start: 6, end: 7 },
    ]);
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
