import type { CountedColumn } from '#engine/study';
import { plainNumber } from './match-values.ts';
import type { DataColumn } from './table.ts';

/** Longer values are running text, which no study names. */
const longText = 200;

/**
 * A column with at most `most` of its values, in the order of the file: all where they are not more; else those that
 * are no numbers first (a few words among many numbers are what a study has to explain), the lowest and the highest
 * number, and of the others the most frequent; long texts last.
 */
export function columnDigest({ name, values, counts }: DataColumn, most: number): CountedColumn {
  if (values.length <= most) {
    return { name, values, counts };
  }
  const numbers = Float64Array.from(values, (value) => plainNumber(value));
  const outermost = new Set(outermostOf(numbers));
  const ranks = Uint8Array.from(values, (value, code) =>
    value.length > longText ? 3 : Number.isNaN(numbers[code]) ? 0 : outermost.has(code) ? 1 : 2,
  );
  const order = Uint32Array.from(values, (_, code) => code).sort(
    (a, b) => ranks[a] - ranks[b] || counts[b] - counts[a] || a - b,
  );
  const kept = order.slice(0, most).sort();
  return {
    name,
    values: Array.from(kept, (code) => values[code]),
    counts: Uint32Array.from(kept, (code) => counts[code]),
  };
}

/** The codes of the lowest and the highest number; empty without any. */
function outermostOf(numbers: Float64Array): readonly number[] {
  let low = -1;
  let high = -1;
  for (let code = 0; code < numbers.length; code += 1) {
    if (!Number.isNaN(numbers[code])) {
      low = low === -1 || numbers[code] < numbers[low] ? code : low;
      high = high === -1 || numbers[code] > numbers[high] ? code : high;
    }
  }
  return low === -1 ? [] : [low, high];
}
