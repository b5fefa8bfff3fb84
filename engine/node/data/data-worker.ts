// A thread that reads one large data file, keeps it, and answers what is asked about studies on it (data-host.ts): no other
// thread ever holds the people. Bundled as dist/data-worker.mjs.
import { parentPort, workerData } from 'node:worker_threads';
import { dataHost } from './data-host.ts';
import type { DataFile, ToData } from './data-messages.ts';
import { readDataFile } from './read-data-file.ts';

const file: DataFile = workerData;
const take = dataHost(file, readDataFile, (message) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToData) => take(message));
