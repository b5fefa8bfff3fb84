/** How numbers are put into classes: by edges (below the first, from each edge up to the next, from the last on), or into equal parts of a range. */
export type NumericClasses =
  | { readonly kind: 'edges'; readonly edges: readonly number[] }
  | { readonly kind: 'equal'; readonly range: readonly [number, number]; readonly classes: number };

/**
 * The class of each value, from 0. With edges 18, 30, 45: below 18 is 0, 18 ≤ x < 30 is 1, 30 ≤ x < 45 is 2, 45 or more is
 * 3. With equal parts the upper end of the range belongs to the last part, and values outside to the nearest.
 */
export function numericClasses(values: ArrayLike<number>, how: NumericClasses): Int32Array {
  return Int32Array.from(values, (value) => {
    if (how.kind === 'edges') {
      let passed = 0;
      while (passed < how.edges.length && value >= how.edges[passed]) {
        passed += 1;
      }
      return passed;
    }
    const [low, high] = how.range;
    const part = Math.floor(((value - low) / (high - low)) * how.classes);
    return Math.min(how.classes - 1, Math.max(0, part));
  });
}
