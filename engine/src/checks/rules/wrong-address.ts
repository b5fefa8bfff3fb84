import { diagnostic } from '#engine/diagnostics';
import { addressProblem, addressProblemWords } from '#engine/study';
import type { Rule } from '../rule.ts';

/** A `base_url` can be called, and holds nothing that must not stand in a file. */
export const wrongAddress: Rule = {
  codes: ['wrong-address'],
  *check({ study }) {
    for (const model of study.models) {
      if (model.kind !== 'openai' || model.base_url === null) {
        continue;
      }
      const problem = addressProblem(model.base_url.value);
      if (problem !== null) {
        yield diagnostic('wrong-address', model.base_url.range, `\`base_url\` ${addressProblemWords[problem]}`, {
          data: { subject: model.id.value },
        });
      }
    }
  },
};
