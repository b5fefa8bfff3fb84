import type { Job, JobResult } from '#engine';

/** A job for a worker thread. */
export interface JobOrder {
  readonly index: number;
  readonly job: Job;
}

/** What it gave. */
export interface JobAnswer {
  readonly index: number;
  readonly result: JobResult;
}
