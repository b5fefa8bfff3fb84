import { diagnostic } from '#engine/diagnostics';
import { derivationsWithin } from '#engine/formula';
import type { Rule } from '../rule.ts';

/** `at_least` asks for no more parts than there are. */
export const tooFewParts: Rule = {
  codes: ['too-few-parts'],
  *check({ study }) {
    for (const { id, value, atLeast } of study.derived) {
      if (value === null || atLeast === null) {
        continue;
      }
      const most = [...derivationsWithin(value)].reduce(
        (largest, part) => (part.kind === 'call' ? Math.max(largest, part.arguments.length) : largest),
        0,
      );
      if (atLeast.value > Math.max(1, most)) {
        const message =
          most < 2
            ? `\`${id.value}\` is computed from no list of parts, so all that it names must be there. Leave out \`at_least\`.`
            : `\`at_least\` asks for ${atLeast.value} parts, and \`${id.value}\` has ${most} at most. Ask for ${most} or fewer.`;
        yield diagnostic('too-few-parts', atLeast.range, message, { data: { subject: id.value } });
      }
    }
  },
};
