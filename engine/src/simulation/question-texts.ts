import { type Category, type Item, presentationOrder, type Study } from '#engine/study';
import type { Call, Plan } from './plan.ts';
import { armPrompt, attributeText, renderTemplate } from './render-template.ts';
import { shownAnswers } from './shown-answers.ts';

/** What a respondent reads at one place of the questionnaire: the prompt of an arm, or a question with its answers. */
export type ReadText =
  | { readonly kind: 'prompt'; readonly text: string }
  | {
      readonly kind: 'question';
      readonly item: Item;
      /** The answers in the order in which they are offered. */
      readonly offered: readonly Category[];
      readonly text: string;
    };

/** All that one respondent reads, in questionnaire order. Arms without a prompt, and treatments that stand inside a question, are left out. */
export function textsRead(study: Study, { respondents }: Pick<Plan, 'respondents'>, call: Call): readonly ReadText[] {
  const texts: ReadText[] = [];
  let questions = 0;
  for (const presented of presentationOrder(study)) {
    if (presented.kind === 'treatment') {
      const prompt = presented.inline ? null : armPrompt(presented.treatment, respondents, call.row);
      const text = prompt === null ? '' : renderTemplate(study, respondents, call.row, prompt).trim();
      texts.push(...(text === '' ? [] : [{ kind: 'prompt' as const, text }]));
      continue;
    }
    const { item } = presented;
    const offered = shownAnswers(study, item, call.respondent, call.repeat);
    const ask = renderTemplate(study, respondents, call.row, item.ask).trim();
    questions += 1;
    const text = `Question ${questions} (${item.id.value}): ${ask}\n${answerLines(item, offered)}`;
    texts.push({ kind: 'question', item, offered, text });
  }
  return texts;
}

/** What a respondent is told of who they are: the persona prompt, or all that is known of them. */
export function systemText(study: Study, { respondents }: Pick<Plan, 'respondents'>, row: number): string {
  if (study.personaPrompt !== null) {
    return renderTemplate(study, respondents, row, study.personaPrompt).trim();
  }
  const facts = study.attributes.map(
    (attribute) => `${attribute.title?.value ?? attribute.id.value}: ${attributeText(attribute, respondents, row)}`,
  );
  return ['You are taking part in a survey. Answer as the person described here would.', ...facts].join('\n');
}

function answerLines(item: Item, offered: readonly Category[]): string {
  const list = offered.map((category) => `- ${category.text}`).join('\n');
  if (item.measure.kind !== 'numeric') {
    return `Answer with exactly one of:\n${list}`;
  }
  const { min, max, step, unit } = item.measure.number;
  const range =
    min !== null && max !== null
      ? ` from ${min} to ${max}`
      : min !== null
        ? ` of at least ${min}`
        : max !== null
          ? ` of at most ${max}`
          : '';
  const steps = step === null ? '' : `, in steps of ${step}`;
  const line = `Answer with a number${range}${steps}${unit === null ? '' : ` (${unit})`}`;
  return offered.length === 0 ? `${line}.` : `${line}, or with exactly one of:\n${list}`;
}
