import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { type EndpointModel, placeOfPath, type Study, studyPath } from '#engine/study';
import type { Rule } from '../rule.ts';

/** Settings that OpenAI's own endpoint refuses for its reasoning models: every call of a run would fail. */
export const modelSettings: Rule = {
  codes: ['model-setting'],
  *check({ study }) {
    for (const model of study.models) {
      if (model.kind !== 'openai' || !isOpenAi(model) || !reasoningModel.test(model.model.value)) {
        continue;
      }
      const name = model.model.value;
      if (model.temperature !== null && model.temperature !== 1) {
        const message = `\`${name}\` is always asked at temperature 1; with another one the endpoint refuses the call.`;
        yield* at(study, model, 'temperature', message);
      }
      if (model.max_tokens !== null) {
        const message = `\`${name}\` does not take \`max_tokens\`; the endpoint refuses the call. Leave it out.`;
        yield* at(study, model, 'max_tokens', message);
      }
    }
  },
};

/** Reasoning models whose settings are known; what comes later is not guessed at. */
const reasoningModel = /^(?:o1|o3|o4|gpt-5)(?:-mini|-nano|-pro)?(?:-\d{4}-\d{2}-\d{2})?$/;

function isOpenAi({ base_url }: EndpointModel): boolean {
  return base_url === null || /^https:\/\/api\.openai\.com(?:\/|$)/i.test(base_url.value);
}

function* at(study: Study, { id }: EndpointModel, key: string, message: string): Generator<Diagnostic, void> {
  const range = placeOfPath(study, studyPath('models', id.value, key));
  if (range !== null) {
    yield diagnostic('model-setting', range, message, { data: { subject: key } });
  }
}
