// A worker thread that reads one data file and hands it over in pieces, each when it is asked for, so that whoever takes
// them has time for other things between two. Bundled as dist/data-worker.mjs.
import { parentPort, workerData } from 'node:worker_threads';
import type { DataPiece, DataReadOrder } from './data-pieces.ts';
import { piecesOf } from './data-pieces.ts';
import { readDataFile } from './read-data-file.ts';

const { path, options }: DataReadOrder = workerData;
const pieces = readDataFile(path, options).then(piecesOf);

parentPort?.on('message', () => {
  pieces.then((made) => {
    const { value, done } = made.next();
    const piece: DataPiece = done === true ? { kind: 'end' } : value;
    const moved = piece.kind === 'column' ? [piece.codes.buffer, piece.counts.buffer] : [];
    parentPort?.postMessage(piece, moved as ArrayBuffer[]);
  });
});
