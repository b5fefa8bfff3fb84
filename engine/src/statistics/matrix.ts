/** Numbers in columns: element (row, column) is `data[column * rows + row]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

/** A matrix from its columns, which must all have `rows` numbers. */
export function matrixFromColumns(columns: readonly ArrayLike<number>[], rows: number): Matrix {
  const matrix = zeros(rows, columns.length);
  columns.forEach((column, index) => {
    matrix.data.set(column, index * rows);
  });
  return matrix;
}

/** One column, as a view on the matrix. */
export function columnOf(matrix: Matrix, column: number): Float64Array {
  return matrix.data.subarray(column * matrix.rows, (column + 1) * matrix.rows);
}

/** The element in a row and column. */
export function element(matrix: Matrix, row: number, column: number): number {
  return matrix.data[column * matrix.rows + row];
}

/** Only these columns, in this order. */
export function selectColumns(matrix: Matrix, columns: readonly number[]): Matrix {
  return matrixFromColumns(
    columns.map((column) => columnOf(matrix, column)),
    matrix.rows,
  );
}

/** Only these rows, in this order. */
export function selectRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const selected = zeros(rows.length, matrix.columns);
  for (let column = 0; column < matrix.columns; column += 1) {
    const from = columnOf(matrix, column);
    const to = columnOf(selected, column);
    for (let row = 0; row < rows.length; row += 1) {
      to[row] = from[rows[row]];
    }
  }
  return selected;
}

/** Matrix times vector: one number a row. */
export function multiplyVector(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(matrix.rows);
  for (let column = 0; column < matrix.columns; column += 1) {
    const factor = vector[column];
    const start = column * matrix.rows;
    for (let row = 0; row < matrix.rows; row += 1) {
      result[row] += factor * matrix.data[start + row];
    }
  }
  return result;
}

/**
 * The sum of products of two equally long arrays, from a place on. Four sums run side by side: one alone would wait for
 * each addition, and gathers more rounding.
 */
export function dot(left: Float64Array, right: Float64Array, from = 0): number {
  const end = left.length;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let row = from;
  for (; row + 3 < end; row += 4) {
    first += left[row] * right[row];
    second += left[row + 1] * right[row + 1];
    third += left[row + 2] * right[row + 2];
    fourth += left[row + 3] * right[row + 3];
  }
  for (; row < end; row += 1) {
    first += left[row] * right[row];
  }
  return first + second + (third + fourth);
}

/** X′ diag(weights) X; with no weights, X′X. */
export function crossProduct(matrix: Matrix, weights?: ArrayLike<number>): Matrix {
  const { rows, columns } = matrix;
  const product = zeros(columns, columns);
  const weighted = new Float64Array(rows);
  for (let right = 0; right < columns; right += 1) {
    weighted.set(columnOf(matrix, right));
    if (weights !== undefined) {
      for (let row = 0; row < rows; row += 1) {
        weighted[row] *= weights[row];
      }
    }
    for (let left = 0; left <= right; left += 1) {
      const sum = dot(columnOf(matrix, left), weighted);
      product.data[right * columns + left] = sum;
      product.data[left * columns + right] = sum;
    }
  }
  return product;
}

/** The product of two matrices. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  const product = zeros(left.rows, right.columns);
  for (let column = 0; column < right.columns; column += 1) {
    product.data.set(multiplyVector(left, columnOf(right, column)), column * left.rows);
  }
  return product;
}

/** The matrix with rows and columns exchanged. */
export function transpose(matrix: Matrix): Matrix {
  const result = zeros(matrix.columns, matrix.rows);
  for (let column = 0; column < matrix.columns; column += 1) {
    for (let row = 0; row < matrix.rows; row += 1) {
      result.data[row * matrix.columns + column] = matrix.data[column * matrix.rows + row];
    }
  }
  return result;
}
