import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStudy } from '#engine';
import {
  type DataQuestion,
  type LargeData,
  largeDataHere,
  largeDataInThread,
  loadStudy,
  processWorld,
  readDataFile,
  runLister,
  simulate,
  studyOnData,
} from '#engine/node';
import { runFolderOf, studyFolder } from '../cli/helpers.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-large-data-'));
const bundle = path.join(folder, 'data-worker.mjs');
beforeAll(() =>
  esbuild.build({
    entryPoints: ['engine/node/data/data-worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile: bundle,
    logLevel: 'warning',
  }),
);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const sample = path.resolve('samples/media-influence');
const text = fs.readFileSync(path.join(sample, 'media-influence.study.yaml'), 'utf8');
const people = { path: path.join(sample, 'data/media-influence.csv'), options: {} };
const look: DataQuestion = { kind: 'look' };
const about = (changed: string) => ({ about: 'file:///a.study.yaml', text: changed, further: null });

/** Runs with the data held in a thread, and lets go of them. */
async function inThread<T>(file: string, work: (large: LargeData) => Promise<T>): Promise<T> {
  const large = largeDataInThread({ path: file, options: {} }, bundle);
  try {
    return await work(large);
  } finally {
    large.end();
  }
}

function written(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
}

describe('a data file that a thread holds', () => {
  it.each([
    ['a sample', fs.readFileSync(people.path)],
    ['a header without rows', 'id;answer\n'],
    ['an encoding that is noted', Buffer.from('id,answer\n1,\xe4hnlich\n', 'latin1')],
  ])('has the columns that it has here: %s', async (_what, content) => {
    const file = written('columns.csv', content);
    const read = await readDataFile(file);
    const { rows, columns } = read.kind === 'table' ? read.table : { rows: -1, columns: [] };
    expect(await inThread(file, (large) => large.table)).toEqual({
      kind: 'table',
      table: { rows, columns: columns.map(({ name, values, counts }) => ({ name, values, counts })) },
    });
  });

  it('hands over the values that most people have, where there are very many', async () => {
    const rows = Array.from({ length: 8000 }, (_, row) => `p${row},${row % 6000}`);
    const file = written('many.csv', `id,number\n${[...rows, 'x,n/a'].join('\n')}\n`);
    const read = await inThread(file, (large) => large.table);
    const number = read.kind === 'table' ? read.table.columns[1] : undefined;
    expect(number?.values).toHaveLength(5000);
    expect(number?.values).toEqual(expect.arrayContaining(['0', '1999', '5999', 'n/a']));
    expect(number?.counts[number.values.indexOf('7')]).toBe(2);
  });

  it('that is not there, or is no table, is an error', async () => {
    const gone = path.join(folder, 'gone.csv');
    expect(await inThread(gone, (large) => large.table)).toEqual({
      kind: 'error',
      error: { kind: 'not-found', path: gone },
    });
    expect(await inThread(written('empty.csv', ''), (large) => large.table)).toEqual({
      kind: 'error',
      error: { kind: 'empty' },
    });
  });

  it.each([
    ['as it is', text],
    ['with a misspelt level', text.replace('[female, male]', '[woman, male]')],
    ['with further personas', text.replace('sample: matched', 'sample: { further: panel.csv }')],
  ])('says of a study what is said of it here: %s', async (_what, changed) => {
    const { value: study } = parseStudy(changed);
    const isFurther = study.sample.kind === 'matched' && study.sample.further !== undefined;
    const further = isFurther ? { ...people, path: people.path, stamp: '1' } : null;
    const onData = studyOnData(study, {
      people: await readDataFile(people.path),
      further: isFurther ? await readDataFile(people.path) : null,
    });
    const answer = await inThread(people.path, (large) => large.ask({ ...about(changed), further }, look));
    expect(answer).toEqual({
      kind: 'look',
      look: { checks: onData.checks(), facts: onData.facts(), respondents: onData.respondents() },
    });
  });

  it('gives the prompt of a respondent, and finds respondents', async () => {
    const [prompt, found] = await inThread(people.path, (large) =>
      Promise.all([
        large.ask(about(text), { kind: 'prompt', number: 1000, repeat: 1 }),
        large.ask(about(text), { kind: 'respondents', lookedFor: 'female', most: 3 }),
      ]),
    );
    expect(prompt).toMatchObject({ kind: 'prompt', found: { kind: 'prompt', prompt: { number: 93, of: 93 } } });
    expect(found.kind === 'respondents' ? found.found.map(({ persona }) => persona) : []).toHaveLength(3);
  });

  it('looks at the newest text only, and stops where a newer one comes', async () => {
    let finish = (): void => undefined;
    const isRead = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const large = largeDataHere(people, async (file, options) => {
      await isRead;
      return readDataFile(file, options);
    });
    const older = [1, 2, 3].map((version) => large.ask(about(`${text}# ${version}\n`), look));
    const other = large.ask({ ...about(text), about: 'file:///b.study.yaml' }, look);
    finish();
    expect((await Promise.all(older)).map(({ kind }) => kind)).toEqual(['outdated', 'outdated', 'look']);
    expect((await other).kind).toBe('look');
  });

  it('answers no more where the thread breaks down, or the data are let go', async () => {
    const broken = written('broken.mjs', 'throw new Error("out of order");\n');
    const large = largeDataInThread(people, broken);
    expect(await large.table).toMatchObject({ kind: 'error', error: { reason: 'out of order' } });
    expect(await large.ask(about(text), look)).toEqual({ kind: 'failed', reason: 'out of order' });
    const ended = largeDataInThread(people, bundle);
    const asked = ended.ask(about(text), look);
    ended.end();
    expect((await asked).kind).toBe('failed');
    expect((await ended.table).kind).toBe('error');
  });

  it('is held here where the thread has no bundle', async () => {
    const large = largeDataInThread(people, `${bundle}.missing`);
    expect((await large.ask(about(text), look)).kind).toBe('look');
    expect((await large.table).kind).toBe('table');
    large.end();
  });
});

describe('a large run', () => {
  it('is read in a thread, and listed as it is here', async () => {
    const file = studyFolder();
    const read = await loadStudy(file);
    if (read.kind === 'unreadable') {
      throw new Error(read.reason);
    }
    const { loaded } = read;
    const request = { loaded, model: 'uniform', fresh: false, limit: null, concurrency: null, out: null };
    await simulate(
      request,
      processWorld(new AbortController().signal, () => undefined),
    );
    fs.appendFileSync(path.join(runFolderOf(file, 'uniform'), 'run.json'), ' '.repeat(1_000_000));
    const listed = (worker: string) => runLister(worker)(file, loaded.study.id.value);
    const [run] = await listed(`${bundle}.missing`);
    expect(run).toMatchObject({ model: 'uniform', status: 'finished', calls: 120 });
    expect(await listed(bundle)).toEqual([run]);
    expect(await listed(written('broken.mjs', 'throw new Error("out of order");\n'))).toMatchObject([
      { status: 'unreadable', problem: 'out of order' },
    ]);
  });
});
