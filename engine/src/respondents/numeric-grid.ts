import { binOf, type CodedVariable } from '#engine/data';
import type { Item, NumberRange } from '#engine/study';

/** The numbers that a numeric item can be answered with. */
export interface NumericGrid {
  readonly min: number;
  readonly max: number;
  /** Null where every number between is an answer. */
  readonly step: number | null;
}

/**
 * The declared range of a numeric item, with what was left open taken from the answers in `pilot`, the rows of people whom a
 * model may learn from; null when neither says it.
 */
export function numericGrid(
  declared: NumberRange,
  answers: CodedVariable | undefined,
  pilot: Int32Array,
): NumericGrid | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of pilot) {
    const value = answers?.values?.[row] ?? Number.NaN;
    if (!Number.isNaN(value)) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  }
  const min = declared.min ?? lowest;
  const max = declared.max ?? highest;
  return Number.isFinite(min) && Number.isFinite(max) && max >= min ? { min, max, step: declared.step } : null;
}

/** How many answers the grid has; null when it has no step. */
export function gridSize(grid: NumericGrid): number | null {
  return grid.step === null || grid.step <= 0 ? null : Math.floor((grid.max - grid.min) / grid.step + 1e-9) + 1;
}

/** The i-th answer of a grid with a step, from 0, free of the error that adding many small steps makes. */
export function gridValue(grid: NumericGrid, index: number): number {
  return Number((grid.min + index * (grid.step ?? 0)).toPrecision(12));
}

/** The answer nearest to `value`: rounded to the step and moved inside the range. */
export function nearestAnswer(grid: NumericGrid, value: number): number {
  const size = gridSize(grid);
  if (size === null) {
    return Math.min(grid.max, Math.max(grid.min, value));
  }
  const index = Math.round((value - grid.min) / (grid.step ?? 1));
  return gridValue(grid, Math.min(size - 1, Math.max(0, index)));
}

/** The code that a number of a numeric item has: its bin, or 0 without bins. */
export function numericCode(item: Item, value: number): number {
  return item.measure.kind === 'numeric' ? binOf(item.measure.bins, value) : 0;
}
