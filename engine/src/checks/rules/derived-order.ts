import { diagnostic } from '#engine/diagnostics';
import { namesInDerivation } from '#engine/formula';
import type { Rule } from '../rule.ts';

/** A derived variable is computed from what is observed, and from derived variables above it: never in a circle. */
export const derivedOrder: Rule = {
  codes: ['derived-order'],
  *check({ study }) {
    const position = new Map(study.derived.map(({ id }, index) => [id.value, index]));
    for (const [index, { id, value }] of study.derived.entries()) {
      for (const { name, range } of value === null ? [] : namesInDerivation(value)) {
        const other = position.get(name);
        if (other === index) {
          const message = `\`${name}\` cannot be computed from itself.`;
          yield diagnostic('derived-order', range, message, { data: { subject: name } });
        } else if (other !== undefined && other > index) {
          const message = `\`${name}\` stands further down, so \`${id.value}\` cannot use it yet. Move \`${name}\` above \`${id.value}\`.`;
          const related = [
            { range: study.derived[other]?.id.range ?? range, message: `\`${name}\` is computed here.` },
          ];
          yield diagnostic('derived-order', range, message, { related, data: { subject: name } });
        }
      }
    }
  },
};
