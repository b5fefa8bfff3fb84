import type { Expression } from '#engine/formula';
import type { CodedTable, CodedVariable } from './coded-table.ts';
import { polynomialBasis, polynomialsAt } from './orthogonal-poly.ts';

/** What one variable of a term is worth, for each row of the table. */
export type FactorValues =
  | { readonly kind: 'numeric'; readonly columns: readonly NumericColumn[] }
  | { readonly kind: 'categorical'; readonly labels: readonly string[]; readonly codes: Int32Array };

export interface NumericColumn {
  /** What R puts behind the label: `1`, `2`, … for `poly`, else nothing. */
  readonly suffix: string;
  /** NaN where a value is missing. */
  readonly values: Float64Array;
}

/** Why a model cannot be set up. `name` is the variable or R's label of the factor. */
export interface ModelProblem {
  readonly kind:
    | 'no-response'
    | 'unknown-variable'
    | 'text-variable'
    | 'nominal-in-arithmetic'
    | 'nominal-response'
    | 'unsupported'
    | 'unknown-level'
    | 'one-level'
    | 'infinite'
    | 'too-few-values'
    | 'no-rows';
  readonly name: string;
  readonly message: string;
}

/** A problem, thrown inside this folder and caught by `modelFrame`. */
export class ModelError extends Error {
  readonly problem: ModelProblem;

  constructor(kind: ModelProblem['kind'], name: string, message: string) {
    super(message);
    this.problem = { kind, name, message };
  }
}

/**
 * The values of a factor. Ordinal variables are their scores, nominal ones are categorical, `factor()` makes categorical.
 * `scale` and `poly` take mean, spread and basis from the rows of `reference`.
 */
export function factorValues(expression: Expression, table: CodedTable, reference: CodedTable = table): FactorValues {
  if (expression.kind === 'group') {
    return factorValues(expression.inner, table, reference);
  }
  if (expression.kind === 'name') {
    const variable = variableOf(expression.name, table);
    return variable.measure === 'nominal' ? categories(variable) : single(scoresOf(variable));
  }
  if (expression.kind === 'call' && expression.name === 'factor') {
    return asFactor(expression, { table, reference });
  }
  if (expression.kind === 'call' && expression.name === 'poly') {
    return polynomial(expression, { table, reference });
  }
  return single(numbers(expression, { table, reference }));
}

/** Whose values are wanted, and by whose values `scale` and `poly` measure. */
interface Tables {
  readonly table: CodedTable;
  readonly reference: CodedTable;
}

type Call = Extract<Expression, { kind: 'call' }>;

function single(values: Float64Array): FactorValues {
  return { kind: 'numeric', columns: [{ suffix: '', values }] };
}

function categories(variable: CodedVariable): FactorValues {
  return {
    kind: 'categorical',
    labels: variable.labels,
    codes: Int32Array.from(variable.codes, (code) => Math.max(code, -1)),
  };
}

/** Numbers of a numeric variable, scores of an ordinal one. */
function scoresOf(variable: CodedVariable): Float64Array {
  if (variable.values !== null) {
    return variable.values;
  }
  return Float64Array.from(variable.codes, (code) => (code < 0 ? Number.NaN : variable.scores[code]));
}

function asFactor(call: Call, tables: Tables): FactorValues {
  const [argument, second] = call.arguments.filter(({ name }) => name === null || name === 'x');
  const unknown = call.arguments.find(({ name }) => name !== null && name !== 'x' && name !== 'ref');
  if (argument === undefined || second !== undefined || unknown !== undefined) {
    throw new ModelError('unsupported', 'factor', '`factor` takes one variable, and `ref = "level"` at most.');
  }
  const plain = plainFactor(argument.value, tables);
  const reference = call.arguments.find(({ name }) => name === 'ref')?.value;
  if (reference === undefined) {
    return plain;
  }
  const label = reference.kind === 'string' || reference.kind === 'number' ? String(reference.value) : '';
  const first = plain.labels.indexOf(label);
  if (first === -1) {
    throw new ModelError('unknown-level', label, `\`ref\` names "${label}", which is not a level there.`);
  }
  const order = [first, ...plain.labels.map((_, code) => code).filter((code) => code !== first)];
  return {
    kind: 'categorical',
    labels: order.map((code) => plain.labels[code]),
    codes: plain.codes.map((code) => (code < 0 ? -1 : order.indexOf(code))),
  };
}

/** A variable with labels keeps them, in their order; numbers become their sorted distinct values, as R's `factor`. */
function plainFactor(expression: Expression, tables: Tables): Extract<FactorValues, { kind: 'categorical' }> {
  if (expression.kind === 'group') {
    return plainFactor(expression.inner, tables);
  }
  const variable = expression.kind === 'name' ? variableOf(expression.name, tables.table) : null;
  if (variable !== null && variable.values === null) {
    return categories(variable) as Extract<FactorValues, { kind: 'categorical' }>;
  }
  const values = numbers(expression, tables);
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  return {
    kind: 'categorical',
    labels: distinct.map(String),
    codes: Int32Array.from(values, (value) => codeOf.get(value) ?? -1),
  };
}

function polynomial(call: Call, tables: Tables): FactorValues {
  const [argument, second] = call.arguments.filter(({ name }) => name === null || name === 'x');
  const degree = constantOf(call.arguments.find(({ name }) => name === 'degree')?.value ?? second?.value) ?? 1;
  if (argument === undefined || !Number.isInteger(degree) || degree < 1) {
    throw new ModelError(
      'unsupported',
      'poly',
      '`poly` takes a variable and a degree of 1 or more, such as `poly(age, 2)`.',
    );
  }
  const basis = polynomialBasis(numbers(argument.value, referenceOf(tables)), degree);
  if (basis === null) {
    throw new ModelError(
      'too-few-values',
      'poly',
      `\`poly\` of degree ${degree} needs more than ${degree} different values.`,
    );
  }
  const columns = polynomialsAt(numbers(argument.value, tables), basis);
  return {
    kind: 'numeric',
    columns: columns.map((values, index) => ({ suffix: columns.length === 1 ? '' : String(index + 1), values })),
  };
}

/** An expression as numbers, one a row. */
function numbers(expression: Expression, tables: Tables): Float64Array {
  switch (expression.kind) {
    case 'number':
      return new Float64Array(tables.table.size).fill(expression.value);
    case 'group':
      return numbers(expression.inner, tables);
    case 'name':
      return numericVariable(expression.name, tables.table);
    case 'unary': {
      const operand = numbers(expression.operand, tables);
      return expression.operator === '-' ? operand.map((value) => -value) : operand;
    }
    case 'binary': {
      const operate = arithmetic.get(expression.operator);
      if (operate === undefined) {
        throw new ModelError('unsupported', expression.operator, `\`${expression.operator}\` is not arithmetic.`);
      }
      const right = numbers(expression.right, tables);
      return numbers(expression.left, tables).map((value, row) => operate(value, right[row]));
    }
    case 'call':
      return called(expression, tables);
    case 'string':
      throw new ModelError('unsupported', expression.value, `"${expression.value}" is not a number.`);
  }
}

function called(call: Call, tables: Tables): Float64Array {
  const [argument, second] = call.arguments;
  if (argument === undefined) {
    throw new ModelError('unsupported', call.name, `\`${call.name}()\` needs a variable.`);
  }
  const operate = functions.get(call.name);
  if (call.name !== 'scale' && operate === undefined) {
    throw new ModelError('unsupported', call.name, `\`${call.name}\` does not give one number a person.`);
  }
  const values = numbers(argument.value, tables);
  if (operate === undefined) {
    return standardised(values, numbers(argument.value, referenceOf(tables)));
  }
  const base = call.name === 'log' ? constantOf(second?.value) : null;
  return base === null ? values.map(operate) : values.map((value) => Math.log(value) / Math.log(base));
}

function referenceOf({ reference }: Tables): Tables {
  return { table: reference, reference };
}

/** R's `scale`: minus the mean, divided by the standard deviation (n − 1), both over what is not missing in `reference`. */
function standardised(values: Float64Array, reference: Float64Array): Float64Array {
  const known = reference.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1);
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

function numericVariable(name: string, table: CodedTable): Float64Array {
  const variable = variableOf(name, table);
  if (variable.measure === 'nominal') {
    throw new ModelError(
      'nominal-in-arithmetic',
      name,
      `\`${name}\` has no order, so there is no number to calculate with.`,
    );
  }
  return scoresOf(variable);
}

function variableOf(name: string, table: CodedTable): CodedVariable {
  const variable = table.variables.get(name);
  if (variable === undefined) {
    throw new ModelError('unknown-variable', name, `There are no values of \`${name}\`.`);
  }
  if (variable.measure === 'text') {
    throw new ModelError(
      'text-variable',
      name,
      `\`${name}\` is text, for prompts only. Give it levels or a number to use it here.`,
    );
  }
  return variable;
}

function constantOf(expression: Expression | undefined): number | null {
  if (expression?.kind === 'number') {
    return expression.value;
  }
  if (expression?.kind === 'call' && expression.name === 'exp') {
    const inner = constantOf(expression.arguments[0]?.value);
    return inner === null ? null : Math.exp(inner);
  }
  return null;
}

const functions: ReadonlyMap<string, (value: number) => number> = new Map([
  ['I', (value: number) => value],
  ['log', Math.log],
  ['exp', Math.exp],
  ['sqrt', Math.sqrt],
  ['abs', Math.abs],
]);

const arithmetic: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left: number, right: number) => left + right],
  ['-', (left: number, right: number) => left - right],
  ['*', (left: number, right: number) => left * right],
  ['/', (left: number, right: number) => left / right],
  ['^', (left: number, right: number) => left ** right],
]);
