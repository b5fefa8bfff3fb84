import { diagnostic } from '#engine/diagnostics';
import type { Rule } from '../rule.ts';

/** A scale is written lowest first, so its scores ascend. */
export const scoreOrder: Rule = {
  codes: ['score-order'],
  *check({ study }) {
    for (const { id, measure } of study.items) {
      if (measure.kind !== 'ordinal') {
        continue;
      }
      const at = measure.categories.findIndex(
        ({ score }, index) => score <= (measure.categories[index - 1]?.score ?? -Infinity),
      );
      const category = measure.categories[at];
      if (category !== undefined) {
        yield diagnostic(
          'score-order',
          category.scoreRange ?? category.range,
          `"${category.label.value}" has the score ${category.score}, no more than the answer before it. A scale is written lowest first, with ascending scores.`,
          { data: { subject: id.value } },
        );
      }
    }
  },
};
