import type { Category, Located, Variable } from '#engine/study';
import { alsoCode, type CodedVariable, MISSING } from './coded-table.ts';
import type { DataColumn } from './table.ts';
import { binOf, variableShape } from './variable-shape.ts';

/** What is wrong with a data value. */
export type ValueProblem =
  | { readonly kind: 'unmatched' | 'not-a-number' | 'out-of-range' | 'below-bins' }
  /** `first` and `second` are positions among the categories, and behind them those offered `also`. */
  | { readonly kind: 'ambiguous'; readonly first: number; readonly second: number };

/** What one distinct data value means. */
export interface ValueMeaning {
  readonly code: number;
  /** NaN unless the variable is numeric and the value is a number. */
  readonly number: number;
  readonly problem: ValueProblem | null;
}

/** What each distinct value of a column means for a variable of the study; one entry per entry of `column.values`. */
export function meanings(
  variable: Variable,
  column: Pick<DataColumn, 'values'>,
  missing: ReadonlySet<string>,
): readonly ValueMeaning[] {
  const match = matcher(variable);
  return column.values.map((value) => (isMissing(value, missing) ? absent : match(value)));
}

/** The coded column of a variable, given what its distinct data values mean. */
export function codedVariable(variable: Variable, column: DataColumn, meaning: readonly ValueMeaning[]): CodedVariable {
  const shape = variableShape(variable);
  const codes = inRows(
    column,
    Int16Array.from(meaning, ({ code }) => code),
    new Int16Array(column.codes.length),
  );
  const values =
    shape.measure === 'numeric'
      ? inRows(
          column,
          Float64Array.from(meaning, ({ number }) => number),
          new Float64Array(column.codes.length),
        )
      : null;
  const texts =
    shape.measure === 'text'
      ? Array.from(column.codes, (value) => (meaning[value].code === MISSING ? '' : column.values[value]))
      : null;
  return { ...shape, codes, values, texts };
}

/** For each row what its value is worth. */
function inRows<T extends Int16Array | Float64Array>({ codes }: DataColumn, ofValue: T, into: T): T {
  for (let row = 0; row < codes.length; row += 1) {
    into[row] = ofValue[codes[row]];
  }
  return into;
}

/** A number as plain as data files have it: digits, a sign, a decimal point, an exponent; NaN for everything else. */
export function plainNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Empty is missing, otherwise only what `human.missing` names. */
export function isMissing(value: string, missing: ReadonlySet<string>): boolean {
  return value === '' || missing.has(value);
}

const absent: ValueMeaning = { code: MISSING, number: Number.NaN, problem: null };

function matcher(variable: Variable): (value: string) => ValueMeaning {
  if (variable.kind === 'treatment') {
    return categoryMatcher(variable.arms, [], false);
  }
  const also = variable.kind === 'item' ? variable.also : [];
  switch (variable.measure.kind) {
    case 'levels':
      return categoryMatcher(variable.measure.levels, also, false);
    case 'nominal':
      return categoryMatcher(variable.measure.categories, also, false);
    case 'ordinal':
      return categoryMatcher(variable.measure.categories, also, true);
    case 'number':
    case 'numeric':
      return numberMatcher(variable.measure.number, variable.measure.bins, also);
    case 'text':
      return () => ({ code: 0, number: Number.NaN, problem: null });
  }
}

/** `values` first, then labels, then (scales) scores, then whoever takes the rest. Without categories what matches nothing is missing, silently: what is wrong there is no matter of the data. */
function categoryMatcher(
  categories: readonly Category[],
  also: readonly Category[],
  isScale: boolean,
): (value: string) => ValueMeaning {
  const all = [...categories, ...also];
  const codeOf = new Map(
    all.map((category, index) => [category, index < categories.length ? index : alsoCode(index - categories.length)]),
  );
  const steps: readonly ((category: Category, value: string) => boolean)[] = [
    (category, value) => category.values.some((known) => known.value.trim() === value),
    (category, value) => category.label.value.trim() === value,
    (category, value) => isScale && !also.includes(category) && plainNumber(value) === category.score,
    (category) => category.takesRest,
  ];
  return (value) => {
    for (const step of steps) {
      const [first, second] = all.filter((category) => step(category, value));
      if (first !== undefined && second !== undefined) {
        return { ...absent, problem: { kind: 'ambiguous', first: all.indexOf(first), second: all.indexOf(second) } };
      }
      if (first !== undefined) {
        return { code: codeOf.get(first) ?? MISSING, number: Number.NaN, problem: null };
      }
    }
    return categories.length === 0 ? absent : { ...absent, problem: { kind: 'unmatched' } };
  };
}

function numberMatcher(
  range: { readonly min: number | null; readonly max: number | null },
  bins: readonly Located<number>[],
  also: readonly Category[],
): (value: string) => ValueMeaning {
  const matchAlso = categoryMatcher([], also, false);
  const isReversed = range.min !== null && range.max !== null && range.min > range.max;
  return (value) => {
    const other = matchAlso(value);
    if (other.code !== MISSING) {
      return other;
    }
    const number = plainNumber(value);
    if (!Number.isFinite(number)) {
      return { ...absent, problem: { kind: 'not-a-number' } };
    }
    if (!isReversed && ((range.min !== null && number < range.min) || (range.max !== null && number > range.max))) {
      return { ...absent, problem: { kind: 'out-of-range' } };
    }
    const bin = binOf(bins, number);
    return bin === -1
      ? { code: MISSING, number, problem: { kind: 'below-bins' } }
      : { code: bin, number, problem: null };
  };
}
