import type { RandomStream } from '#engine/random';

/** Draws one of the rows: each alike, or in proportion to survey weights. At least one row; weights above 0. */
export function rowPicker(rows: Int32Array, weights: Float64Array | null): (random: RandomStream) => number {
  if (weights === null) {
    return (random) => rows[random.integer(rows.length)];
  }
  let total = 0;
  const cumulated = Float64Array.from(rows, (row) => {
    total += weights[row];
    return total;
  });
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle] <= target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return rows[low];
  };
}
