import { type Derivation, namesInDerivation } from '#engine/formula';
import { type Derived, rangeOfVariable, type Study, type Variable, variablesOf } from '#engine/study';
import { type CodedTable, type CodedVariable, MISSING } from './coded-table.ts';
import { evaluateCondition } from './condition.ts';
import { variableShape } from './variable-shape.ts';

/**
 * The table with the study's derived variables, computed row by row in the order of the file; those that it has already
 * are computed anew. A value is missing where a part is (an answer among `also` is none), but for functions that need
 * only `at_least` of their parts, and where there is no number, as after a division by 0. A variable of which a name is
 * unknown, has no order, or comes later is missing for everybody.
 */
export function withDerived(study: Study, table: CodedTable): CodedTable {
  return derivedAgain(study, table, new Map()).table;
}

/** A derived variable as it was computed, and everything that it was computed from. */
export interface ComputedColumn {
  readonly from: readonly unknown[];
  readonly coded: CodedVariable;
}

/**
 * The same, where columns were computed `before`: one that is computed from the very same columns by the same expression is
 * the very same again. Gives what was computed or taken over, by id.
 */
export function derivedAgain(
  study: Study,
  table: CodedTable,
  before: ReadonlyMap<string, ComputedColumn>,
): { readonly table: CodedTable; readonly computed: ReadonlyMap<string, ComputedColumn> } {
  const computed = new Map<string, ComputedColumn>();
  if (study.derived.length === 0) {
    return { table, computed };
  }
  const variables = new Map(table.variables);
  for (const { id } of study.derived) {
    variables.delete(id.value);
  }
  const known = new Map(variablesOf(study).map((variable) => [variable.id.value, variable]));
  const growing: CodedTable = { ...table, variables };
  for (const derived of study.derived) {
    const id = derived.id.value;
    const from = sourcesOf(derived, growing, known);
    const last = before.get(id);
    const isSame = last?.from.length === from.length && from.every((one, index) => one === last.from[index]);
    const coded = isSame ? last.coded : derivedVariable(derived, growing, known);
    computed.set(id, { from, coded });
    variables.set(id, coded);
  }
  return { table: growing, computed };
}

/** The expression, how it is read, and the columns and ranges of what it names. */
function sourcesOf(
  derived: Derived,
  { variables }: CodedTable,
  known: ReadonlyMap<string, Variable>,
): readonly unknown[] {
  const names = derived.value === null ? [] : namesInDerivation(derived.value).map(({ name }) => name);
  const ranges = names.map((name) => {
    const variable = known.get(name);
    return variable === undefined ? null : rangeOfVariable(variable);
  });
  const key = JSON.stringify([derived.source.text, derived.atLeast?.value, variableShape(derived), ranges]);
  return [key, ...names.map((name) => variables.get(name))];
}

interface Parts {
  readonly table: CodedTable;
  readonly known: ReadonlyMap<string, Variable>;
  readonly atLeast: number | null;
}

function derivedVariable(derived: Derived, table: CodedTable, known: ReadonlyMap<string, Variable>): CodedVariable {
  const parts: Parts = { table, known, atLeast: derived.atLeast?.value ?? null };
  const numbers = derived.value === null ? nothing(table.size) : numbersOf(derived.value, parts);
  const values = numbers.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const codes = Int16Array.from(values, (value) => (Number.isNaN(value) ? MISSING : 0));
  return { ...variableShape(derived), codes, values, texts: null };
}

function numbersOf(derivation: Derivation, parts: Parts): Float64Array {
  switch (derivation.kind) {
    case 'number':
      return new Float64Array(parts.table.size).fill(derivation.value);
    case 'name':
      return scoresOf(derivation.name, parts.table);
    case 'condition': {
      const truth = evaluateCondition(derivation.condition, parts.table);
      return Float64Array.from(truth, (value) => (value < 0 ? Number.NaN : value));
    }
    case 'unary': {
      const operand = numbersOf(derivation.operand, parts);
      return derivation.operator === '-' ? operand.map((value) => -value) : operand;
    }
    case 'binary': {
      // The left side first: of a long sum it is everything before the last term, and nothing is held on the way down.
      const left = numbersOf(derivation.left, parts);
      const right = numbersOf(derivation.right, parts);
      const operate = arithmetic[derivation.operator];
      return left.map((value, row) => operate(value, right[row]));
    }
    case 'call':
      return derivation.name === 'reverse' ? reversed(derivation.arguments[0], parts) : called(derivation, parts);
  }
}

/** Numbers of a numeric variable, scores of an ordinal one; NaN for everybody where it has neither. */
function scoresOf(name: string, table: CodedTable): Float64Array {
  const variable = table.variables.get(name);
  if (variable === undefined || variable.measure === 'nominal' || variable.measure === 'text') {
    return nothing(table.size);
  }
  const { values, codes, scores } = variable;
  if (values !== null) {
    return values;
  }
  const numbers = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    numbers[row] = codes[row] < 0 ? Number.NaN : scores[codes[row]];
  }
  return numbers;
}

/** Lowest plus highest possible number, minus the number. */
function reversed(argument: Derivation | undefined, { table, known }: Parts): Float64Array {
  const variable = argument?.kind === 'name' ? known.get(argument.name) : undefined;
  const range = variable === undefined ? null : rangeOfVariable(variable);
  if (variable === undefined || range === null) {
    return nothing(table.size);
  }
  return scoresOf(variable.id.value, table).map((value) => range.min + range.max - value);
}

function called(call: Extract<Derivation, { kind: 'call' }>, parts: Parts): Float64Array {
  const combine = functions.get(call.name);
  const columns = call.arguments.map((argument) => numbersOf(argument, parts));
  if (combine === undefined || columns.length === 0) {
    return nothing(parts.table.size);
  }
  const needed = Math.min(parts.atLeast ?? columns.length, columns.length);
  const row = new Float64Array(columns.length);
  return Float64Array.from({ length: parts.table.size }, (_, index) => {
    let count = 0;
    for (const column of columns) {
      if (!Number.isNaN(column[index])) {
        row[count] = column[index];
        count += 1;
      }
    }
    return count < needed || count === 0 ? Number.NaN : combine(row.subarray(0, count));
  });
}

function nothing(size: number): Float64Array {
  return new Float64Array(size).fill(Number.NaN);
}

function total(numbers: Float64Array): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

const functions: ReadonlyMap<string, (numbers: Float64Array) => number> = new Map([
  ['mean', (numbers: Float64Array) => total(numbers) / numbers.length],
  ['sum', total],
  ['min', (numbers: Float64Array) => numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)],
  ['max', (numbers: Float64Array) => numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY)],
  ['count', total],
]);

const arithmetic: Readonly<Record<'+' | '-' | '*' | '/', (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};
