import type { Range } from '#engine/text';
import type { Condition, NameReference } from './condition-syntax.ts';

/** How a derived variable is computed for one respondent, as a tree. Ranges are offsets in the file. */
export type Derivation =
  | NameReference
  | { readonly kind: 'number'; readonly value: number; readonly range: Range }
  | {
      readonly kind: 'call';
      /** One of `derivedFunctions`; any other name has been reported. */
      readonly name: string;
      readonly nameRange: Range;
      readonly arguments: readonly Derivation[];
      readonly range: Range;
    }
  | {
      readonly kind: 'binary';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Derivation;
      readonly right: Derivation;
      readonly range: Range;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | '+'; readonly operand: Derivation; readonly range: Range }
  /** 1 where it holds, 0 where it does not. */
  | { readonly kind: 'condition'; readonly condition: Condition; readonly range: Range };
