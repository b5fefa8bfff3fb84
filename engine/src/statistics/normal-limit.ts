import { type Matrix, zeros } from './matrix.ts';
import type { UniformSource } from './uniform-source.ts';

/**
 * Whether a matched cell is drawn from the normal limit of its counts: more different pairs of answers than `MOST_TYPES`, among
 * at least `FEWEST_PAIRS` pairs. One binomial draw for each of thousands of pairs of answers is what it spares.
 */
export function takesNormalLimit(types: number, pairs: number): boolean {
  return types > MOST_TYPES && pairs >= FEWEST_PAIRS;
}

const MOST_TYPES = 1_000;
const FEWEST_PAIRS = 10_000;

/** Counts of answers (or shares) that are sums of many small independent parts. */
export interface NormalLimit {
  /** Overwrites the array, one number an answer, with one draw. */
  draw(into: Float64Array, source: UniformSource): void;
}

/**
 * Normal draws with a mean and covariance, answers × answers, whose rows sum to 0 (the total is fixed). It is the sums from the
 * first answer on that are drawn, by a Cholesky factor; what does not vary stays at its mean.
 */
export function normalLimit(mean: Float64Array, covariance: Matrix): NormalLimit {
  const size = Math.max(0, mean.length - 1);
  const factor = semidefiniteFactor(cumulated(covariance), size);
  const normals = new Float64Array(AT_ONCE * size);
  const sums = new Float64Array(AT_ONCE * size);
  let used = AT_ONCE;
  let last: UniformSource | null = null;
  return {
    draw(into, source) {
      if (used === AT_ONCE || source !== last) {
        drawNormals(normals, source);
        multiplyFour(factor, normals, sums);
        used = 0;
        last = source;
      }
      let before = 0;
      for (let row = 0; row < size; row += 1) {
        const upTo = sums[AT_ONCE * row + used];
        into[row] = mean[row] + upTo - before;
        before = upTo;
      }
      into[size] = mean[size] - before;
      used += 1;
    },
  };
}

/** Draws are made four at a time, which reads the factor once for four; another source begins anew. */
const AT_ONCE = 4;

/** The factor times four vectors that lie in each other: element k of vector d is at 4 k + d. */
function multiplyFour(factor: Float64Array, vectors: Float64Array, into: Float64Array): void {
  let at = 0;
  for (let row = 0; row < into.length; row += AT_ONCE) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let k = 0; k <= row; k += AT_ONCE) {
      const value = factor[at];
      first += value * vectors[k];
      second += value * vectors[k + 1];
      third += value * vectors[k + 2];
      fourth += value * vectors[k + 3];
      at += 1;
    }
    into[row] = first;
    into[row + 1] = second;
    into[row + 2] = third;
    into[row + 3] = fourth;
  }
}

/** Adds `factor` times the outer product of a vector that is not 0 at the given answers only. */
export function addOuterProduct(
  covariance: Matrix,
  answers: readonly number[],
  values: readonly number[],
  factor: number,
): void {
  const { rows, data } = covariance;
  for (let right = 0; right < answers.length; right += 1) {
    for (let left = 0; left < answers.length; left += 1) {
      data[answers[right] * rows + answers[left]] += factor * values[right] * values[left];
    }
  }
}

/** The covariance of the sums from the first answer on. */
function cumulated({ rows, columns, data }: Matrix): Matrix {
  const sums = zeros(rows, columns);
  for (let column = 0; column < columns; column += 1) {
    let down = 0;
    for (let row = 0; row < rows; row += 1) {
      down += data[column * rows + row];
      sums.data[column * rows + row] = down + (column === 0 ? 0 : sums.data[(column - 1) * rows + row]);
    }
  }
  return sums;
}

/** The lower Cholesky factor of the leading rows and columns, row after row; columns of what does not vary are 0. */
function semidefiniteFactor({ rows, data }: Matrix, size: number): Float64Array {
  const factor = new Float64Array((size * (size + 1)) / 2);
  const start = (row: number): number => (row * (row + 1)) / 2;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let left = data[column * rows + row];
      for (let k = 0; k < column; k += 1) {
        left -= factor[start(row) + k] * factor[start(column) + k];
      }
      if (column === row) {
        factor[start(row) + row] = left > 1e-12 * data[row * rows + row] ? Math.sqrt(left) : 0;
      } else {
        const pivot = factor[start(column) + column];
        factor[start(row) + column] = pivot === 0 ? 0 : left / pivot;
      }
    }
  }
  return factor;
}

/** Standard normal draws by the polar method: Marsaglia and Bray (1964), "A convenient method for generating normal variables". */
function drawNormals(into: Float64Array, source: UniformSource): void {
  for (let index = 0; index < into.length; index += 2) {
    let u = 0;
    let v = 0;
    let square = 0;
    do {
      u = 2 * source.next() - 1;
      v = 2 * source.next() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    into[index] = u * scale;
    if (index + 1 < into.length) {
      into[index + 1] = v * scale;
    }
  }
}
