/** Benjamini–Hochberg q values, in the order of the given p values (R: `p.adjust(p, "BH")`). NaN stays NaN and is not counted. */
export function benjaminiHochberg(pValues: ArrayLike<number>): number[] {
  const order = rankedIndices(pValues);
  const adjusted = new Array<number>(pValues.length).fill(Number.NaN);
  let smallest = 1;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const index = order[rank - 1];
    smallest = Math.min(smallest, (order.length / rank) * pValues[index]);
    adjusted[index] = smallest;
  }
  return adjusted;
}

/** Holm's adjusted p values, in the order of the given ones (R: `p.adjust(p, "holm")`). NaN stays NaN and is not counted. */
export function holm(pValues: ArrayLike<number>): number[] {
  const order = rankedIndices(pValues);
  const adjusted = new Array<number>(pValues.length).fill(Number.NaN);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[index]));
    adjusted[index] = largest;
  }
  return adjusted;
}

function rankedIndices(pValues: ArrayLike<number>): number[] {
  return Array.from(pValues, (_, index) => index)
    .filter((index) => !Number.isNaN(pValues[index]))
    .sort((left, right) => pValues[left] - pValues[right]);
}
