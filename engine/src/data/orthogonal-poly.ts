/**
 * R's `poly(x, degree)`: orthogonal polynomials of degree 1 … `degree` over the values of `x` that are not NaN, each with
 * mean 0 and length 1, by the three-term recurrence (Kennedy and Gentle 1980, pp. 343–4). One array a degree, each as
 * long as `x`, NaN where `x` is. Null unless `x` has more than `degree` distinct values.
 */
export function orthogonalPolynomials(x: Float64Array, degree: number): readonly Float64Array[] | null {
  const known = Array.from(x.keys()).filter((row) => !Number.isNaN(x[row]));
  if (new Set(known.map((row) => x[row])).size <= degree) {
    return null;
  }
  const center = known.reduce((sum, row) => sum + x[row], 0) / known.length;
  const xs = known.map((row) => x[row] - center);
  let before = xs.map(() => 0);
  let current = xs.map(() => 1);
  let normBefore = 1;
  const columns: Float64Array[] = [];
  for (let power = 0; power <= degree; power += 1) {
    const norm = sumOf(current, (value) => value * value);
    if (power > 0) {
      const column = new Float64Array(x.length).fill(Number.NaN);
      known.forEach((row, index) => {
        column[row] = current[index] / Math.sqrt(norm);
      });
      columns.push(column);
    }
    const alpha = sumOf(current, (value, index) => xs[index] * value * value) / norm;
    const beta = power === 0 ? 0 : norm / normBefore;
    const next = current.map((value, index) => (xs[index] - alpha) * value - beta * before[index]);
    before = current;
    current = next;
    normBefore = norm;
  }
  return columns;
}

function sumOf(values: readonly number[], weigh: (value: number, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + weigh(value, index), 0);
}
