import { logFactorial } from './log-factorial.ts';
import type { UniformSource } from './uniform-source.ts';

/**
 * One draw of Binomial(n, p), n a whole number ≥ 0. Exact: inversion for small means, else the transformed rejection
 * BTRS of Hörmann (1993), "The generation of binomial random variates", J. Stat. Comput. Simul. 46.
 */
export function drawBinomial(n: number, p: number, source: UniformSource): number {
  if (n <= 0 || p <= 0) {
    return 0;
  }
  if (p >= 1) {
    return n;
  }
  if (p > 0.5) {
    return n - drawBinomial(n, 1 - p, source);
  }
  return n * p < 10 ? drawByInversion(n, p, source) : drawByRejection(n, p, source);
}

function drawByInversion(n: number, p: number, source: UniformSource): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let u = source.next();
  let k = 0;
  while (u >= probability && k < n) {
    u -= probability;
    probability *= ((n - k) / (k + 1)) * odds;
    k += 1;
  }
  return k;
}

function drawByRejection(n: number, p: number, source: UniformSource): number {
  const q = 1 - p;
  const sd = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const inside = 0.92 - 4.2 / b;
  for (;;) {
    const u = source.next() - 0.5;
    const v = source.next();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + centre);
    if (edge >= 0.07 && v <= inside) {
      return k;
    }
    if (!(k >= 0 && k <= n)) {
      continue;
    }
    const alpha = (2.83 + 5.1 / b) * sd;
    const mode = Math.floor((n + 1) * p);
    const height = Math.log((v * alpha) / (a / (edge * edge) + b));
    const target =
      logFactorial(mode) +
      logFactorial(n - mode) -
      logFactorial(k) -
      logFactorial(n - k) +
      (k - mode) * Math.log(p / q);
    if (height <= target) {
      return k;
    }
  }
}
