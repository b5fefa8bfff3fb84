import type { Range } from '#engine/text';

/** A condition (`when`, `then`, `where`, the left side of a formula) as a tree. Ranges are offsets in the file. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition; readonly range: Range }
  | { readonly kind: 'not'; readonly operand: Condition; readonly range: Range }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Operand;
      readonly right: Operand;
      readonly range: Range;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly members: readonly Literal[]; readonly range: Range };

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface NameReference {
  readonly kind: 'name';
  readonly name: string;
  readonly range: Range;
}

export type Literal =
  | { readonly kind: 'string'; readonly value: string; readonly range: Range }
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly range: Range };

export type Operand = NameReference | Literal;
