import gammaln from '@stdlib/math-base-special-gammaln';

const LARGEST_IN_TABLE = 1 << 21;
let table = buildTable(1 << 12);

/** ln n! of a whole number n ≥ 0: from a growing table of sums up to 2 million, from ln Γ beyond. */
export function logFactorial(n: number): number {
  return n < table.length ? table[n] : logFactorialBeyondTable(n);
}

/** ln of the number of ways to choose k of n; −Infinity where there are none (k < 0 or k > n). */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) {
    return Number.NEGATIVE_INFINITY;
  }
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function logFactorialBeyondTable(n: number): number {
  if (n >= LARGEST_IN_TABLE) {
    return gammaln(n + 1);
  }
  let length = table.length;
  while (length <= n) {
    length *= 2;
  }
  table = buildTable(length);
  return table[n];
}

function buildTable(length: number): Float64Array {
  const values = new Float64Array(length);
  let lost = 0;
  for (let n = 2; n < length; n += 1) {
    const term = Math.log(n) - lost;
    const sum = values[n - 1] + term;
    lost = sum - values[n - 1] - term;
    values[n] = sum;
  }
  return values;
}
