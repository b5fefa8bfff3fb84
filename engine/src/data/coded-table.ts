/**
 * Respondents, human or simulated, as coded columns: one entry per respondent in every column. People's data, built-in
 * respondents' draws and models' answers all take this form, so that everything behind it treats them alike.
 */
export interface CodedTable {
  readonly size: number;
  /** Respondent ids, unique. */
  readonly ids: readonly string[];
  /** Attributes, treatments and items that are known, by study id. */
  readonly variables: ReadonlyMap<string, CodedVariable>;
  /** Survey weights, one a respondent, all above 0 for people of a data file; null where all count alike. */
  readonly weights: Float64Array | null;
}

/** The code of a respondent who did not answer, or whose value is not stated. */
export const MISSING = -1;

export interface CodedVariable {
  readonly id: string;
  readonly measure: 'nominal' | 'ordinal' | 'numeric' | 'text';
  /** Levels, arms, options or points, in the order of the study; the bins of a numeric variable that has bins; else empty. */
  readonly labels: readonly string[];
  /** One score a label: what ordinal variables are worth. */
  readonly scores: readonly number[];
  /**
   * For each respondent: 0 … labels.length − 1, or `MISSING`, or −2 − i for the i-th of the item's `also` answers, or
   * −100 − i for an answer that a model failed to give (see `failureKinds`). A numeric variable without bins, and a
   * text, have 0 where there is a value.
   */
  readonly codes: Int16Array;
  /** The numbers of a numeric variable, NaN where there is none; null otherwise. */
  readonly values: Float64Array | null;
  /** The texts of a text attribute, empty where there is none; null otherwise. */
  readonly texts: readonly string[] | null;
}

/** The ways in which a model can fail to answer an item; code −100 − index. */
export const failureKinds = ['refused', 'invalid', 'missing', 'error'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** The code of the i-th `also` answer. */
export function alsoCode(index: number): number {
  return -2 - index;
}

export function failureCode(kind: FailureKind): number {
  return -100 - failureKinds.indexOf(kind);
}

/** The rows `indices` of a table, in that order. A row may be taken more than once; `ids` then repeat. */
export function selectRows(table: CodedTable, indices: ArrayLike<number>): CodedTable {
  const n = indices.length;
  const variables = new Map<string, CodedVariable>();
  for (const [id, variable] of table.variables) {
    const { values, texts } = variable;
    variables.set(id, {
      ...variable,
      codes: chosen(variable.codes, indices, new Int16Array(n)),
      values: values === null ? null : chosen(values, indices, new Float64Array(n)),
      texts: texts === null ? null : Array.from({ length: n }, (_, row) => texts[indices[row]]),
    });
  }
  return {
    size: n,
    ids: Array.from({ length: n }, (_, row) => table.ids[indices[row]]),
    variables,
    weights: table.weights === null ? null : chosen(table.weights, indices, new Float64Array(n)),
  };
}

function chosen<T extends Int16Array | Float64Array>(from: T, indices: ArrayLike<number>, into: T): T {
  for (let row = 0; row < into.length; row += 1) {
    into[row] = from[indices[row]];
  }
  return into;
}
