import type { BootstrapResult } from './bootstrap-job.ts';
import type { CellResult, LevelsResult } from './cell-job.ts';
import type { Job, JobResult } from './jobs.ts';
import type { PairedFitResult } from './paired-fit-job.ts';
import type { RectifyResult } from './rectify-job.ts';
import type { FitResult, RefitResult } from './regression-job.ts';

/** Where a job's result will be found; −1 where there was nothing to do. */
export type JobHandle = number;

/** Collects jobs, and hands out their results by kind. */
export class JobList {
  readonly jobs: Job[] = [];

  /** Takes a job; null asks for nothing and gives null. */
  add(job: Job | null): JobHandle {
    return job === null ? -1 : this.jobs.push(job) - 1;
  }

  /** The results of `jobs`, in their order. */
  resultsFrom(results: readonly JobResult[]): JobResults {
    const at = (handle: JobHandle): JobResult | undefined => results[handle];
    return {
      cell: (handle) => {
        const result = at(handle);
        return result?.kind === 'cell' ? result : null;
      },
      levels: (handle) => {
        const result = at(handle);
        return result?.kind === 'levels' ? result : null;
      },
      bootstrap: (handle) => {
        const result = at(handle);
        return result?.kind === 'bootstrap' ? result : null;
      },
      fit: (handle) => {
        const result = at(handle);
        return result?.kind === 'fit' ? result : null;
      },
      pairedFit: (handle) => {
        const result = at(handle);
        return result?.kind === 'paired-fit' ? result : null;
      },
      refit: (handle) => {
        const result = at(handle);
        return result?.kind === 'refit' ? result : null;
      },
      rectify: (handle) => {
        const result = at(handle);
        return result?.kind === 'rectify' ? result : null;
      },
    };
  }
}

/** Results by handle and kind; null where there was no job. */
export interface JobResults {
  readonly cell: (handle: JobHandle) => CellResult | null;
  readonly levels: (handle: JobHandle) => LevelsResult | null;
  readonly bootstrap: (handle: JobHandle) => BootstrapResult | null;
  readonly fit: (handle: JobHandle) => FitResult | null;
  readonly pairedFit: (handle: JobHandle) => PairedFitResult | null;
  readonly refit: (handle: JobHandle) => RefitResult | null;
  readonly rectify: (handle: JobHandle) => RectifyResult | null;
}
