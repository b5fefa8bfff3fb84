import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type DataPiece, DataPieces, type DataReadOrder } from './data-pieces.ts';
import { type DataFileOptions, type DataFileResult, readDataFile } from './read-data-file.ts';

/**
 * As `readDataFile`, in a thread of its own: this one is free meanwhile, and takes the table in small pieces. Reads here
 * where the thread's bundle (`data-worker.mjs` beside the running one, if left out) is missing. Never rejects.
 */
export async function readDataInWorker(
  file: string,
  options: DataFileOptions = {},
  bundle: string = besideBundle(),
): Promise<DataFileResult> {
  if (!fs.existsSync(bundle)) {
    return readDataFile(file, options);
  }
  const order: DataReadOrder = { path: file, options };
  const thread = new Worker(bundle, { workerData: order });
  try {
    return await take(thread);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'error', error: { kind: 'unreadable', path: file, reason } };
  } finally {
    await thread.terminate();
  }
}

function besideBundle(): string {
  return path.join(path.dirname(process.argv[1] ?? ''), 'data-worker.mjs');
}

function take(thread: Worker): Promise<DataFileResult> {
  return new Promise((resolve, reject) => {
    const pieces = new DataPieces();
    thread.on('message', (piece: DataPiece) => {
      const whole = pieces.add(piece);
      if (whole === null) {
        // The next piece is asked for in another turn, after whatever else is waiting.
        setImmediate(() => thread.postMessage('next'));
      } else {
        resolve(whole);
      }
    });
    thread.on('error', reject);
    thread.on('exit', () =>
      reject(new Error('The thread that read it ended early. It may be too large for the memory.')),
    );
    thread.postMessage('next');
  });
}
