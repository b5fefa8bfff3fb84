import type { VariableShape } from '#engine/data';
import type { Condition, Expression, Literal, Operand } from '#engine/formula';
import { deparse } from '#engine/formula';

/** The variables of a study, by id, as they are coded in the script. */
export type Shapes = ReadonlyMap<string, VariableShape>;

/** A text as R reads it, in ASCII whatever it holds, so that a script means the same in every locale. */
export function rText(text: string): string {
  return `"${escaped(text, '"')}"`;
}

/** A name in R: as it is where R takes it for a name, else between backticks, where R wants letters as they are. */
export function rName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9._]*$/.test(name) && !reserved.has(name) ? name : `\`${escaped(name, '`')}\``;
}

/** The column that holds a variable's labels in the script: an ordinal one's own column holds its scores. */
export function labelColumn(id: string, shapes: Shapes): string {
  return shapes.get(id)?.measure === 'ordinal' ? `${id}.label` : id;
}

/** The right side of a formula in R. Each call, such as `factor(age)`, is one column of that name: the script makes it. */
export function rRightSide(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return rName(expression.name);
    case 'call':
      return rName(deparse(expression));
    case 'group':
      return `(${rRightSide(expression.inner)})`;
    case 'unary':
      return `${expression.operator}${rRightSide(expression.operand)}`;
    case 'binary': {
      const space = ['+', '-', '*'].includes(expression.operator) ? ' ' : '';
      const { left, operator, right } = expression;
      return `${rRightSide(left)}${space}${operator}${space}${rRightSide(right)}`;
    }
    default:
      return deparse(expression);
  }
}

/** What a variable of the formula is worth, in R: `d` holds the respondents, `people` those by whom `scale` and `poly` measure. */
export function rColumn(expression: Expression, shapes: Shapes): string {
  if (expression.kind === 'call' && expression.name === 'factor') {
    const reference = expression.arguments.find(({ name }) => name === 'ref')?.value;
    return rFactor(expression.arguments[0]?.value ?? expression, reference, shapes);
  }
  if (expression.kind === 'call' && expression.name === 'poly') {
    const [first, degree] = expression.arguments;
    const inner = first === undefined ? '' : measuredPart(first.value);
    return `polynomials(${inner}, ${ofPeople(inner)}, ${degree === undefined ? '1' : deparse(degree.value)})`;
  }
  return measuredPart(expression);
}

function rFactor(argument: Expression, reference: Expression | undefined, shapes: Shapes): string {
  const inner = argument.kind === 'group' ? argument.inner : argument;
  const id = inner.kind === 'name' ? inner.name : '';
  const plain = `factor(d[[${rText(labelColumn(id, shapes))}]], ordered = FALSE)`;
  if (reference === undefined) {
    return plain;
  }
  const level = reference.kind === 'string' || reference.kind === 'number' ? String(reference.value) : '';
  return `relevel(${plain}, ref = ${rText(level)})`;
}

/** Arithmetic in R over the columns of one table. */
function rNumbers(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return rName(expression.name);
    case 'string':
      return rText(expression.value);
    case 'number':
      return deparse(expression);
    case 'group':
      return `(${rNumbers(expression.inner)})`;
    case 'unary':
      return `${expression.operator}${rNumbers(expression.operand)}`;
    case 'binary':
      return `${rNumbers(expression.left)} ${expression.operator} ${rNumbers(expression.right)}`;
    case 'call': {
      const inner = expression.arguments.map(({ value }) => rNumbers(value)).join(', ');
      return expression.name === 'I' ? `(${inner})` : `${expression.name}(${inner})`;
    }
  }
}

/** Arithmetic over `d`, in which `scale()` measures by `people`. */
function measuredPart(expression: Expression): string {
  if (!hasScale(expression)) {
    return `with(d, ${rNumbers(expression)})`;
  }
  switch (expression.kind) {
    case 'group':
      return `(${measuredPart(expression.inner)})`;
    case 'unary':
      return `${expression.operator}${measuredPart(expression.operand)}`;
    case 'binary':
      return `${measuredPart(expression.left)} ${expression.operator} ${measuredPart(expression.right)}`;
    case 'call': {
      const inner = expression.arguments[0] === undefined ? '' : measuredPart(expression.arguments[0].value);
      if (expression.name === 'scale') {
        return `standardise(${inner}, ${ofPeople(inner)})`;
      }
      return expression.name === 'I' ? `(${inner})` : `${expression.name}(${inner})`;
    }
    default:
      return rNumbers(expression);
  }
}

/** The same values of the people. */
function ofPeople(inner: string): string {
  return inner.startsWith('with(d, ') ? inner.replace('with(d, ', 'with(people, ') : `(function(d) ${inner})(people)`;
}

function hasScale(expression: Expression): boolean {
  switch (expression.kind) {
    case 'group':
      return hasScale(expression.inner);
    case 'unary':
      return hasScale(expression.operand);
    case 'binary':
      return hasScale(expression.left) || hasScale(expression.right);
    case 'call':
      return expression.name === 'scale' || expression.arguments.some(({ value }) => hasScale(value));
    default:
      return false;
  }
}

/**
 * A condition in R, over the columns of the script: TRUE, FALSE, or NA where it cannot be known. R's `&`, `|` and `!` are
 * three-valued as the study's `and`, `or` and `not`.
 */
export function rCondition(condition: Condition, shapes: Shapes): string {
  switch (condition.kind) {
    case 'not':
      return `!(${rCondition(condition.operand, shapes)})`;
    case 'and':
    case 'or': {
      const operator = condition.kind === 'and' ? '&' : '|';
      return `(${rCondition(condition.left, shapes)}) ${operator} (${rCondition(condition.right, shapes)})`;
    }
    case 'comparison': {
      const { left, operator, right } = condition;
      return `${rOperand(left, right, shapes)} ${operator} ${rOperand(right, left, shapes)}`;
    }
    case 'in': {
      const { operand, members } = condition;
      const equal = members.map(
        (member) => `${rOperand(operand, member, shapes)} == ${rOperand(member, operand, shapes)}`,
      );
      return equal.join(' | ');
    }
  }
}

/** An operand: an ordinal variable compares with a label by position, with a number or another variable by its score. */
function rOperand(operand: Operand, other: Operand, shapes: Shapes): string {
  if (operand.kind === 'name') {
    const shape = shapes.get(operand.name);
    const otherShape = other.kind === 'name' ? shapes.get(other.name) : undefined;
    if (otherShape !== undefined) {
      const byScore = isOrdered(shape) && isOrdered(otherShape);
      return byScore ? rName(operand.name) : `as.character(${rName(labelColumn(operand.name, shapes))})`;
    }
    return other.kind === 'string' ? rName(labelColumn(operand.name, shapes)) : rName(operand.name);
  }
  return rLiteral(operand, other, shapes);
}

function isOrdered(shape: VariableShape | undefined): boolean {
  return shape?.measure === 'ordinal' || shape?.measure === 'numeric';
}

function rLiteral(literal: Literal, other: Operand, shapes: Shapes): string {
  const shape = other.kind === 'name' ? shapes.get(other.name) : undefined;
  if (literal.kind === 'number') {
    return shape === undefined || isOrdered(shape) ? literal.text : rText(literal.text);
  }
  // A number in quotes is a number where the variable is one.
  return shape?.measure === 'numeric' ? String(Number(literal.value)) : rText(literal.value);
}

function escaped(text: string, quote: '"' | '`'): string {
  return text.replace(/[\\"`\n\r\t]|[^\x20-\x7e]/gu, (character) => {
    if (character === '"' || character === '`') {
      return character === quote ? `\\${character}` : character;
    }
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return escapes[character] ?? (quote === '`' ? character : `\\U{${code}}`);
  });
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Words that R does not take for names. */
const reserved: ReadonlySet<string> = new Set(
  'if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_character_ NA_complex_ in'.split(
    ' ',
  ),
);
