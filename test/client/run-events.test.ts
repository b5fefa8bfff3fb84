import { describe, expect, test } from 'vitest';
import { lineSplitter } from '../../client/src/run/json-lines.ts';
import { parseRunEvent } from '../../client/src/run/run-events.ts';

describe('lines of a process', () => {
  const cases: readonly (readonly [what: string, chunks: readonly string[], lines: readonly string[]])[] = [
    ['whole lines', ['a\nb\n'], ['a', 'b']],
    ['a line in three pieces', ['a', 'b', 'c\n'], ['abc']],
    ['a break at the seam', ['a', '\nb\n'], ['a', 'b']],
    ['carriage returns and empty lines', ['a\r\n\n  \nb\r\n'], ['a', 'b']],
    ['a torn last line', ['a\nb'], ['a']],
    ['a line that is too long, whole', [`${'x'.repeat(1_000_001)}\nb\n`], ['b']],
    ['a line that is too long, in pieces', ['x'.repeat(600_000), 'x'.repeat(600_000), 'x\nb\n'], ['b']],
  ];
  test.each(cases)('%s', (_what, chunks, lines) => {
    const found: string[] = [];
    const feed = lineSplitter((line) => found.push(line));
    for (const chunk of chunks) {
      feed(chunk);
    }
    expect(found).toEqual(lines);
  });
});

describe('events of a run', () => {
  const progress = { kind: 'progress', phase: 'simulating', model: 'gpt', done: 1, total: 2, failures: 0 };

  test.each([
    [progress],
    [{ kind: 'done', exitCode: 0 }],
    [{ kind: 'evaluated', file: '/a/evaluation.json', report: '/a/report.html' }],
    [{ kind: 'failed', code: 'x', message: 'y', location: 'a:1:2' }],
    [{ kind: 'notice', severity: 'warning', message: 'y' }],
  ])('%o is one', (event) => {
    expect(parseRunEvent(JSON.stringify(event))).toEqual(event);
  });

  test.each([
    ['no JSON', 'Debugger listening on ws://'],
    ['a number', '3'],
    ['null', 'null'],
    ['no kind', '{"message":"x"}'],
    ['a kind of a later version', '{"kind":"tuned"}'],
    ['a name that every object has', '{"kind":"constructor"}'],
    ['a field that is missing', JSON.stringify({ ...progress, done: undefined })],
    ['a field of another type', JSON.stringify({ ...progress, total: 'two' })],
    ['a word that is none of the known', JSON.stringify({ ...progress, phase: 'dreaming' })],
  ])('%s is none', (_what, line) => {
    expect(parseRunEvent(line)).toBeNull();
  });
});
