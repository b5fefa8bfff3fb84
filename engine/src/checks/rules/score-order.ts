import { diagnostic } from '#engine/diagnostics';
import type { Study } from '#engine/study';
import type { Range } from '#engine/text';
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
          scorePlace(study, category.range),
          `"${category.label.value}" has the score ${category.score}, no more than the answer before it. A scale is written lowest first, with ascending scores.`,
          { data: { subject: id.value } },
        );
      }
    }
  },
};

/** The number of `score:`; the whole entry where it has none. */
function scorePlace({ text }: Study, entry: Range): Range {
  const written = /(?:^|[\s{,])score:\s+([-+.\d]+)/.exec(text.slice(entry.start, entry.end));
  const [whole = '', number] = written ?? [];
  const end = entry.start + (written?.index ?? 0) + whole.length;
  return number === undefined ? entry : { start: end - number.length, end };
}
