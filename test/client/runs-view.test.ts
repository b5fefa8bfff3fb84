import { expect, it } from 'vitest';
import type { ListedRun, StudyRuns } from '#engine/node';
import { nodeId } from '../../client/src/runs-view/node-ids.ts';
import { studyRows } from '../../client/src/runs-view/study-rows.ts';

const run: ListedRun = {
  run: 'regression-1',
  folder: '/a/.understudy/s/regression-1',
  model: 'regression',
  status: 'finished',
  created: null,
  answered: 1,
  calls: 1,
  problem: null,
  evaluated: false,
  evaluation: null,
  report: null,
  verdict: [],
};

function studyOf(uri: string, study: string, ...runs: readonly ListedRun[]): StudyRuns {
  return { uri, study, runs };
}

it('tells rows apart of two studies that list the same runs', () => {
  const rows = ['file:///a/one.study.yaml', 'file:///a/two.study.yaml'].flatMap((study) => [
    { kind: 'study', runs: { uri: study } } as const,
    { kind: 'run', study, run } as const,
    { kind: 'verdict', study, run, line: { name: 'marginal' } } as const,
    { kind: 'verdict', study, run, line: { name: 'structural' } } as const,
  ]);
  expect(new Set(rows.map(nodeId)).size).toBe(rows.length);
});

it('names the files of studies that have the same id, and leaves out those without runs', () => {
  const rows = studyRows([
    studyOf('file:///a/one.study.yaml', 's', run),
    studyOf('file:///a/copy%20of%20one.study.yaml', 's', run, run),
    studyOf('file:///b/other.study.yaml', 't', run),
    studyOf('file:///c/t.study.yaml', 't'),
  ]);
  expect(rows.map(({ runs, description }) => `${runs.study}: ${description}`)).toEqual([
    's: one.study.yaml · 1 run',
    's: copy of one.study.yaml · 2 runs',
    't: 1 run',
  ]);
});
