/** The orthogonal polynomials over some numbers, by the coefficients of their three-term recurrence. */
export interface PolynomialBasis {
  readonly center: number;
  /** For each degree from 0: the recurrence's α, and the squared length of the polynomial over the numbers. */
  readonly alpha: readonly number[];
  readonly norm: readonly number[];
}

/**
 * The basis of R's `poly(x, degree)` over the values of `x` that are not NaN (Kennedy and Gentle 1980, pp. 343–4). Null
 * unless `x` has more than `degree` distinct values.
 */
export function polynomialBasis(x: Float64Array, degree: number): PolynomialBasis | null {
  const known = x.filter((value) => !Number.isNaN(value));
  if (new Set(known).size <= degree) {
    return null;
  }
  const center = sumOf(known, (value) => value) / known.length;
  const xs = known.map((value) => value - center);
  let before: Float64Array = xs.map(() => 0);
  let current: Float64Array = xs.map(() => 1);
  const alpha: number[] = [];
  const norm: number[] = [];
  for (let power = 0; power <= degree; power += 1) {
    const length = sumOf(current, (value) => value * value);
    norm.push(length);
    alpha.push(sumOf(current, (value, index) => xs[index] * value * value) / length);
    const next = nextPower(xs, current, before, { center, alpha, norm }, power);
    before = current;
    current = next;
  }
  return { center, alpha, norm };
}

/**
 * The polynomials of degree 1 … of a basis at `x`: where `x` is what the basis was made from, each has mean 0 and length
 * 1, as R's `poly`; else they are R's `predict(poly(…), x)`. One array a degree, NaN where `x` is.
 */
export function polynomialsAt(x: Float64Array, basis: PolynomialBasis): readonly Float64Array[] {
  const xs = x.map((value) => value - basis.center);
  let before: Float64Array = xs.map(() => 0);
  let current: Float64Array = xs.map(() => 1);
  return basis.norm.slice(1).map((length, index) => {
    const next = nextPower(xs, current, before, basis, index);
    before = current;
    current = next;
    return next.map((value) => value / Math.sqrt(length));
  });
}

function nextPower(
  xs: Float64Array,
  current: Float64Array,
  before: Float64Array,
  { alpha, norm }: PolynomialBasis,
  power: number,
): Float64Array {
  const beta = power === 0 ? 0 : norm[power] / norm[power - 1];
  return current.map((value, index) => (xs[index] - alpha[power]) * value - beta * before[index]);
}

function sumOf(values: Float64Array, weigh: (value: number, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + weigh(value, index), 0);
}
