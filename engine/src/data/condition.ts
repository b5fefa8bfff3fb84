import type { ComparisonOperator, Condition, Literal, Operand } from '#engine/formula';
import type { CodedTable, CodedVariable } from './coded-table.ts';

/**
 * For each respondent 1 where the condition is true, 0 where it is false, −1 where it cannot be known because a value
 * that it needs is missing (also where the answer is one of the item's `also`). `and`, `or`, `not` are three-valued
 * (Kleene): false and unknown is false. Ordinal variables compare with a label by position and with a number by score;
 * nominal ones by label; numeric ones by number. A name that the table lacks is unknown for everybody.
 */
export function evaluateCondition(condition: Condition, table: CodedTable): Int8Array {
  switch (condition.kind) {
    case 'not':
      return evaluateCondition(condition.operand, table).map((truth) => (truth === UNKNOWN ? UNKNOWN : 1 - truth));
    case 'and':
      return combined(condition.left, condition.right, table, 0);
    case 'or':
      return combined(condition.left, condition.right, table, 1);
    case 'comparison':
      return comparison(condition.left, condition.operator, condition.right, table);
    case 'in':
      return membership(condition.operand, condition.members, table);
  }
}

const UNKNOWN = -1;

/** `and` is decided by one 0, `or` by one 1; else an unknown side makes the whole unknown. */
function combined(left: Condition, right: Condition, table: CodedTable, deciding: 0 | 1): Int8Array {
  const a = evaluateCondition(left, table);
  const b = evaluateCondition(right, table);
  return a.map((truth, row) => {
    if (truth === deciding || b[row] === deciding) {
      return deciding;
    }
    return truth === UNKNOWN || b[row] === UNKNOWN ? UNKNOWN : 1 - deciding;
  });
}

function membership(operand: Operand, members: readonly Literal[], table: CodedTable): Int8Array {
  const result = new Int8Array(table.size);
  for (const member of members) {
    const equal = comparison(operand, '==', member, table);
    for (let row = 0; row < table.size; row += 1) {
      if (equal[row] !== 0 && result[row] !== 1) {
        result[row] = equal[row];
      }
    }
  }
  return result;
}

function comparison(left: Operand, operator: ComparisonOperator, right: Operand, table: CodedTable): Int8Array {
  if (left.kind !== 'name') {
    return right.kind === 'name'
      ? comparison(right, mirrored[operator], left, table)
      : constant(left, operator, right, table);
  }
  const variable = table.variables.get(left.name);
  if (variable === undefined) {
    return new Int8Array(table.size).fill(UNKNOWN);
  }
  if (right.kind === 'name') {
    const other = table.variables.get(right.name);
    return other === undefined ? new Int8Array(table.size).fill(UNKNOWN) : betweenVariables(variable, operator, other);
  }
  return variable.labels.length > 0 && variable.values === null
    ? byLabel(variable, operator, right)
    : byValue(variable, operator, right);
}

/** Levels, arms, options and points: decided once for each label. */
function byLabel(variable: CodedVariable, operator: ComparisonOperator, literal: Literal): Int8Array {
  const ofLabel = variable.labels.map((label, position) => {
    if (variable.measure === 'ordinal') {
      if (literal.kind === 'number') {
        return Number(holds(variable.scores[position] - literal.value, operator));
      }
      const wanted = variable.labels.indexOf(literal.value);
      return wanted === -1 ? Number(operator === '!=') : Number(holds(position - wanted, operator));
    }
    const equal = label === (literal.kind === 'number' ? literal.text : literal.value);
    return operator === '==' ? Number(equal) : operator === '!=' ? Number(!equal) : UNKNOWN;
  });
  return Int8Array.from(variable.codes, (code) => (code < 0 ? UNKNOWN : ofLabel[code]));
}

/** Numbers, and texts. */
function byValue(variable: CodedVariable, operator: ComparisonOperator, literal: Literal): Int8Array {
  const { values, texts } = variable;
  if (values !== null) {
    const wanted = literal.kind === 'number' ? literal.value : Number(literal.value);
    return Int8Array.from(values, (value) =>
      Number.isNaN(value) || Number.isNaN(wanted) ? UNKNOWN : Number(holds(value - wanted, operator)),
    );
  }
  const wanted = literal.kind === 'number' ? literal.text : literal.value;
  return Int8Array.from(texts ?? [], (text) =>
    text === '' || (operator !== '==' && operator !== '!=')
      ? UNKNOWN
      : Number((text === wanted) === (operator === '==')),
  );
}

function betweenVariables(left: CodedVariable, operator: ComparisonOperator, right: CodedVariable): Int8Array {
  const ordered =
    left.measure !== 'nominal' && right.measure !== 'nominal' && left.texts === null && right.texts === null;
  return Int8Array.from(left.codes, (_, row) => {
    if (ordered) {
      const difference = scoreAt(left, row) - scoreAt(right, row);
      return Number.isNaN(difference) ? UNKNOWN : Number(holds(difference, operator));
    }
    const a = textAt(left, row);
    const b = textAt(right, row);
    if (a === null || b === null || (operator !== '==' && operator !== '!=')) {
      return UNKNOWN;
    }
    return Number((a === b) === (operator === '=='));
  });
}

function constant(left: Literal, operator: ComparisonOperator, right: Literal, table: CodedTable): Int8Array {
  const numbers = left.kind === 'number' && right.kind === 'number';
  const difference = numbers ? left.value - right.value : Number(String(left.value) !== String(right.value));
  return new Int8Array(table.size).fill(Number(holds(difference, operator)));
}

function scoreAt(variable: CodedVariable, row: number): number {
  if (variable.values !== null) {
    return variable.values[row];
  }
  const code = variable.codes[row];
  return code < 0 ? Number.NaN : variable.scores[code];
}

function textAt(variable: CodedVariable, row: number): string | null {
  if (variable.texts !== null) {
    return variable.texts[row] === '' ? null : variable.texts[row];
  }
  if (variable.values !== null) {
    return Number.isNaN(variable.values[row]) ? null : String(variable.values[row]);
  }
  const code = variable.codes[row];
  return code < 0 ? null : variable.labels[code];
}

function holds(difference: number, operator: ComparisonOperator): boolean {
  switch (operator) {
    case '==':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
