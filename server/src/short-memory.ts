import type { World } from './world.ts';

/**
 * A world in which a file that was looked up a moment ago is not looked up again: after one edit an editor asks for many
 * things at once. Whatever is watched and changes is looked up anew at once.
 */
export function withShortMemory(world: World): World {
  const stamps = remembered(world.stamp, world.now);
  const evaluations = remembered(world.evaluationFiles, world.now);
  return {
    ...world,
    stamp: stamps.ask,
    evaluationFiles: evaluations.ask,
    watch: (watched, changed) =>
      world.watch(watched, () => {
        stamps.forget();
        evaluations.forget();
        changed();
      }),
  };
}

const rememberedMs = 100;

function remembered<A extends readonly string[], T>(
  ask: (...asked: A) => Promise<T>,
  now: () => number,
): { readonly ask: (...asked: A) => Promise<T>; readonly forget: () => void } {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return {
    ask(...asked) {
      const key = JSON.stringify(asked);
      const time = now();
      const last = known.get(key);
      if (last !== undefined && time < last.until) {
        return last.answer;
      }
      for (const [other, { until }] of known) {
        if (time >= until) {
          known.delete(other);
        }
      }
      const answer = ask(...asked);
      known.set(key, { until: time + rememberedMs, answer });
      return answer;
    },
    forget: () => known.clear(),
  };
}
