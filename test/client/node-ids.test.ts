import { expect, it } from 'vitest';
import { nodeId } from '../../client/src/runs-view/node-ids.ts';

it('tells rows apart of two studies that list the same runs', () => {
  const run = { folder: '/a/.understudy/s/regression-1' };
  const rows = ['file:///a/one.study.yaml', 'file:///a/two.study.yaml'].flatMap((study) => [
    { kind: 'study', runs: { uri: study } } as const,
    { kind: 'run', study, run } as const,
    { kind: 'verdict', study, run, line: { name: 'marginal' } } as const,
    { kind: 'verdict', study, run, line: { name: 'structural' } } as const,
  ]);
  expect(new Set(rows.map(nodeId)).size).toBe(rows.length);
});
