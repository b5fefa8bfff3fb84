import { describe, expect, it } from 'vitest';
import { columnDigest } from '#engine/data';
import { tableOf } from './helpers.ts';

const long = 'x'.repeat(201);

describe('the digest of a column', () => {
  it.each([
    ['all values, where they are not more', 5, ['b', 'a', 'b', '3'], ['b', 'a', '3'], [2, 1, 1]],
    ['the most frequent, in the order of the file', 2, ['a', 'b', 'c', 'c', 'b'], ['b', 'c'], [2, 2]],
    ['words among numbers first', 2, ['1', '1', '2', '2', 'n/a', ''], ['n/a', ''], [1, 1]],
    ['the lowest and the highest number', 3, ['5', '5', '9', '6', '6', '6', '-2'], ['9', '6', '-2'], [1, 3, 1]],
    ['long texts last', 1, [long, long, '7'], ['7'], [1]],
  ] as const)('has %s', (_what, most, cells, values, counts) => {
    const [column] = tableOf({ it: cells }).columns;
    const digest = column && columnDigest(column, most);
    expect(digest).toMatchObject({ name: 'it', values });
    expect(Array.from(digest?.counts ?? [])).toEqual(counts);
  });
});
