import { builtInModels } from '#engine';
import { storedRuns } from '#engine/node';

/** The newest finished run, in a list; empty where there is none. Built-in models are simulated together: of those on the same plan, the best one. */
export function newestFinished(root: string): readonly string[] {
  const finished = storedRuns(root).flatMap(({ places, file }) =>
    file.kind === 'read' && file.value.status.kind === 'finished' ? [{ run: places.run, file: file.value }] : [],
  );
  const newest = finished[0];
  if (newest === undefined) {
    return [];
  }
  const best = [...builtInModels]
    .reverse()
    .map((id) => finished.find(({ file }) => file.model.id === id && file.plan.hash === newest.file.plan.hash))
    .find((one) => one !== undefined);
  return [newest.file.model.kind === 'built-in' ? (best?.run ?? newest.run) : newest.run];
}
