import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '#engine';
import { evaluateRun, loadStudy, processWorld, type SimulationRequest, simulate } from '#engine/node';
import { journalOf, runFileOf, runFolderOf, studyFolder, temporaryFolder } from '../cli/helpers.ts';
import { builtCli } from '../tools/built-cli.ts';

const HELD_OUT = 120;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function simulated(
  file: string,
  more: Partial<SimulationRequest> = {},
  tell: (event: RunEvent) => void = () => {},
) {
  const read = await loadStudy(file);
  if (read.kind === 'unreadable') {
    throw new Error(read.reason);
  }
  return simulate(
    { loaded: read.loaded, model: 'uniform', fresh: false, limit: null, concurrency: null, out: null, ...more },
    processWorld(new AbortController().signal, tell),
  );
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: in words that nobody reads`), { code });
}

describe('a run whose files cannot be written', () => {
  it('does not begin where a file is in the way', async () => {
    const out = path.join(temporaryFolder(), 'file');
    fs.writeFileSync(out, '');
    expect(await simulated(studyFolder(), { out })).toMatchObject({ kind: 'impossible', code: 'not-writable' });
  });

  it.each([
    ['writeSync', 'ENOSPC', 'the disk is full'],
    ['fsyncSync', 'EIO', 'the disk reports an error'],
    ['openSync', 'EROFS', 'the disk is read-only'],
    ['mkdirSync', 'EACCES', 'there is no permission'],
  ] as const)('says so when %s fails with %s, and lets go of the run', async (call, code, words) => {
    const file = studyFolder();
    const failing = vi.spyOn(fs, call).mockImplementation(() => {
      throw systemError(code);
    });
    const result = await simulated(file);
    expect(result).toMatchObject({ kind: 'impossible', code: 'not-writable', message: expect.stringContaining(words) });
    failing.mockRestore();
    expect(await simulated(file)).toMatchObject({ kind: 'ran', status: 'finished', answered: HELD_OUT });
    expect(journalOf(file, 'uniform')).toHaveLength(HELD_OUT);
    expect(fs.readdirSync(runFolderOf(file, 'uniform')).sort()).toEqual(['answers.jsonl', 'run.json']);
  });

  it('fails as it is where the fault is ours', async () => {
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw new TypeError('ours');
    });
    await expect(simulated(studyFolder())).rejects.toThrow('ours');
  });
});

it('a run that another process has taken over is left to it', async () => {
  const file = studyFolder();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const result = await simulated(file, {}, (event) => {
    if (event.kind === 'planned') {
      const lock = path.join(runFolderOf(file, 'uniform'), 'run.lock');
      fs.writeFileSync(lock, fs.readFileSync(lock, 'utf8').replace(/"token":"[^"]*"/, '"token":"theirs"'));
      vi.advanceTimersByTime(20_000);
    }
  });
  expect(result).toMatchObject({ kind: 'impossible', code: 'run-locked' });
  expect(runFileOf(file, 'uniform').status.kind).toBe('running');
  expect(fs.readFileSync(path.join(runFolderOf(file, 'uniform'), 'run.lock'), 'utf8')).toContain('theirs');
});

it('lines of a journal that repeat a call, or belong to none, answer nothing', async () => {
  const file = studyFolder();
  await simulated(file, { limit: 3 });
  const journal = path.join(runFolderOf(file, 'uniform'), 'answers.jsonl');
  const [first = ''] = fs.readFileSync(journal, 'utf8').split('\n');
  fs.appendFileSync(journal, `${first}\n${first.replace(/twin:\w+/, 'twin:nobody')}\n`);
  const events: RunEvent[] = [];
  expect(await simulated(file, {}, (event) => events.push(event))).toMatchObject({ kind: 'ran', answered: HELD_OUT });
  expect(events[0]).toMatchObject({ kind: 'planned', calls: HELD_OUT, stored: 3 });
  expect(journalOf(file, 'uniform')).toHaveLength(HELD_OUT + 2);
});

it('an evaluation that cannot be stored says why', async () => {
  const file = studyFolder();
  const ran = await simulated(file);
  const read = await loadStudy(file);
  if (ran.kind !== 'ran' || read.kind !== 'loaded') {
    throw new Error('the run did not come about');
  }
  fs.mkdirSync(path.join(ran.folder, 'evaluation.json'));
  const world = processWorld(new AbortController().signal, () => {});
  const programFolder = path.dirname(await builtCli());
  expect(await evaluateRun({ loaded: read.loaded, run: ran.run, out: null, programFolder }, world)).toMatchObject({
    kind: 'impossible',
    code: 'run-file',
    message: expect.stringContaining('it is a folder'),
  });
});
