import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { nearest, type Range } from '#engine/text';
import { checkCall } from './calls.ts';
import { deparse } from './deparse.ts';
import type { Expression, Factor, LeftSide, Term } from './formula-syntax.ts';
import { formulaFunctions } from './words.ts';

/** What R's functions are called here. */
const functionsOfR: Readonly<Record<string, string>> = {
  'as.factor': 'factor',
  ordered: 'factor',
  as_factor: 'factor',
};

/** Expanding stops here: no study has so many coefficients. */
const mostTerms = 1000;

export interface ExpandedTerms {
  readonly terms: readonly Term[];
  readonly hasIntercept: boolean;
}

/**
 * The terms of a right side, as R's `terms()` expands it: `a*b` is `a + b + a:b`, `(a+b)^2` all terms up to degree 2,
 * `-` takes terms away, `0` and `-1` the intercept. Terms are ordered by degree, then by first appearance; factors
 * within a term by the first appearance of the variable in the formula.
 */
export function expandTerms(right: Expression | null, left: LeftSide | null): Result<ExpandedTerms> {
  if (right === null) {
    return { value: { terms: [], hasIntercept: true }, diagnostics: [] };
  }
  const expansion = new Expansion();
  const response = left?.kind === 'expression' ? deparse(left.expression) : null;
  const encoded = expansion.encode(right);
  const terms: Term[] = [];
  for (const { bits, range } of [...encoded].sort((a, b) => degree(a.bits) - degree(b.bits))) {
    const factors = expansion.factorsOf(bits);
    const label = factors.map((factor) => factor.label).join(':');
    if (label === response) {
      expansion.error(range, `\`${label}\` stands on both sides of \`~\`: nothing can explain itself.`);
    } else {
      terms.push({ label, factors, range });
    }
  }
  return { value: { terms, hasIntercept: expansion.hasIntercept }, diagnostics: expansion.diagnostics };
}

/** A term under construction: bit `i` says that variable `i` is in it. */
interface Bits {
  readonly bits: bigint;
  readonly range: Range;
}

class Expansion {
  readonly diagnostics: Diagnostic[] = [];
  hasIntercept = true;
  private readonly variables: Factor[] = [];
  private readonly indexOf = new Map<string, number>();
  /** False within what is taken away: there `1` removes the intercept and `0` restores it. */
  private adding = true;
  private overflown = false;

  error(range: Range, message: string, replacement?: string): void {
    const data = replacement === undefined ? {} : { replacement };
    this.diagnostics.push(diagnostic('expression-syntax', range, message, { data }));
  }

  factorsOf(bits: bigint): readonly Factor[] {
    return this.variables.filter((_, index) => ((bits >> BigInt(index)) & 1n) === 1n);
  }

  encode(expression: Expression): readonly Bits[] {
    switch (expression.kind) {
      case 'name':
        return [this.variable(expression)];
      case 'call':
        return this.encodeCall(expression);
      case 'group':
        return this.encode(expression.inner);
      case 'number':
        return this.encodeNumber(expression);
      case 'string':
        this.error(expression.range, 'A text in quotes cannot stand here: a formula adds up variables.');
        return [];
      case 'unary':
        return expression.operator === '+' ? this.encode(expression.operand) : this.takeAway([], expression.operand);
      case 'binary':
        return this.encodeBinary(expression);
    }
  }

  private encodeBinary(expression: Expression & { readonly kind: 'binary' }): readonly Bits[] {
    const { operator, left, right, range } = expression;
    if (operator === '^') {
      return this.power(this.encode(left), right, range);
    }
    const first = this.encode(left);
    if (operator === '-') {
      return this.takeAway(first, right);
    }
    const second = this.encode(right);
    switch (operator) {
      case '+':
        return this.unique([...first, ...second]);
      case ':':
        return this.interactions(first, second, range);
      case '*':
        return this.unique([...first, ...second, ...this.interactions(first, second, range)]);
      case '/': {
        const a = deparse(left);
        const b = deparse(right);
        const advice = `write \`${a} + ${a}:${b}\`, or \`I(${a} / ${b})\` for a quotient`;
        this.error(range, `R's \`/\` is not part of this formula language: ${advice}.`);
        return this.unique([...first, ...second]);
      }
    }
  }

  private encodeNumber(expression: Expression & { readonly kind: 'number' }): readonly Bits[] {
    if (expression.value === 1) {
      this.hasIntercept = this.adding;
    } else if (expression.value === 0) {
      this.hasIntercept = !this.adding;
    } else {
      const message =
        'The only numbers between operators are `1` and `0`, with and without intercept. Use `I()` to calculate.';
      this.error(expression.range, message);
    }
    return [];
  }

  private encodeCall(expression: Expression & { readonly kind: 'call' }): readonly Bits[] {
    if (!(formulaFunctions as readonly string[]).includes(expression.name)) {
      const near = functionsOfR[expression.name] ?? nearest(expression.name, formulaFunctions);
      const known = formulaFunctions.map((name) => `\`${name}\``).join(', ');
      const advice = near === undefined ? `Functions are ${known}.` : `Did you mean \`${near}\`?`;
      this.error(expression.nameRange, `\`${expression.name}\` is not a function of formulas. ${advice}`, near);
      return [this.variable(expression)];
    }
    this.diagnostics.push(...checkCall(expression));
    return [this.variable(expression)];
  }

  private variable(expression: Expression): Bits {
    const label = deparse(expression);
    let index = this.indexOf.get(label);
    if (index === undefined) {
      index = this.variables.length;
      this.indexOf.set(label, index);
      this.variables.push({ label, expression });
    }
    return { bits: 1n << BigInt(index), range: expression.range };
  }

  private takeAway(from: readonly Bits[], what: Expression): readonly Bits[] {
    this.adding = !this.adding;
    const gone = new Set(this.encode(what).map(({ bits }) => bits));
    this.adding = !this.adding;
    return from.filter(({ bits }) => !gone.has(bits));
  }

  private power(base: readonly Bits[], exponent: Expression, range: Range): readonly Bits[] {
    const inner = exponent.kind === 'group' ? exponent.inner : exponent;
    if (inner.kind !== 'number' || !Number.isInteger(inner.value) || inner.value < 2) {
      const message = 'The power of terms is a whole number from 2, as in `(a + b)^2`. Use `I(a^2)` for a square.';
      this.error(exponent.range, message);
      return base;
    }
    let result = base;
    for (let step = 1; step < inner.value && !this.overflown; step += 1) {
      const more = this.interactions(base, result, range);
      if (more.length === result.length && step > 1) {
        break;
      }
      result = more;
    }
    return result;
  }

  private interactions(left: readonly Bits[], right: readonly Bits[], range: Range): readonly Bits[] {
    const found = new Map<bigint, Bits>();
    for (const a of left) {
      for (const b of right) {
        const bits = a.bits | b.bits;
        if (!found.has(bits)) {
          found.set(bits, bits === a.bits ? a : bits === b.bits ? b : { bits, range });
        }
      }
      if (this.tooMany(found.size, range)) {
        break;
      }
    }
    return [...found.values()];
  }

  private unique(terms: readonly Bits[]): readonly Bits[] {
    const found = new Map<bigint, Bits>();
    for (const term of terms) {
      if (!found.has(term.bits)) {
        found.set(term.bits, term);
      }
    }
    return [...found.values()];
  }

  private tooMany(count: number, range: Range): boolean {
    if (count > mostTerms && !this.overflown) {
      this.overflown = true;
      this.error(range, `This expands to more than ${mostTerms} terms.`);
    }
    return this.overflown;
  }
}

function degree(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest > 0n; rest &= rest - 1n) {
    count += 1;
  }
  return count;
}
