// A thread of the server, for what would be felt by somebody who types. It reads a large data file, keeps it, and answers
// what is asked about studies on it (data-host.ts): no other thread ever holds the people. Or it reads the file of a large
// run and says what a line about it needs. Bundled as dist/data-worker.mjs.
import { parentPort, workerData } from 'node:worker_threads';
import { factsOf } from '../runs/run-facts.ts';
import { readStoredRun } from '../runs/run-folder.ts';
import { dataHost } from './data-host.ts';
import type { ToData } from './data-messages.ts';
import { readDataFile } from './read-data-file.ts';
import type { ThreadWork } from './thread-work.ts';

const work: ThreadWork = workerData;
if (work.kind === 'data') {
  const take = dataHost(work.file, readDataFile, (message) => parentPort?.postMessage(message));
  parentPort?.on('message', (message: ToData) => take(message));
} else {
  parentPort?.postMessage(factsOf(readStoredRun(work.places)));
}
