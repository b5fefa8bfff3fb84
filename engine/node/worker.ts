// A worker thread of an evaluation: does one job after the other. Bundled as dist/worker.mjs.
import { parentPort } from 'node:worker_threads';
import { runJob } from '#engine';
import type { JobAnswer, JobOrder } from './evaluation/worker-messages.ts';

parentPort?.on('message', ({ index, job }: JobOrder) => {
  const answer: JobAnswer = { index, result: runJob(job) };
  parentPort?.postMessage(answer);
});
