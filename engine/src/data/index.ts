export {
  type ArmPart,
  type Cell as StudyCell,
  categoryCounts,
  categoryWeights,
  cellsOf,
  type GroupPart,
  groupsOf,
  rowsOf,
  rowsOfAll,
  type Slice,
  slicesOf,
} from './cells.ts';
export {
  alsoCode,
  type CodedTable,
  type CodedVariable,
  type FailureKind,
  failureCode,
  failureKinds,
  MISSING,
  selectRows,
} from './coded-table.ts';
export { columnDigest } from './column-digest.ts';
export { evaluateCondition } from './condition.ts';
export { withDerived } from './derived.ts';
export { type DistinctRespondents, distinctRespondents } from './distinct-respondents.ts';
export type { ModelProblem } from './factor-values.ts';
export { type FurtherPeople, mapFurtherPeople } from './further-people.ts';
export { mapPeople } from './map-people.ts';
export { isMissing, meanings, plainNumber, type ValueMeaning } from './match-values.ts';
export {
  type LeftOut,
  type ModelColumn,
  type ModelFrame,
  type ModelFrameResult,
  type ModelResponse,
  modelColumns,
  modelFrame,
} from './model-frame.ts';
export type { People, Split } from './people.ts';
export { remembered } from './remembered.ts';
export { largestRemainder, splitPeople } from './split-people.ts';
export { subPilot } from './sub-pilot.ts';
export { columnNamed, type DataColumn, type DataError, type DataNote, type DataTable } from './table.ts';
export { exampleList } from './value-diagnostics.ts';
export { binOf, type VariableShape, variableShape } from './variable-shape.ts';
