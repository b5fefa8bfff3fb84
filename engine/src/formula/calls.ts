import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Range } from '#engine/text';
import type { CallArgument, Expression } from './formula-syntax.ts';

type Call = Expression & { readonly kind: 'call' };

/** What is wrong with the arguments of a call of one of the formula functions; empty when nothing is. */
export function checkCall(call: Call): readonly Diagnostic[] {
  const first = call.arguments[0];
  if (first === undefined) {
    return [error(call.range, `\`${call.name}()\` needs a variable.`)];
  }
  const found: Diagnostic[] = [];
  if (first.name !== null && first.name !== 'x') {
    found.push(error(first.value.range, `The variable stands first in \`${call.name}()\`.`));
  }
  const rest = call.arguments.slice(1);
  switch (call.name) {
    case 'factor':
      found.push(...checkFactor(first, rest));
      break;
    case 'poly':
      found.push(...checkPoly(rest), ...checkArithmetic(first.value));
      break;
    default:
      found.push(...rest.map(({ value }) => error(value.range, `\`${call.name}()\` takes one argument.`)));
      found.push(...checkArithmetic(first.value));
  }
  return found;
}

/** What cannot be calculated with: texts, and functions that make no number of a number. */
export function checkArithmetic(expression: Expression): readonly Diagnostic[] {
  switch (expression.kind) {
    case 'name':
    case 'number':
      return [];
    case 'string':
      return [error(expression.range, 'A text cannot be calculated with.')];
    case 'group':
      return checkArithmetic(expression.inner);
    case 'unary':
      return checkArithmetic(expression.operand);
    case 'binary':
      if (expression.operator === ':') {
        return [error(expression.range, '`:` makes interactions of terms; inside a function write `*` to multiply.')];
      }
      return [...checkArithmetic(expression.left), ...checkArithmetic(expression.right)];
    case 'call':
      if (!['I', 'log', 'exp', 'sqrt', 'abs', 'scale'].includes(expression.name)) {
        return [error(expression.nameRange, `\`${expression.name}()\` cannot stand inside another function.`)];
      }
      return checkCall(expression);
  }
}

function checkFactor(first: CallArgument, rest: readonly CallArgument[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (first.value.kind !== 'name') {
    found.push(error(first.value.range, '`factor()` takes the name of a variable.'));
  }
  for (const [index, { name, value }] of rest.entries()) {
    if (index > 0 || name !== 'ref') {
      found.push(error(value.range, '`factor()` takes only `ref = "level"` besides its variable.'));
    } else if (value.kind !== 'string' && value.kind !== 'number') {
      found.push(error(value.range, 'The reference level stands in quotes, as in `ref = "Neutral"`.'));
    }
  }
  return found;
}

function checkPoly(rest: readonly CallArgument[]): readonly Diagnostic[] {
  return rest.flatMap(({ name, value }, index) => {
    if (index > 0 || (name !== null && name !== 'degree')) {
      return [error(value.range, '`poly()` takes only its degree besides its variable, as in `poly(age, 2)`.')];
    }
    const isDegree = value.kind === 'number' && Number.isInteger(value.value) && value.value >= 1;
    return isDegree ? [] : [error(value.range, 'The degree of `poly()` is a whole number from 1.')];
  });
}

function error(range: Range, message: string): Diagnostic {
  return diagnostic('expression-syntax', range, message);
}
