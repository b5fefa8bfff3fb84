import { diagnostic } from '#engine/diagnostics';
import { writtenAnswers } from '#engine/study';
import type { Rule } from '../rule.ts';

/** A question with one answer asks nothing. */
export const scaleTooShort: Rule = {
  codes: ['scale-too-short'],
  *check({ study }) {
    for (const { id, measure } of study.items) {
      if (measure.kind === 'numeric' || measure.categories.length >= 2) {
        continue;
      }
      // what is missing, or cannot be read as an answer, has been reported by its structure
      if (writtenAnswers(study, id.value) === measure.categories.length) {
        const word = measure.kind === 'ordinal' ? 'scale' : 'list of options';
        const has = measure.categories.length === 0 ? 'no answers' : 'only one answer';
        yield diagnostic(
          'scale-too-short',
          id.range,
          `The ${word} of \`${id.value}\` has ${has}; it needs two or more.`,
          {
            data: { subject: id.value },
          },
        );
      }
    }
  },
};
