import type { Diagnostic } from '#engine/diagnostics';
import { cutLabel } from '../cut-labels.ts';
import type { Rule } from '../rule.ts';
import { unsplitBy } from '../unsplit.ts';

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
  *check({ study, data, variables }) {
    if (data.kind !== 'table') {
      return;
    }
    // values whose labels YAML has cut at their commas match nothing; that is said once, at the labels
    const isOfCutLabels = ({ code, data: { subject = '', values = [] } }: Diagnostic): boolean => {
      const variable = code === 'unmatched-values' ? variables.get(subject) : undefined;
      return (
        variable !== undefined &&
        values.length > 0 &&
        values.every(({ value }) => cutLabel({ study, data }, variable, value) !== null)
      );
    };
    // header rows that were taken for people fit in no column; that is said once, at the file
    const hasHeaders = data.table.notes.some(({ kind }) => kind === 'three-header-rows-likely');
    // and a file that is not divided into columns has none of them; that is said once, at the delimiter
    const isUnsplit = study.human !== null && unsplitBy(study.human, data.table) !== null;
    yield* data.people.diagnostics.filter(
      (found) =>
        !(hasHeaders && found.code === 'unmatched-values') &&
        !(isUnsplit && found.code === 'unknown-column') &&
        !isOfCutLabels(found),
    );
    // an arm whose data values match nothing has nobody in the pilot either
    const unmatched = new Set(
      data.people.diagnostics.flatMap(({ code, data: { subject } }) => (code === 'unmatched-values' ? [subject] : [])),
    );
    yield* data.split.diagnostics.filter(
      ({ code, data: { subject, inData } }) => code !== 'pilot-misses-arm' || inData !== 0 || !unmatched.has(subject),
    );
  },
};
