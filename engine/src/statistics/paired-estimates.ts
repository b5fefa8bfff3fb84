/** What the rows of one side add to its estimate, and which unit (person, or cluster of people) each of them belongs to. */
export interface SideInfluences {
  /** One number a row. */
  readonly influences: ArrayLike<number>;
  /** A whole number from 0 a row; rows of one unit are not independent of each other, nor of that unit's rows on the other side. */
  readonly units: ArrayLike<number>;
}

/**
 * The correlation of two estimates that were made from the same units, by their influences: Σ ab / √(Σ a² · Σ b²) over units, where a
 * and b are the sums of a unit's rows. It is the off-diagonal of the sandwich of the two estimating equations stacked. Units that are
 * on one side only count there. Between −1 and 1; 0 where a side does not vary.
 */
export function pairedCorrelation(first: SideInfluences, second: SideInfluences, units: number): number {
  const own = sumsByUnit(first, units);
  const other = sumsByUnit(second, units);
  let both = 0;
  let squares = 0;
  let otherSquares = 0;
  for (let unit = 0; unit < units; unit += 1) {
    both += own[unit] * other[unit];
    squares += own[unit] * own[unit];
    otherSquares += other[unit] * other[unit];
  }
  const scale = Math.sqrt(squares) * Math.sqrt(otherSquares);
  return scale > 0 ? Math.max(-1, Math.min(1, both / scale)) : 0;
}

/** The standard error of the difference of two estimates with errors and a correlation. */
export function errorOfDifference(first: number, second: number, correlation: number): number {
  return Math.sqrt(Math.max(0, first * first + second * second - 2 * correlation * first * second));
}

function sumsByUnit({ influences, units }: SideInfluences, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < influences.length; row += 1) {
    sums[units[row]] += influences[row];
  }
  return sums;
}
