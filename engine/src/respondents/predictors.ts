import { type CodedTable, type CodedVariable, MISSING, variableShape } from '#engine/data';
import type { Attribute, Item, Treatment } from '#engine/study';
import type { ItemDraw } from './input.ts';

/** One column of a design: a score, a number, or the dummy of one category. Who has no value there gets the pilot's mean. */
export interface Predictor {
  readonly variable: string;
  readonly kind: { readonly is: 'number' } | { readonly is: 'score' } | { readonly is: 'dummy'; readonly code: number };
  readonly scores: readonly number[];
  /** The mean over pilot people who have a value. */
  readonly mean: number;
}

/** The columns that a variable brings. Ordered ones one score, nominal ones a dummy for each category but the first. */
export function predictorsOf(
  variable: Attribute | Treatment | Item,
  pilot: CodedTable,
  rows: Int32Array,
): readonly Predictor[] {
  const shape = variableShape(variable);
  const column = pilot.variables.get(shape.id);
  if (column === undefined || shape.measure === 'text') {
    return [];
  }
  const kinds: Predictor['kind'][] =
    shape.measure === 'numeric'
      ? [{ is: 'number' }]
      : shape.measure === 'ordinal'
        ? [{ is: 'score' }]
        : shape.labels.slice(1).map((_, index) => ({ is: 'dummy', code: index + 1 }));
  return kinds.map((kind) => {
    const predictor = { variable: shape.id, kind, scores: shape.scores, mean: 0 };
    const found = Array.from(rows, (row) => rawValue(predictor, column, row)).filter((value) => !Number.isNaN(value));
    return { ...predictor, mean: found.reduce((sum, value) => sum + value, 0) / Math.max(1, found.length) };
  });
}

/** The value of a respondent in a column of the design; the pilot's mean where it is missing. */
export function predictorValue(
  predictor: Predictor,
  column: ItemDraw | CodedVariable | undefined,
  row: number,
): number {
  const value = column === undefined ? Number.NaN : rawValue(predictor, column, row);
  return Number.isNaN(value) ? predictor.mean : value;
}

function rawValue(predictor: Predictor, column: ItemDraw | CodedVariable, row: number): number {
  if (predictor.kind.is === 'number') {
    return column.values?.[row] ?? Number.NaN;
  }
  const code = column.codes[row];
  if (code <= MISSING) {
    return Number.NaN;
  }
  return predictor.kind.is === 'score' ? predictor.scores[code] : code === predictor.kind.code ? 1 : 0;
}
