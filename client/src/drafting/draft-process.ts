import { spawn } from 'node:child_process';
import path from 'node:path';
import { type DraftOutcome, readDraftOutcome } from './draft-outcome.ts';

export interface DraftRequest {
  /** The bundle of the command line. */
  readonly script: string;
  readonly data: string;
  /** The study to write. A file that is there is never written over. */
  readonly study: string;
  readonly signal: AbortSignal;
}

/**
 * Drafts a study in a process of its own, because a large data file would hold up the editor. Never rejects; null when
 * the signal has stopped it.
 */
export function draftInProcess({ script, data, study, signal }: DraftRequest): Promise<DraftOutcome | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, 'init', data, '--out', study, '--json'], {
      cwd: path.dirname(study),
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      signal,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', (error) =>
      resolve(signal.aborted ? null : { kind: 'failed', code: 'not-started', message: error.message }),
    );
    child.once('close', () => resolve(signal.aborted ? null : readDraftOutcome(output)));
  });
}
