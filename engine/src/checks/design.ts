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

/** The first of all rows that have the same values. */
function differentRows(
  variables: readonly { readonly codes: Int16Array; readonly values: Float64Array | null }[],
  rows: Int32Array,
): readonly number[] {
  const known = new Set<string>();
  const different: number[] = [];
  for (const row of rows) {
    let key = '';
    for (const { codes, values } of variables) {
      key += `${values === null ? codes[row] : values[row]} `;
    }
    if (!known.has(key)) {
      known.add(key);
      different.push(row);
    }
  }
  return different;
}
