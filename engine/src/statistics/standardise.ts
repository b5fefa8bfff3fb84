import type { Matrix } from './matrix.ts';

/** How columns were standardised: (x − centre) / scale; a scale of 0 is a constant column, which counts for nothing. */
export interface Standardisation {
  readonly centres: readonly number[];
  readonly scales: readonly number[];
}

/** Columns with mean 0 and standard deviation 1 (n − 1), without the constant ones, and how to do the same to a new row. */
export function standardise(design: Matrix): { readonly design: Matrix; readonly how: Standardisation } {
  const { rows, columns } = design;
  const centres: number[] = [];
  const scales: number[] = [];
  const kept: Float64Array[] = [];
  for (let column = 0; column < columns; column += 1) {
    const values = design.data.subarray(column * rows, (column + 1) * rows);
    let sum = 0;
    for (let row = 0; row < rows; row += 1) {
      sum += values[row];
    }
    const centre = rows === 0 ? 0 : sum / rows;
    let squares = 0;
    for (let row = 0; row < rows; row += 1) {
      squares += (values[row] - centre) ** 2;
    }
    const sd = rows < 2 ? 0 : Math.sqrt(squares / (rows - 1));
    const scale = sd > 1e-12 * Math.max(1, Math.abs(centre)) ? sd : 0;
    centres.push(centre);
    scales.push(scale);
    if (scale > 0) {
      kept.push(values.map((value) => (value - centre) / scale));
    }
  }
  const data = new Float64Array(rows * kept.length);
  kept.forEach((values, column) => {
    data.set(values, column * rows);
  });
  return { design: { rows, columns: kept.length, data }, how: { centres, scales } };
}

/** Puts coefficients of the columns that were not constant at the places of all columns; constant ones get 0. */
export function withConstantColumns(how: Standardisation, coefficients: ArrayLike<number>): number[] {
  let next = 0;
  return how.scales.map((scale) => {
    if (scale === 0) {
      return 0;
    }
    next += 1;
    return coefficients[next - 1];
  });
}

/** x′β of a new row, by coefficients of the standardised columns. */
export function standardisedPredictor(
  how: Standardisation,
  coefficients: ArrayLike<number>,
  row: ArrayLike<number>,
): number {
  let eta = 0;
  for (let column = 0; column < how.scales.length; column += 1) {
    if (how.scales[column] > 0) {
      eta += (coefficients[column] * (row[column] - how.centres[column])) / how.scales[column];
    }
  }
  return eta;
}
