import { type CodedTable, type CodedVariable, type ModelFrame, modelFrame, selectRows } from '#engine/data';
import { namesInFormula } from '#engine/formula';
import { qrDecomposition } from '#engine/statistics';
import type { Regression } from '#engine/study';

/** What the data make of a regression's design. */
export type Design =
  | { readonly kind: 'frame'; readonly frame: ModelFrame; readonly lost: readonly LostColumn[] }
  | { readonly kind: 'impossible'; readonly message: string };

/** A column that gets no coefficient: nobody has it, or others before it say the same. */
export interface LostColumn {
  readonly name: string;
  /** The index in `formula.terms`. */
  readonly term: number;
  readonly isEmpty: boolean;
}

/**
 * The design of a regression on these rows, and which of its columns R leaves out (with the tolerances of `lm` and `glm`).
 * Null where the formula cannot be used for reasons that are reported as such. People who are alike in all that the
 * formula names are looked at once, which changes neither rank nor which columns are left out.
 */
export function designOf(regression: Regression, table: CodedTable, rows: Int32Array): Design | null {
  const { formula } = regression;
  const names = [...new Set(namesInFormula(formula).map(({ name }) => name))];
  const variables = new Map(
    names.flatMap((name) => {
      const variable = table.variables.get(name);
      return variable === undefined ? [] : [[name, variable] as const];
    }),
  );
  if (names.length === 0 || variables.size < names.length) {
    return null;
  }
  return designAgain(regression, [...variables.values()], rows, () =>
    computeDesign(regression, { ...table, variables, weights: null }, rows),
  );
}

/** How many designs are kept for one list of people; typing a formula makes one with every letter. */
const mostDesigns = 1000;

const designs = new WeakMap<
  Int32Array,
  Map<string, { readonly variables: readonly CodedVariable[]; readonly design: Design | null }>
>();

/** The design of this formula on the very same columns and rows, where it was computed before: edits elsewhere change none of them. */
function designAgain(
  { source, family }: Regression,
  variables: readonly CodedVariable[],
  rows: Int32Array,
  compute: () => Design | null,
): Design | null {
  const known = designs.get(rows) ?? new Map();
  designs.set(rows, known);
  const key = `${family.value} ${source.text}`;
  const last = known.get(key);
  if (last?.variables.length === variables.length && variables.every((one, index) => one === last.variables[index])) {
    return last.design;
  }
  const design = compute();
  if (known.size >= mostDesigns) {
    known.clear();
  }
  known.set(key, { variables, design });
  return design;
}

function computeDesign({ formula, family }: Regression, narrow: CodedTable, rows: Int32Array): Design | null {
  const found = modelFrame(formula, selectRows(narrow, differentRows([...narrow.variables.values()], rows)));
  if (found.kind === 'problem') {
    const { kind, message } = found.problem;
    return kind === 'one-level' || kind === 'no-rows' || kind === 'infinite' ? { kind: 'impossible', message } : null;
  }
  const { frame } = found;
  const design = { rows: frame.rows.length, columns: frame.columns.length, data: frame.matrix };
  const kept = new Set(qrDecomposition(design, family.value === 'gaussian' ? 1e-7 : 1e-11).kept);
  const lost = frame.columns.flatMap(({ name, term }, index): readonly LostColumn[] => {
    const values = frame.matrix.subarray(index * design.rows, (index + 1) * design.rows);
    return kept.has(index) || term === 0
      ? []
      : [{ name, term: term - 1, isEmpty: values.every((value) => value === 0) }];
  });
  return { kind: 'frame', frame, lost };
}

/** What rows differ in. */
type Compared = Pick<CodedVariable, 'codes' | 'values'>;

/** Combinations are told apart by a whole number, which is exact up to here. */
const mostCombinations = 2 ** 53;

/** The first of all rows that have the same values. */
function differentRows(variables: readonly Compared[], rows: Int32Array): readonly number[] {
  const keys = new Float64Array(rows.length);
  let combinations = 1;
  for (const variable of variables) {
    const numbered = numberedValues(variable, rows);
    if (combinations * numbered.count >= mostCombinations) {
      combinations = renumber(keys);
    }
    for (let index = 0; index < keys.length; index += 1) {
      keys[index] = (keys[index] ?? 0) * numbered.count + (numbered.numbers[index] ?? 0);
    }
    combinations *= numbered.count;
  }
  const seen = new Uint8Array(renumber(keys));
  const different: number[] = [];
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? 0;
    if (seen[key] === 0) {
      seen[key] = 1;
      different.push(rows[index] ?? 0);
    }
  }
  return different;
}

/** For each row a number from 0 that stands for its value, and how many numbers there are. */
function numberedValues(
  { codes, values }: Compared,
  rows: Int32Array,
): { readonly numbers: Int32Array; readonly count: number } {
  const numbers = new Int32Array(rows.length);
  const numberOf = new Map<number, number>();
  const source = values ?? codes;
  for (let index = 0; index < rows.length; index += 1) {
    const value = source[rows[index] ?? 0] ?? Number.NaN;
    let number = numberOf.get(value);
    if (number === undefined) {
      number = numberOf.size;
      numberOf.set(value, number);
    }
    numbers[index] = number;
  }
  return { numbers, count: Math.max(1, numberOf.size) };
}

/** Gives the keys that occur numbers from 0, and says how many these are. */
function renumber(keys: Float64Array): number {
  const numberOf = new Map<number, number>();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? 0;
    const number = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, number);
    keys[index] = number;
  }
  return Math.max(1, numberOf.size);
}
