export { type EvaluationOptions, type EvaluationResult, evaluate } from './evaluate.ts';
export { type CancelSignal, type Executor, inlineExecutor } from './executor.ts';
export { evaluationSchema } from './generated/evaluation-schema.ts';
export type * from './generated/evaluation-types.ts';
export {
  type SchemaError as EvaluationSchemaError,
  validate as validateEvaluation,
} from './generated/evaluation-validator.js';
export {
  type AnswerTable,
  type DrawNumbers,
  defaultDraws,
  type EvaluationFailure,
  type EvaluationInput,
  type ModelAnswers,
} from './input.ts';
export { type Job, type JobResult, runJob } from './jobs.ts';
export { type ReadEvaluation, readEvaluation } from './read-evaluation.ts';
