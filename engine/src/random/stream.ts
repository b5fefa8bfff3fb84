import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { contentBytes } from '#engine/text';

/** A seeded source of randomness. The same seed and key give the same numbers on every machine. */
export interface RandomStream {
  /** A number strictly between 0 and 1, with 32 bits of randomness. */
  next(): number;
  /** A whole number from 0 to `count − 1`; `count` is at least 1. */
  integer(count: number): number;
}

/**
 * The stream that belongs to a seed and a key, such as `(1, 'cell', 'share/gender=Female', 'block', 3)`. Streams with
 * different keys are independent, so that work can be divided without changing what comes out.
 */
export function randomStream(seed: number, ...key: readonly (string | number)[]): RandomStream {
  const bytes = contentBytes(JSON.stringify([seed, ...key]));
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const state = [words.getInt32(0), words.getInt32(4), words.getInt32(8), words.getInt32(12) | 1];
  const generator = xoroshiro128plusFromState(state);
  const next = (): number => ((generator.next() >>> 0) + 0.5) / 4294967296;
  return { next, integer: (count) => Math.floor(next() * count) };
}

/** A copy of `values` in random order (Fisher–Yates). */
export function shuffled<T>(values: readonly T[], random: RandomStream): readonly T[] {
  const copy = [...values];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = random.integer(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
