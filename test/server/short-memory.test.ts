import { describe, expect, it } from 'vitest';
import { nodeWorld } from '../../server/src/node-world.ts';
import { withShortMemory } from '../../server/src/short-memory.ts';
import type { World } from '../../server/src/world.ts';

/** A world that counts what it is asked, with a clock and a change that the test makes. */
function counting() {
  const asked: string[] = [];
  const time = { now: 0 };
  let change: () => void = () => undefined;
  const inner: World = {
    ...nodeWorld,
    now: () => time.now,
    stamp: (path) => {
      asked.push(path);
      return Promise.resolve(String(asked.length));
    },
    evaluationFiles: (studyFile, study) => {
      asked.push(`${studyFile} ${study}`);
      return Promise.resolve([]);
    },
    watch: (_watched, changed) => {
      change = changed;
      return () => undefined;
    },
  };
  return { world: withShortMemory(inner), asked, time, change: () => change() };
}

describe('a world with a short memory', () => {
  it('looks a file up once for all that is asked at once', async () => {
    const { world, asked } = counting();
    const stamps = await Promise.all([world.stamp('a'), world.stamp('a'), world.stamp('b')]);
    await world.evaluationFiles('s', 'one');
    await world.evaluationFiles('s', 'one');
    expect(stamps).toEqual(['1', '1', '2']);
    expect(asked).toEqual(['a', 'b', 's one']);
  });

  it('looks it up again a moment later', async () => {
    const { world, asked, time } = counting();
    await world.stamp('a');
    time.now = 99;
    await world.stamp('a');
    time.now = 100;
    await world.stamp('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('looks everything up again when something that is watched has changed, before anybody hears of it', async () => {
    const { world, asked, change } = counting();
    const heard: Promise<string | null>[] = [];
    world.watch({ folders: () => [], stamp: () => Promise.resolve('') }, () => heard.push(world.stamp('a')));
    await world.stamp('a');
    change();
    expect(await heard[0]).toBe('2');
    expect(asked).toEqual(['a', 'a']);
  });
});
