export { coefficientDifferenceUsed, gapDifferenceUsed } from './difference-used.ts';
export { type EvaluationOptions, type EvaluationResult, evaluate } from './evaluate.ts';
export { type CancelSignal, type Executor, inlineExecutor } from './executor.ts';
export { evaluationSchema } from './generated/evaluation-schema.ts';
export type * from './generated/evaluation-types.ts';
export {
  type SchemaError as EvaluationSchemaError,
  validate as validateEvaluation,
} from './generated/evaluation-validator.js';
export { learningCurveSchema } from './generated/learning-curve-schema.ts';
export type { Curve, CurvePoint, LearningCurve } from './generated/learning-curve-types.ts';
export { validate as validateLearningCurve } from './generated/learning-curve-validator.js';
export { type Headline, headlinesOf } from './headlines.ts';
export {
  type AnswerTable,
  type DrawNumbers,
  defaultDraws,
  type EvaluationFailure,
  type EvaluationInput,
  type FurtherAnswers,
  type ModelAnswers,
  type SensitivityRun,
} from './input.ts';
export { type Job, type JobResult, runJob } from './jobs.ts';
export { learningCurve, type PilotResult } from './learning-curve.ts';
export { type ReadEvaluation, readEvaluation } from './read-evaluation.ts';
export { coefficientUnit, distanceUnit, whyUninformative } from './units.ts';
