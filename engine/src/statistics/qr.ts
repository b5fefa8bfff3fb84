import { dot, type Matrix, zeros } from './matrix.ts';

/** X = QR of the columns that are kept. */
export interface QrDecomposition {
  readonly rank: number;
  /** The kept columns of X, ascending; the others are (nearly) sums of multiples of these. */
  readonly kept: readonly number[];
  /** Orthonormal, rows of X × rank; computed when it is first asked for, which costs as much as the decomposition. */
  readonly q: Matrix;
  /** Upper triangular, rank × rank. */
  readonly r: Matrix;
  /** Q′y, without Q. */
  projections(y: Float64Array): Float64Array;
  /** y − QQ′y, without Q: what the kept columns leave unexplained. */
  residuals(y: Float64Array): Float64Array;
}

/**
 * Householder QR with R's limited column pivoting (LINPACK's dqrdc2 as changed for R): a column whose norm, after what
 * the columns before it explain, has fallen below `tolerance` of what it was, goes to the end and is not kept. R uses
 * 1e-7 for `lm` and 1e-11 for `glm`.
 */
export function qrDecomposition(matrix: Matrix, tolerance: number): QrDecomposition {
  const { rows, columns } = matrix;
  const work = Array.from({ length: columns }, (_, column) => ({
    column,
    values: matrix.data.slice(column * rows, (column + 1) * rows),
    norm: 0,
    original: 0,
  }));
  for (const entry of work) {
    entry.norm = norm(entry.values, 0);
    entry.original = entry.norm === 0 ? 1 : entry.norm;
  }
  let usable = columns;
  const steps = Math.min(rows, columns);
  let rank = 0;
  for (let step = 0; step < steps; step += 1) {
    while (step < usable && work[step].norm < work[step].original * tolerance) {
      work.push(...work.splice(step, 1));
      usable -= 1;
    }
    if (step >= usable) {
      break;
    }
    rank = step + 1;
    const pivot = work[step].values;
    reflect(pivot, step, work);
  }
  const kept = work.slice(0, rank);
  const r = zeros(rank, rank);
  kept.forEach((entry, column) => {
    for (let row = 0; row < column; row += 1) {
      r.data[column * rank + row] = entry.values[row];
    }
    r.data[column * rank + column] = entry.norm;
  });
  let q: Matrix | undefined;
  return {
    rank,
    kept: kept.map((entry) => entry.column),
    get q() {
      q ??= orthonormalColumns(kept, rows);
      return q;
    },
    r,
    projections: (y) => reflected(kept, y).slice(0, rank),
    residuals(y) {
      const left = reflected(kept, y);
      left.fill(0, 0, rank);
      for (let step = rank - 1; step >= 0; step -= 1) {
        applyReflection(kept[step].values, step, left);
      }
      return left;
    },
  };
}

interface WorkColumn {
  readonly column: number;
  /** Above the diagonal: R; from the diagonal on: the Householder vector, once its step is done. */
  readonly values: Float64Array;
  /** What is left of the column's norm; after its step, R's diagonal element. */
  norm: number;
  readonly original: number;
}

function reflect(pivot: Float64Array, step: number, work: readonly WorkColumn[]): void {
  const rows = pivot.length;
  let length = norm(pivot, step);
  const own = work[step];
  if (length === 0 || step === rows - 1) {
    // Nothing is left below the diagonal: R's element is the number itself, and there is no reflection.
    own.norm = pivot[step];
    pivot[step] = 0;
    return;
  }
  if (pivot[step] < 0) {
    length = -length;
  }
  for (let row = step; row < rows; row += 1) {
    pivot[row] /= length;
  }
  pivot[step] += 1;
  for (let index = step + 1; index < work.length; index += 1) {
    const other = work[index];
    applyReflection(pivot, step, other.values);
    if (other.norm !== 0) {
      const left = Math.max(0, 1 - (Math.abs(other.values[step]) / other.norm) ** 2);
      if (Math.abs(left) < 1e-6) {
        other.norm = norm(other.values, step + 1);
      } else {
        other.norm *= Math.sqrt(left);
      }
    }
  }
  own.norm = -length;
}

function applyReflection(householder: Float64Array, step: number, values: Float64Array): void {
  if (householder[step] === 0) {
    return;
  }
  const factor = -dot(householder, values, step) / householder[step];
  for (let row = step; row < values.length; row += 1) {
    values[row] += factor * householder[row];
  }
}

/** y after all reflections: Q′y, then what is orthogonal to it. */
function reflected(kept: readonly WorkColumn[], y: Float64Array): Float64Array {
  const values = Float64Array.from(y);
  kept.forEach((entry, step) => {
    applyReflection(entry.values, step, values);
  });
  return values;
}

function orthonormalColumns(kept: readonly WorkColumn[], rows: number): Matrix {
  const q = zeros(rows, kept.length);
  for (let column = 0; column < kept.length; column += 1) {
    const values = q.data.subarray(column * rows, (column + 1) * rows);
    values[column] = 1;
    for (let step = column; step >= 0; step -= 1) {
      applyReflection(kept[step].values, step, values);
    }
  }
  return q;
}

function norm(values: Float64Array, from: number): number {
  return Math.sqrt(dot(values, values, from));
}
