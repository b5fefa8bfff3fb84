import { expect, it } from 'vitest';
import { arraySharing } from '../../engine/node/evaluation/shared-arrays.ts';

it('puts large arrays in shared memory, each once, and leaves everything else as it is', () => {
  const large = Float64Array.from({ length: 10_000 }, (_, index) => index / 3);
  const codes = Int32Array.from({ length: 30_000 }, (_, index) => -index);
  const small = Int32Array.of(1, 2, 3);
  const job = (name: string) => ({ name, none: null, list: [{ large, small }, { codes }], deep: { large } });
  const share = arraySharing();
  const [first, second] = [share(job('first')), share(job('second'))];
  expect(first).toEqual(job('first'));
  expect(first.list[0]?.large?.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(first.list[0]?.large).toBe(first.deep.large);
  expect(second.deep.large).toBe(first.deep.large);
  expect(second.list[1]?.codes).toBe(first.list[1]?.codes);
  expect(first.list[0]?.small).toBe(small);
  expect(large.buffer).toBeInstanceOf(ArrayBuffer);
});
