import { describe, expect, it } from 'vitest';
import { contentHash, nearest } from '#engine/text';

const names = ['gender', 'age', 'show_data', 'concerned', 'share'];

describe('nearest', () => {
  it.each([
    ['gendr', 'gender'],
    ['gedner', 'gender'],
    ['Gender', 'gender'],
    ['showdata', 'show_data'],
    ['shar', 'share'],
    ['income', undefined],
    ['x', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });

  it('finds nothing among nothing', () => {
    expect(nearest('age', [])).toBeUndefined();
  });
});

describe('contentHash', () => {
  it('is SHA-256 of the text in UTF-8', () => {
    expect(contentHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(contentHash('ü')).not.toBe(contentHash('u'));
  });
});
