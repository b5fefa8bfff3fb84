import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluationFilesOf, evaluationsToWatch, fileToWatch, type Watched, watch } from '#engine/node';

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-watch-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Watches, and waits for one change after `act`. */
async function changeAfter(watched: Watched, act: () => void): Promise<void> {
  const first = watched.stamp;
  let isReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  let tell: () => void = () => {};
  const changed = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const stop = watch(
    {
      ...watched,
      async stamp() {
        const stamp = await first();
        isReady();
        return stamp;
      },
    },
    () => tell(),
  );
  await ready;
  act();
  await changed;
  stop();
}

test('an evaluation in folders that are all made at once is heard of', async () => {
  const study = path.join(folder, 'made', 'a.study.yaml');
  fs.mkdirSync(path.dirname(study));
  const file = path.join(folder, 'made', '.understudy', 'a', 'run', 'evaluation.json');
  await changeAfter(evaluationsToWatch(study, 'a'), () => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '{}');
  });
  expect((await evaluationFilesOf(study, 'a')).map((found) => found.file)).toEqual([file]);
});

test('an evaluation that is replaced, and one that is deleted, is heard of', async () => {
  const study = path.join(folder, 'old', 'a.study.yaml');
  const file = path.join(folder, 'old', '.understudy', 'a', 'run', 'evaluation.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '{}');
  await changeAfter(evaluationsToWatch(study, 'a'), () => {
    fs.writeFileSync(`${file}.tmp`, '{"longer": 1}');
    fs.renameSync(`${file}.tmp`, file);
  });
  await changeAfter(evaluationsToWatch(study, 'a'), () => fs.rmSync(file));
  expect(await evaluationFilesOf(study, 'a')).toEqual([]);
});

test('a data file in a folder that is not there yet is heard of', async () => {
  const file = path.join(folder, 'later', 'data', 'people.csv');
  await changeAfter(fileToWatch(file), () => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'id\n1\n');
  });
});

test('the newest evaluation comes first', async () => {
  const study = path.join(folder, 'order', 'a.study.yaml');
  const place = (run: string) => path.join(folder, 'order', '.understudy', 'a', run, 'evaluation.json');
  for (const [index, run] of ['b', 'c', 'a'].entries()) {
    fs.mkdirSync(path.dirname(place(run)), { recursive: true });
    fs.writeFileSync(place(run), '{}');
    fs.utimesSync(place(run), 1000 + index, 1000 + index);
  }
  fs.mkdirSync(path.join(folder, 'order', '.understudy', 'a', 'unfinished'));
  expect((await evaluationFilesOf(study, 'a')).map(({ file }) => file)).toEqual([place('a'), place('c'), place('b')]);
});
