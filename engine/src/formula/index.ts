export { parseCondition } from './condition-parser.ts';
export type { ComparisonOperator, Condition, Literal, NameReference, Operand } from './condition-syntax.ts';
export { deparse } from './deparse.ts';
export { parseDerivation } from './derivation-parser.ts';
export type { Derivation } from './derivation-syntax.ts';
export { type FormulaTree, parseFormula, parseFormulaTree } from './formula-parser.ts';
export type {
  BinaryOperator,
  CallArgument,
  Expression,
  Factor,
  Formula,
  LeftSide,
  Term,
} from './formula-syntax.ts';
export {
  derivationsWithin,
  expressionsWithin,
  namesInCondition,
  namesInDerivation,
  namesInExpression,
  namesInFormula,
} from './names.ts';
export { type ExpandedTerms, expandTerms } from './terms.ts';
export { type Token, tokenise } from './tokens.ts';
export {
  conditionWords,
  type DerivedFunction,
  derivedFunctions,
  type FormulaFunction,
  formulaFunctions,
  grammarWords,
} from './words.ts';
