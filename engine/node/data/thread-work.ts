import path from 'node:path';
import type { RunFolder } from '../runs/run-folder.ts';
import type { DataFile } from './data-messages.ts';

/** What a thread of the server is begun for: to hold a data file, or to read what a run says of itself. */
export type ThreadWork =
  | { readonly kind: 'data'; readonly file: DataFile }
  | { readonly kind: 'run'; readonly places: RunFolder };

/** The bundle of such a thread, beside the running one. */
export function besideBundle(): string {
  return path.join(path.dirname(process.argv[1] ?? ''), 'data-worker.mjs');
}
