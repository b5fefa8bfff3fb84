import { type Matrix, zeros } from './matrix.ts';
import { cholesky, solveCholesky } from './triangular.ts';

/** An objective at a point: its value (−Infinity where it is not defined), gradient, and minus its second derivatives. */
export interface ObjectiveAt {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Matrix;
}

export interface Maximum {
  readonly point: Float64Array;
  readonly at: ObjectiveAt;
  readonly converged: boolean;
  readonly iterations: number;
}

/**
 * The maximum of a concave function by Newton's method with step-halving. Converged when the squared length of the step,
 * in units of the information, is below 1e-20, or nothing better is left to be found at the precision of the numbers.
 */
export function maximise(
  start: Float64Array,
  objective: (point: Float64Array) => ObjectiveAt,
  mostIterations = 100,
): Maximum {
  let point = start;
  let at = objective(point);
  for (let iteration = 1; iteration <= mostIterations; iteration += 1) {
    const step = newtonStep(at);
    let decrement = 0;
    for (let index = 0; index < step.length; index += 1) {
      decrement += step[index] * at.gradient[index];
    }
    if (decrement < 1e-20) {
      return { point, at, converged: true, iterations: iteration };
    }
    let factor = 1;
    let next: Float64Array | undefined;
    for (let half = 0; half < 40 && next === undefined; half += 1) {
      const candidate = point.map((value, index) => value + factor * step[index]);
      const there = objective(candidate);
      if (there.value >= at.value - 1e-13 * Math.abs(at.value)) {
        next = candidate;
        at = there;
      }
      factor /= 2;
    }
    if (next === undefined) {
      return { point, at, converged: decrement < 1e-8, iterations: iteration };
    }
    point = next;
  }
  return { point, at, converged: false, iterations: mostIterations };
}

function newtonStep(at: ObjectiveAt): Float64Array {
  const n = at.gradient.length;
  let largest = 0;
  for (let index = 0; index < n; index += 1) {
    largest = Math.max(largest, at.information.data[index * n + index]);
  }
  let damping = 0;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const factor = cholesky(damped(at.information, damping));
    if (factor !== undefined) {
      return solveCholesky(factor, at.gradient);
    }
    damping = damping === 0 ? 1e-12 * Math.max(largest, 1e-300) : damping * 10;
  }
  return new Float64Array(n); // The information is no number: there is nowhere to go.
}

function damped(information: Matrix, damping: number): Matrix {
  if (damping === 0) {
    return information;
  }
  const matrix = zeros(information.rows, information.columns);
  matrix.data.set(information.data);
  for (let index = 0; index < matrix.rows; index += 1) {
    matrix.data[index * matrix.rows + index] += damping;
  }
  return matrix;
}
