/**
 * The quantile of a sample by R's type 7 (linear between order statistics), `probability` in [0, 1].
 * NaN for an empty sample. The sample is left as it is and need not be sorted.
 */
export function quantile(sample: ArrayLike<number>, probability: number): number {
  return quantileInPlace(Float64Array.from(sample), probability);
}

/** As `quantile`, but reorders the given values. */
export function quantileInPlace(values: Float64Array, probability: number): number {
  const n = values.length;
  if (n === 0) {
    return Number.NaN;
  }
  const position = (n - 1) * probability;
  const below = Math.min(n - 1, Math.floor(position + 4 * Number.EPSILON * position));
  const fraction = Math.max(0, position - below);
  const low = selectInPlace(values, below);
  if (fraction < 1e-12 || below + 1 >= n) {
    return low;
  }
  let next = values[below + 1];
  for (let index = below + 2; index < n; index += 1) {
    if (values[index] < next) {
      next = values[index];
    }
  }
  return low + fraction * (next - low);
}

/** Puts the value of rank `rank` (0 is the smallest) at its place, smaller ones before it, larger ones behind it (Hoare's selection). */
function selectInPlace(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low], values[(low + high) >> 1], values[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) {
        i += 1;
      }
      while (values[j] > pivot) {
        j -= 1;
      }
      if (i <= j) {
        const held = values[i];
        values[i] = values[j];
        values[j] = held;
        i += 1;
        j -= 1;
      }
    }
    if (rank <= j) {
      high = j;
    } else if (rank >= i) {
      low = i;
    } else {
      break;
    }
  }
  return values[rank];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
