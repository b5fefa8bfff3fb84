import fs from 'node:fs';
import type { RunFile } from '#engine';
import { storedRuns } from '../runs/run-folder.ts';

/**
 * How many runs that were planned before this one have been evaluated on the same held-out people. Evaluating a run again
 * changes nothing about it.
 */
export function earlierEvaluations(root: string, run: RunFile): number {
  const pilot = JSON.stringify(run.plan.pilot_ids);
  return storedRuns(root).filter(
    ({ places, file }) =>
      file.kind === 'read' &&
      file.value.run !== run.run &&
      file.value.created < run.created &&
      file.value.model.kind !== 'built-in' &&
      JSON.stringify(file.value.plan.pilot_ids) === pilot &&
      fs.existsSync(places.evaluation),
  ).length;
}
