import type { Condition, NameReference, Operand } from './condition-syntax.ts';
import type { Derivation } from './derivation-syntax.ts';
import type { Expression, Formula } from './formula-syntax.ts';

/** Every use of a name in a formula, in the order of the text; functions are none. */
export function namesInFormula(formula: Formula): readonly NameReference[] {
  const known = ofFormulas.get(formula) ?? findNames(formula);
  ofFormulas.set(formula, known);
  return known;
}

/** Several checks ask for those of each formula after every edit. */
const ofFormulas = new WeakMap<Formula, readonly NameReference[]>();

function findNames({ left, right }: Formula): readonly NameReference[] {
  const leftNames =
    left === null
      ? []
      : left.kind === 'condition'
        ? namesInCondition(left.condition)
        : namesInExpression(left.expression);
  return [...leftNames, ...(right === null ? [] : namesInExpression(right))];
}

/** Every use of a name in an expression, in the order of the text. */
export function namesInExpression(expression: Expression): readonly NameReference[] {
  const names: NameReference[] = [];
  for (const part of expressionsWithin(expression)) {
    if (part.kind === 'name') {
      names.push(part);
    }
  }
  return names;
}

/** An expression and everything inside it, in the order of the text. */
export function expressionsWithin(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  // An editor asks for all of them after every edit: one list for a whole expression is much less to clear away.
  collect(expression, found);
  return found;
}

function collect(expression: Expression, found: Expression[]): void {
  found.push(expression);
  switch (expression.kind) {
    case 'call':
      for (const { value } of expression.arguments) {
        collect(value, found);
      }
      break;
    case 'binary':
      collect(expression.left, found);
      collect(expression.right, found);
      break;
    case 'unary':
      collect(expression.operand, found);
      break;
    case 'group':
      collect(expression.inner, found);
      break;
    default:
  }
}

/** Every use of a name in a condition, in the order of the text. */
export function namesInCondition(condition: Condition): readonly NameReference[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...namesInCondition(condition.left), ...namesInCondition(condition.right)];
    case 'not':
      return namesInCondition(condition.operand);
    case 'comparison':
      return [...nameOf(condition.left), ...nameOf(condition.right)];
    case 'in':
      return nameOf(condition.operand);
  }
}

/** Every use of a name in a derivation, in the order of the text; functions are none. */
export function namesInDerivation(derivation: Derivation): readonly NameReference[] {
  return [...derivationsWithin(derivation)].flatMap((part) => {
    switch (part.kind) {
      case 'name':
        return [part];
      case 'condition':
        return namesInCondition(part.condition);
      default:
        return [];
    }
  });
}

/** A derivation and everything inside it, in the order of the text. */
export function* derivationsWithin(derivation: Derivation): Generator<Derivation, void> {
  yield derivation;
  switch (derivation.kind) {
    case 'call':
      for (const argument of derivation.arguments) {
        yield* derivationsWithin(argument);
      }
      break;
    case 'binary':
      yield* derivationsWithin(derivation.left);
      yield* derivationsWithin(derivation.right);
      break;
    case 'unary':
      yield* derivationsWithin(derivation.operand);
      break;
    default:
  }
}

function nameOf(operand: Operand): readonly NameReference[] {
  return operand.kind === 'name' ? [operand] : [];
}
