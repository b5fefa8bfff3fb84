import { type Matrix, selectRows } from './matrix.ts';

/** A design and outcome with every distinct row once. */
export interface DistinctRows {
  readonly design: Matrix;
  readonly outcome: Float64Array;
  /** How often each distinct row occurs. */
  readonly frequencies: Float64Array;
  /** For each row handed in, its distinct row. */
  readonly distinctOf: Int32Array;
}

/**
 * Puts rows with the same predictors and outcome together, in the order of their first appearance. Survey regressions
 * have few distinct rows: fits by `frequencies`, above all bootstrapped ones, then take a small part of the time.
 */
export function distinctRows(design: Matrix, outcome: ArrayLike<number>): DistinctRows {
  const found = new Map<string, number>();
  const firstRows: number[] = [];
  const frequencies: number[] = [];
  const distinctOf = new Int32Array(design.rows);
  const values = new Array<number>(design.columns + 1);
  for (let row = 0; row < design.rows; row += 1) {
    for (let column = 0; column < design.columns; column += 1) {
      values[column] = design.data[column * design.rows + row];
    }
    values[design.columns] = outcome[row];
    const key = values.join();
    let index = found.get(key);
    if (index === undefined) {
      index = firstRows.length;
      found.set(key, index);
      firstRows.push(row);
      frequencies.push(0);
    }
    frequencies[index] += 1;
    distinctOf[row] = index;
  }
  return {
    design: selectRows(design, firstRows),
    outcome: Float64Array.from(firstRows, (row) => outcome[row]),
    frequencies: Float64Array.from(frequencies),
    distinctOf,
  };
}
