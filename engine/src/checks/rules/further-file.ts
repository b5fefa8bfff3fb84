import { diagnostic } from '#engine/diagnostics';
import { missingFile } from '../missing-file.ts';
import type { Rule } from '../rule.ts';

/** The file of further personas is there, and its people can be read as those of the study are. */
export const furtherFile: Rule = {
  codes: ['missing-data-file', 'data-format', 'unknown-column', 'unmatched-values'],
  *check({ study: { sample }, data }) {
    const source = sample.kind === 'matched' ? sample.further : undefined;
    if (source === undefined || data.kind !== 'table' || data.further === undefined) {
      return;
    }
    const { further } = data;
    if (further.kind === 'table') {
      yield* further.further.diagnostics;
      return;
    }
    const { range, value } = source.data;
    const file = { data: { subject: value } };
    yield further.error.kind === 'not-found'
      ? missingFile(source.data, further.error.instead)
      : diagnostic(
          'data-format',
          range,
          `\`${value}\` cannot be read as a table of people. It wants to be written as \`human.data\` is: a header, then one row a person.`,
          file,
        );
  },
};
