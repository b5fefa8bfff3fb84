import { type CodedTable, type CodedVariable, selectRows } from './coded-table.ts';

/** Respondents who are alike in some variables, taken together. */
export interface DistinctRespondents {
  /** One respondent of each kind, in the order of their first appearance, with these variables only. */
  readonly table: CodedTable;
  /** For each respondent of the whole table the row of their kind. */
  readonly rowOf: Int32Array;
}

/**
 * Puts respondents together who have the same answers in all variables named, and the same weight. Null where there are more than
 * `most` kinds, or where a variable is not known or a text.
 */
export function distinctRespondents(
  table: CodedTable,
  names: readonly string[],
  most: number,
): DistinctRespondents | null {
  const variables = new Map<string, CodedVariable>();
  const columns: Numbered[] = [];
  const add = (column: Numbered | null): boolean => column !== null && columns.push(column) > 0;
  for (const name of new Set(names)) {
    const variable = table.variables.get(name);
    const isKnown =
      variable !== undefined &&
      variable.texts === null &&
      add(numberedCodes(variable.codes)) &&
      (variable.values === null || add(numberedValues(variable.values, most)));
    if (!isKnown) {
      return null;
    }
    variables.set(name, variable);
  }
  if (table.weights !== null && !add(numberedValues(table.weights, most))) {
    return null;
  }
  let kinds: Kinds | null = { of: new Int32Array(table.size), firsts: [0] };
  for (const column of columns) {
    kinds = kinds === null ? null : joined(kinds, column, most);
  }
  return kinds === null ? null : { table: selectRows({ ...table, variables }, kinds.firsts), rowOf: kinds.of };
}

/** One number from 0 for each respondent. */
interface Numbered {
  readonly of: Int32Array;
  readonly size: number;
}

interface Kinds {
  readonly of: Int32Array;
  /** The first respondent of each kind. */
  readonly firsts: readonly number[];
}

function numberedCodes(codes: Int16Array): Numbered {
  let lowest = 0;
  let highest = 0;
  for (let row = 0; row < codes.length; row += 1) {
    lowest = Math.min(lowest, codes[row]);
    highest = Math.max(highest, codes[row]);
  }
  const of = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    of[row] = codes[row] - lowest;
  }
  return { of, size: highest - lowest + 1 };
}

function numberedValues(values: Float64Array, most: number): Numbered | null {
  const known = new Map<number, number>();
  const of = new Int32Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    let number = known.get(values[row]);
    if (number === undefined) {
      if (known.size >= most) {
        return null;
      }
      number = known.size;
      known.set(values[row], number);
    }
    of[row] = number;
  }
  return { of, size: known.size };
}

/** A table of keys does not become larger than this. */
const LARGEST_TABLE = 1 << 22;

function joined(kinds: Kinds, column: Numbered, most: number): Kinds | null {
  const keys = kinds.firsts.length * column.size;
  const numbers = keys <= LARGEST_TABLE ? tableOfNumbers(keys) : new Map<number, number>();
  const firsts: number[] = [];
  const of = new Int32Array(kinds.of.length);
  for (let row = 0; row < of.length; row += 1) {
    const key = kinds.of[row] * column.size + column.of[row];
    let number = numbers.get(key) ?? -1;
    if (number < 0) {
      if (firsts.length >= most) {
        return null;
      }
      number = firsts.length;
      numbers.set(key, number);
      firsts.push(row);
    }
    of[row] = number;
  }
  return { of, firsts };
}

function tableOfNumbers(
  size: number,
): Pick<Map<number, number>, 'get'> & { set(key: number, number: number): unknown } {
  const numbers = new Int32Array(size).fill(-1);
  return {
    get: (key) => numbers[key],
    set: (key, number) => {
      numbers[key] = number;
    },
  };
}
