export {
  type AnswerShares,
  type Evaluated,
  evaluatedAnswer,
  evaluatedCategory,
  evaluatedItem,
  evaluatedRule,
  evaluatedTerm,
} from './evaluated.ts';
export { type Highlight, type HighlightKind, highlightKinds, highlightsOf } from './highlights.ts';
export { type Hint, type HintContext, type HintKind, hintKinds, hintsOf } from './hints.ts';
export {
  type ArmFacts,
  type NumberFacts,
  type PeopleFacts,
  peopleFacts,
  type Spread,
  type ValueCount,
  type VariableFacts,
} from './people-facts.ts';
