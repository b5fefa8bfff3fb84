export { type AddressProblem, addressProblem, addressProblemWords } from './address-problem.ts';
export { commentsOf } from './comments.ts';
export { type CursorContext, contextAt } from './cursor-context.ts';
export { type DerivedRange, rangeOfDerivation, rangeOfVariable } from './derived-range.ts';
export {
  categoriesEntry,
  containerOf,
  labelsAdded,
  mapOfVariable,
  valuesAdded,
} from './edits/categories.ts';
export { entryAdded, entryRemoved, itemAdded, itemRemoved } from './edits/entries.ts';
export { scalarAround, textReplaced } from './edits/replace-text.ts';
export type { ExpressionContext } from './expression-context.ts';
export { type FoldingRegion, foldingRegions } from './folding.ts';
export { studySchema } from './generated/study-schema.ts';
export type { StudyFile } from './generated/study-types.ts';
export { linksOf, type StudyLink } from './links.ts';
export { isMatch, type NamedPart, namedParts } from './named-parts.ts';
export { isModelName, nameFault, studyNameFrom } from './names.ts';
export { isInFlow, type NodeAround, nodesAround } from './nodes-at.ts';
export { type Occurrence, occurrenceAt, occurrences, occurrencesOf, type StudySymbol } from './occurrences.ts';
export { type OutlineEntry, type OutlineKind, outline } from './outline.ts';
export { parseStudy } from './parse-study.ts';
export { fingerprintOfPath, pathParts, placeOfPath, studyPath } from './paths.ts';
export { type Presented, presentationOrder } from './presentation.ts';
export {
  type CountedColumn,
  type Proposal,
  type ProposalKind,
  type ProposalSource,
  type Proposals,
  withoutPlaces,
} from './proposals/proposal.ts';
export { proposalsAt } from './proposals/proposals-at.ts';
export { newStudySnippet } from './proposals/whole-parts.ts';
export {
  binLabels,
  categoriesOf,
  comparedVariables,
  groupingAttributes,
  labelsOf,
  modelNamed,
  type NamedKind,
  observedVariables,
  type Reference,
  type ReferencePlace,
  references,
  templatesOf,
  variableNamed,
  variablesOf,
} from './references.ts';
export { type RenameTarget, type Renaming, rename, renameTarget } from './rename.ts';
export { columnWritten, type KnownColumn } from './rename-variable.ts';
export { scalarSource } from './scalar-source.ts';
export { type SchemaEntry, type SchemaProperty, schemaEntryAt } from './schema-entry.ts';
export { selectionsAt } from './selection.ts';
export * from './study.ts';
export { rootOf } from './study-trees.ts';
export { parseTemplate } from './templates.ts';
export {
  type Entry,
  entryOf,
  type ListNode,
  type MapNode,
  plainForm,
  type ScalarNode,
  type TreeNode,
  valueUnder,
} from './tree.ts';
export { withoutUnread } from './unread.ts';
export { writtenAnswers } from './written-answers.ts';
