import { expect, test } from 'vitest';
import { readDraftOutcome } from '../../client/src/drafting/draft-outcome.ts';

const data = {
  file: '/x/people.study.yaml',
  people: 160,
  encoding: 'windows-1252',
  todo: 4,
  attributes: ['gender'],
  treatments: ['frame'],
  beliefs: ['a', 'b'],
  actions: ['c'],
};
const error = { code: 'no-draft', message: 'a.csv is empty.' };
const unexpected = { kind: 'failed', code: 'unexpected', message: 'Drafting ended without a result.' };

test.each([
  [
    'a study',
    { data, errors: [] },
    {
      kind: 'drafted',
      file: data.file,
      people: 160,
      encoding: 'windows-1252',
      todo: 4,
      attributes: 1,
      treatments: 1,
      items: 3,
    },
  ],
  ['a reason', { data: null, errors: [error, { code: 'second', message: 'x' }] }, { kind: 'failed', ...error }],
  ['nothing', { data: null, errors: [] }, unexpected],
  ['something else', [1], unexpected],
  ['no JSON', undefined, unexpected],
])('reads %s from what `init --json` prints', (_, printed, outcome) => {
  expect(readDraftOutcome(JSON.stringify(printed) ?? 'Killed')).toEqual(outcome);
});
