import type { Derivation } from '#engine/formula';
import type { Variable } from './study.ts';

/** The lowest and highest number that something can be, and whether it is always a whole number. */
export interface DerivedRange {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

/** What is known of the numbers of a variable: scores, or declared limits. Null for what has no order, or no limits. */
export function rangeOfVariable(variable: Variable): DerivedRange | null {
  if (variable.kind === 'treatment') {
    return null;
  }
  const { measure } = variable;
  switch (measure.kind) {
    case 'number':
    case 'numeric': {
      const { min, max, step } = measure.number;
      const isWhole = Number.isInteger(step ?? 0.5) && Number.isInteger(min);
      return min === null || max === null ? null : { min, max, isWhole };
    }
    case 'levels':
      return measure.ordered ? rangeOfScores(measure.levels.map(({ score }) => score)) : null;
    case 'ordinal':
      return rangeOfScores(measure.categories.map(({ score }) => score));
    default:
      return null;
  }
}

/**
 * The range of a derivation from those of its parts, by interval arithmetic; null where a part has no limits, or a
 * divisor may be 0. `atLeast` is how many parts a function needs; null: all.
 */
export function rangeOfDerivation(
  derivation: Derivation,
  variables: ReadonlyMap<string, Variable>,
  atLeast: number | null,
): DerivedRange | null {
  const rangeOf = (part: Derivation): DerivedRange | null => rangeOfDerivation(part, variables, atLeast);
  switch (derivation.kind) {
    case 'number':
      return { min: derivation.value, max: derivation.value, isWhole: Number.isInteger(derivation.value) };
    case 'condition':
      return { min: 0, max: 1, isWhole: true };
    case 'name': {
      const variable = variables.get(derivation.name);
      return variable === undefined ? null : rangeOfVariable(variable);
    }
    case 'unary': {
      const inner = rangeOf(derivation.operand);
      return inner && (derivation.operator === '-' ? { ...inner, min: -inner.max, max: -inner.min } : inner);
    }
    case 'binary': {
      const left = rangeOf(derivation.left);
      const right = rangeOf(derivation.right);
      return left && right && combined(derivation.operator, left, right);
    }
    case 'call': {
      const parts = derivation.arguments.map(rangeOf);
      const known = parts.filter((part) => part !== null);
      return known.length < parts.length || known.length === 0 ? null : called(derivation.name, known, atLeast);
    }
  }
}

function rangeOfScores(scores: readonly number[]): DerivedRange | null {
  return scores.length === 0
    ? null
    : { min: Math.min(...scores), max: Math.max(...scores), isWhole: scores.every(Number.isInteger) };
}

function combined(operator: '+' | '-' | '*' | '/', left: DerivedRange, right: DerivedRange): DerivedRange | null {
  const isWhole = left.isWhole && right.isWhole;
  switch (operator) {
    case '+':
      return { min: left.min + right.min, max: left.max + right.max, isWhole };
    case '-':
      return { min: left.min - right.max, max: left.max - right.min, isWhole };
    case '*':
      return { ...ends(left, right, (a, b) => a * b), isWhole };
    case '/':
      return right.min <= 0 && right.max >= 0 ? null : { ...ends(left, right, (a, b) => a / b), isWhole: false };
  }
}

function ends(
  left: DerivedRange,
  right: DerivedRange,
  operate: (a: number, b: number) => number,
): { readonly min: number; readonly max: number } {
  const corners = [left.min, left.max].flatMap((a) => [operate(a, right.min), operate(a, right.max)]);
  return { min: Math.min(...corners), max: Math.max(...corners) };
}

function called(name: string, parts: readonly DerivedRange[], atLeast: number | null): DerivedRange | null {
  const lows = parts.map(({ min }) => min);
  const highs = parts.map(({ max }) => max);
  const isWhole = parts.every((part) => part.isWhole);
  const needed = Math.min(atLeast ?? parts.length, parts.length);
  const isComplete = needed === parts.length;
  const low = Math.min(...lows);
  const high = Math.max(...highs);
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
  switch (name) {
    case 'mean':
      return isComplete
        ? { min: total(lows) / parts.length, max: total(highs) / parts.length, isWhole: isWhole && parts.length === 1 }
        : { min: low, max: high, isWhole: false };
    case 'min':
      return { min: low, max: isComplete ? Math.min(...highs) : high, isWhole };
    case 'max':
      return { min: isComplete ? Math.max(...lows) : low, max: high, isWhole };
    case 'sum':
    case 'count':
      return {
        min: leastSum(lows, needed),
        max: -leastSum(
          highs.map((one) => -one),
          needed,
        ),
        isWhole,
      };
    case 'reverse':
      return parts[0] ?? null;
    default:
      return null;
  }
}

/** The smallest sum of at least `needed` of the numbers: the smallest ones, and any others that are below 0. */
function leastSum(numbers: readonly number[], needed: number): number {
  const ascending = [...numbers].sort((a, b) => a - b);
  return ascending.reduce((sum, one, index) => (index < needed || one < 0 ? sum + one : sum), 0);
}
