import { diagnostic } from '#engine/diagnostics';
import type { Rule } from '../rule.ts';

/** A number's `min` is below its `max`, and its bins ascend. */
export const wrongRange: Rule = {
  codes: ['wrong-range'],
  *check({ variables }) {
    for (const variable of variables.values()) {
      if (
        variable.kind === 'treatment' ||
        variable.kind === 'derived' ||
        (variable.measure.kind !== 'number' && variable.measure.kind !== 'numeric')
      ) {
        continue;
      }
      const { number, bins } = variable.measure;
      const id = variable.id.value;
      if (number.min !== null && number.max !== null && number.min >= number.max) {
        yield diagnostic('wrong-range', number.range, `The \`min\` of \`${id}\` must be below its \`max\`.`, {
          data: { subject: id },
        });
      }
      const bin = bins.find(({ value }, index) => value <= (bins[index - 1]?.value ?? -Infinity));
      if (bin !== undefined) {
        yield diagnostic('wrong-range', bin.range, `The bins of \`${id}\` must ascend, as in \`[18, 30, 45]\`.`, {
          data: { subject: id },
        });
      }
    }
  },
};
