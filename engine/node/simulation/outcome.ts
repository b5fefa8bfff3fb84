import type { RunFile, RunStatusKind } from '#engine';
import type { OpenRun } from './open-run.ts';
import type { Progress } from './progress.ts';

/** How a simulation ended, and what `run.json` has to say about it. */
export interface Outcome {
  readonly status: Exclude<RunStatusKind, 'running'>;
  readonly save: Pick<RunFile, 'status' | 'capabilities' | 'notes'>;
}

/** Ends the progress with what it counted. */
export function outcomeOf(
  open: OpenRun,
  progress: Progress,
  status: Outcome['status'],
  message: string | null,
  more: Partial<Pick<RunFile, 'capabilities' | 'notes'>> = {},
): Outcome {
  progress.end();
  return {
    status,
    save: {
      capabilities: open.run.capabilities,
      notes: open.run.notes,
      ...more,
      status: { kind: status, answered: progress.done, failures: { ...progress.failures }, message },
    },
  };
}
