export { parseCondition } from './condition-parser.ts';
export type { ComparisonOperator, Condition, Literal, NameReference, Operand } from './condition-syntax.ts';
export { deparse } from './deparse.ts';
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
export { namesInCondition, namesInExpression, namesInFormula } from './names.ts';
export { type ExpandedTerms, expandTerms } from './terms.ts';
export { type Token, tokenise } from './tokens.ts';
export { conditionWords, type FormulaFunction, formulaFunctions, grammarWords } from './words.ts';
