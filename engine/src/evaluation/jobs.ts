import { type BootstrapJob, type BootstrapResult, runBootstrapJob } from './bootstrap-job.ts';
import { type CellJob, type CellResult, runCellJob } from './cell-job.ts';
import { type PairedFitJob, type PairedFitResult, runPairedFitJob } from './paired-fit-job.ts';
import { type RectifyJob, type RectifyResult, runRectifyJob } from './rectify-job.ts';
import {
  type FitJob,
  type FitResult,
  type RefitJob,
  type RefitResult,
  runFitJob,
  runRefitJob,
} from './regression-job.ts';

/** A piece of the heavy work: plain data that can be sent to another thread. */
export type Job = CellJob | BootstrapJob | FitJob | PairedFitJob | RefitJob | RectifyJob;

/** What a job gives back: plain data as well. */
export type JobResult = CellResult | BootstrapResult | FitResult | PairedFitResult | RefitResult | RectifyResult;

/** Does one job, wherever it runs. */
export function runJob(job: Job): JobResult {
  switch (job.kind) {
    case 'cell':
      return runCellJob(job);
    case 'bootstrap':
      return runBootstrapJob(job);
    case 'fit':
      return runFitJob(job);
    case 'paired-fit':
      return runPairedFitJob(job);
    case 'refit':
      return runRefitJob(job);
    case 'rectify':
      return runRectifyJob(job);
  }
}
