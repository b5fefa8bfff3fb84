import type { Rule } from '../rule.ts';

/** What was found while values were mapped and the pilot was split off (see `mapPeople`, `splitPeople`). */
export const dataValues: Rule = {
  codes: [
    'unknown-column',
    'unmatched-values',
    'ambiguous-values',
    'duplicate-ids',
    'bad-weights',
    'pilot-too-large',
    'pilot-misses-arm',
  ],
  *check({ data }) {
    if (data.kind !== 'table') {
      return;
    }
    // header rows that were taken for people fit in no column; that is said once, at the file
    const hasHeaders = data.table.notes.some(({ kind }) => kind === 'three-header-rows-likely');
    yield* data.people.diagnostics.filter(({ code }) => !hasHeaders || code !== 'unmatched-values');
    yield* data.split.diagnostics;
  },
};
