import { type Matrix, zeros } from './matrix.ts';

/** Solves R b = z for an upper triangular R. */
export function backSubstitute(r: Matrix, z: ArrayLike<number>): Float64Array {
  const n = r.columns;
  const solution = Float64Array.from({ length: n }, (_, row) => z[row]);
  for (let column = n - 1; column >= 0; column -= 1) {
    solution[column] /= r.data[column * n + column];
    for (let row = 0; row < column; row += 1) {
      solution[row] -= r.data[column * n + row] * solution[column];
    }
  }
  return solution;
}

/** The inverse of an upper triangular matrix. */
export function invertUpper(r: Matrix): Matrix {
  const inverse = zeros(r.rows, r.rows);
  const unit = new Float64Array(r.rows);
  for (let column = 0; column < r.rows; column += 1) {
    unit.fill(0);
    unit[column] = 1;
    inverse.data.set(backSubstitute(r, unit), column * r.rows);
  }
  return inverse;
}

/** The upper triangular U with U′U = a symmetric positive definite matrix; undefined where it is not positive definite. */
export function cholesky(matrix: Matrix): Matrix | undefined {
  const n = matrix.rows;
  const factor = zeros(n, n);
  const { data } = factor;
  for (let column = 0; column < n; column += 1) {
    for (let row = 0; row <= column; row += 1) {
      let sum = matrix.data[column * n + row];
      for (let k = 0; k < row; k += 1) {
        sum -= data[row * n + k] * data[column * n + k];
      }
      if (row === column) {
        if (!(sum > 0)) {
          return undefined;
        }
        data[column * n + column] = Math.sqrt(sum);
      } else {
        data[column * n + row] = sum / data[row * n + row];
      }
    }
  }
  return factor;
}

/** Solves A x = b, given the Cholesky factor U of A = U′U. */
export function solveCholesky(factor: Matrix, b: ArrayLike<number>): Float64Array {
  const n = factor.rows;
  const forward = Float64Array.from({ length: n }, (_, row) => b[row]);
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < row; k += 1) {
      forward[row] -= factor.data[row * n + k] * forward[k];
    }
    forward[row] /= factor.data[row * n + row];
  }
  return backSubstitute(factor, forward);
}

/** A⁻¹ of A = U′U: U⁻¹ U⁻ᵀ, symmetric to the last digit. */
export function inverseFromUpper(factor: Matrix): Matrix {
  const n = factor.rows;
  const inverse = invertUpper(factor);
  const product = zeros(n, n);
  for (let column = 0; column < n; column += 1) {
    for (let row = 0; row <= column; row += 1) {
      let sum = 0;
      for (let k = column; k < n; k += 1) {
        sum += inverse.data[k * n + row] * inverse.data[k * n + column];
      }
      product.data[column * n + row] = sum;
      product.data[row * n + column] = sum;
    }
  }
  return product;
}
