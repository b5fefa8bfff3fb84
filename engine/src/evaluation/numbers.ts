import type { Interval } from './generated/evaluation-types.ts';

/** A finite number, or null: JSON knows neither NaN nor infinity, nor −0. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

/** An interval, or null where an end is not finite. */
export function finiteInterval(low: number, high: number): Interval | null {
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}

/** The mean of the numbers that are finite; NaN without any. */
export function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => Number.isFinite(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Standard deviation (n − 1) of the numbers that are finite; NaN with fewer than two. */
export function sdOf(values: readonly number[]): number {
  const known = values.filter((value) => Number.isFinite(value));
  const mean = meanOf(known);
  return known.length > 1
    ? Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1))
    : Number.NaN;
}

/** Sum of an array. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += values[index];
  }
  return sum;
}
