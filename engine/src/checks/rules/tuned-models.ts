import { diagnostic } from '#engine/diagnostics';
import { nearestHint } from '../hints.ts';
import type { Rule } from '../rule.ts';

/** A tuned model names an endpoint model of the study; that it has not been tuned yet is no error. */
export const tunedModels: Rule = {
  codes: ['unknown-name', 'not-tuned'],
  *check({ study, models }) {
    const endpoints = study.models.filter((model) => model.kind === 'openai').map((model) => model.id.value);
    for (const model of study.models) {
      if (model.kind !== 'tuned') {
        continue;
      }
      const { tune, id } = model;
      if (!endpoints.includes(tune.value)) {
        const hint = nearestHint(tune.value, endpoints);
        const other = study.models.some((known) => known.id.value === tune.value);
        const what = other
          ? 'is itself a tuned model; a tuned model starts from an endpoint'
          : 'is not a model of this study';
        yield diagnostic('unknown-name', tune.range, `\`${tune.value}\` ${what}.${hint.sentence}`, { data: hint.data });
      } else if (!models.tuned.has(id.value)) {
        yield diagnostic(
          'not-tuned',
          id.range,
          `\`${id.value}\` has not been tuned yet; it cannot simulate until it is.`,
          {
            data: { subject: id.value },
          },
        );
      }
    }
  },
};
