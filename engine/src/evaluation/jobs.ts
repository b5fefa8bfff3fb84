import { type BootstrapJob, type BootstrapResult, bootstrapSteps } from './bootstrap-job.ts';
import {
  type CellJob,
  type CellResult,
  cellSteps,
  type LevelsJob,
  type LevelsResult,
  levelsSteps,
} from './cell-job.ts';
import { type PairedFitJob, type PairedFitResult, runPairedFitJob } from './paired-fit-job.ts';
import { type RectifyJob, type RectifyResult, runRectifyJob } from './rectify-job.ts';
import {
  type FitJob,
  type FitResult,
  type RefitJob,
  type RefitResult,
  refitSteps,
  runFitJob,
} from './regression-job.ts';

/** A piece of the heavy work: plain data that can be sent to another thread. */
export type Job = CellJob | LevelsJob | BootstrapJob | FitJob | PairedFitJob | RefitJob | RectifyJob;

/** What a job gives back: plain data as well. */
export type JobResult =
  | CellResult
  | LevelsResult
  | BootstrapResult
  | FitResult
  | PairedFitResult
  | RefitResult
  | RectifyResult;

/** Does one job, wherever it runs. */
export function runJob(job: Job): JobResult {
  const steps = jobSteps(job);
  let step = steps.next();
  while (step.done !== true) {
    step = steps.next();
  }
  return step.value;
}

/** Does one job step by step, so that whoever works where a cancellation is heard can look for one between steps. */
export function* jobSteps(job: Job): Generator<void, JobResult, void> {
  switch (job.kind) {
    case 'cell':
      return yield* cellSteps(job);
    case 'levels':
      return yield* levelsSteps(job);
    case 'bootstrap':
      return yield* bootstrapSteps(job);
    case 'fit':
      return runFitJob(job);
    case 'paired-fit':
      return runPairedFitJob(job);
    case 'refit':
      return yield* refitSteps(job);
    case 'rectify':
      return runRectifyJob(job);
  }
}
