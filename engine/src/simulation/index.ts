export type { RespondentAnswers } from './answers.ts';
export { type CallError, isTransient, stopsTheRun } from './call-errors.ts';
export { answerLines, type CodedAnswers, codeAnswers } from './code-answers.ts';
export { type Conversation, type Message, type Questionnaire, questionnaireFor } from './conversation.ts';
export type { RunEvent, RunStatusKind } from './events.ts';
export { findRespondents, type ListedRespondent, respondentRow } from './find-respondents.ts';
export { answersSchema } from './generated/answers-schema.ts';
export { runSchema } from './generated/run-schema.ts';
export type { PlanColumns, RunFile, RunModel } from './generated/run-types.ts';
export { type GivenAnswers, givenAnswers } from './given-answers.ts';
export type { GivenProblem } from './given-problems.ts';
export { type Interview, interviewFor, nextTurn, type Turn } from './interview.ts';
export { makePlan, type PlanResult } from './make-plan.ts';
export { failedAnswers, interviewAnswers, questionnaireAnswers, type Reply } from './parse-reply.ts';
export { type Call, callsOf, type Plan, turnsEach } from './plan.ts';
export { planColumns, planFromColumns } from './plan-columns.ts';
export { errorsInPrompt } from './prompt-errors.ts';
export { type PromptPreview, promptPreview } from './prompt-preview.ts';
export type { AnswerSchema, ReplySchema } from './reply-schema.ts';
export {
  type Attempt,
  defaultRetryPolicy,
  type RetryPolicy,
  type RetryWorld,
  waitBefore,
  withRetries,
} from './retry.ts';
export { type Readable, RUN_FORMAT, readAnswersLine, readRunFile, runFileText } from './run-file.ts';
export { inParallel, type StopSignal } from './scheduler.ts';
export { settingsHash } from './settings-hash.ts';
