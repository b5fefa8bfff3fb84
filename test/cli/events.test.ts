import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '#engine';
import { cli } from '../tools/built-cli.ts';
import { edited, runFolderOf, studyFolder } from './helpers.ts';

const events = (out: string): readonly RunEvent[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('--events', () => {
  it('tells everything as lines of JSON, `done` last', async () => {
    const file = studyFolder();
    const { code, out, err } = await cli(['simulate', file, '--evaluate', '--events']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = events(out);
    expect(told.filter((one) => one.kind === 'planned').map((one) => one.calls)).toEqual([120, 120, 120, 120]);
    expect(told.filter((one) => one.kind === 'simulated')).toHaveLength(4);
    expect(told.some((one) => one.kind === 'progress' && one.phase === 'evaluating' && one.done === one.total)).toBe(
      true,
    );
    expect(told.find((one) => one.kind === 'evaluated')?.file).toBe(
      path.join(runFolderOf(file, 'regression'), 'evaluation.json'),
    );
    expect(told.at(-1)).toEqual({ kind: 'done', exitCode: 0 });
  });

  it('ends with `done` also when it cannot write', async () => {
    const file = studyFolder();
    const { code, out } = await cli([
      'simulate',
      file,
      '--events',
      '--out',
      path.join(path.dirname(file), 'people.csv'),
    ]);
    expect(code).toBe(3);
    expect(events(out).map((one) => one.kind)).toEqual(['failed', 'done']);
  });

  it('tells what is wrong with a study, and where', async () => {
    const file = edited('~ frame + concern', '~ frame + concren');
    const { code, out } = await cli(['simulate', file, '--events']);
    expect(code).toBe(1);
    expect(events(out)).toEqual([
      {
        kind: 'failed',
        code: 'study-errors',
        message: expect.stringContaining('concren'),
        location: expect.stringMatching(/sharing\.study\.yaml:\d+:\d+$/),
      },
      { kind: 'done', exitCode: 1 },
    ]);
  });
});
