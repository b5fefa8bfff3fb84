import type { UniformSource } from '#engine/statistics';

/** A seeded stream for tests: sfc32 (Doty-Humphrey), two words a number, so that all 53 bits are used. */
export function seededSource(seed: number): UniformSource {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  function word(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }
  for (let round = 0; round < 20; round += 1) {
    word();
  }
  return { next: () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992 };
}
