import type { Range } from '#engine/text';
import type { Condition, NameReference } from './condition-syntax.ts';

/** An expression of R's formula language, as a tree. Ranges are offsets in the file. */
export type Expression =
  | NameReference
  | { readonly kind: 'number'; readonly value: number; readonly range: Range }
  | { readonly kind: 'string'; readonly value: string; readonly range: Range }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly nameRange: Range;
      readonly arguments: readonly CallArgument[];
      readonly range: Range;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly range: Range;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | '+'; readonly operand: Expression; readonly range: Range }
  | { readonly kind: 'group'; readonly inner: Expression; readonly range: Range };

export type BinaryOperator = '+' | '-' | '*' | ':' | '^' | '/';

export interface CallArgument {
  /** The name before `=`, as in `ref = "level"`; null for an argument by position. */
  readonly name: string | null;
  readonly value: Expression;
}

/** What stands left of `~`: an expression (`reaction`, `log(age)`), or a condition that makes the answer yes or no. */
export type LeftSide =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly range: Range }
  | { readonly kind: 'condition'; readonly condition: Condition; readonly range: Range };

/** One variable of a term, after expansion: `age`, `log(age)`, `factor(concerned, ref = "Neutral")`, `I(age^2)`. */
export interface Factor {
  /** R's deparsed label, which makes two factors the same. */
  readonly label: string;
  readonly expression: Expression;
}

/** One term after R's expansion (`a*b` → `a`, `b`, `a:b`), in R's order: by degree, then by first appearance. */
export interface Term {
  /** R's term label, such as `show_data:concerned`. */
  readonly label: string;
  readonly factors: readonly Factor[];
  /** Where the term comes from in the file: `a*b` for the interaction of `a * b`. */
  readonly range: Range;
}

/** A whole formula: left side, expanded terms, and whether the intercept is kept. */
export interface Formula {
  readonly left: LeftSide | null;
  readonly right: Expression | null;
  readonly terms: readonly Term[];
  readonly hasIntercept: boolean;
  readonly range: Range;
}
