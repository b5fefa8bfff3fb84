import type { CodedTable } from '#engine/data';
import { type Category, type Item, presentationOrder, type Study } from '#engine/study';
import type { Call, Plan } from './plan.ts';
import { armPrompt, attributeText, renderTemplate } from './render-template.ts';
import { type ReplySchema, replySchema } from './reply-schema.ts';
import { shownAnswers } from './shown-answers.ts';

export interface Message {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** All that one respondent reads, and what the reply must look like. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly schema: ReplySchema;
  /** For each item the answers in the order in which they are offered. */
  readonly shown: ReadonlyMap<string, readonly Category[]>;
}

/**
 * The conversation with one respondent: the persona prompt as system text, then the questionnaire in its order with the
 * prompts of the respondent's arms at their places, to be answered in one structured reply. No id and no human answer is
 * ever in it.
 */
export function conversationFor(study: Study, plan: Pick<Plan, 'respondents'>, call: Call): Conversation {
  const { respondents } = plan;
  const shown = new Map<string, readonly Category[]>();
  const blocks: string[] = [];
  const items: Item[] = [];
  for (const presented of presentationOrder(study)) {
    if (presented.kind === 'treatment') {
      const prompt = presented.inline ? null : armPrompt(presented.treatment, respondents, call.row);
      if (prompt !== null) {
        blocks.push(renderTemplate(study, respondents, call.row, prompt).trim());
      }
      continue;
    }
    const { item } = presented;
    const offered = shownAnswers(study, item, call.respondent, call.repeat);
    shown.set(item.id.value, offered);
    items.push(item);
    const ask = renderTemplate(study, respondents, call.row, item.ask).trim();
    blocks.push([`Question ${items.length} (${item.id.value}): ${ask}`, answerLines(item, offered)].join('\n'));
  }
  blocks.push(closing(items));
  return {
    messages: [
      { role: 'system', content: systemText(study, respondents, call.row) },
      { role: 'user', content: blocks.filter((block) => block !== '').join('\n\n') },
    ],
    schema: replySchema(items, shown),
    shown,
  };
}

function systemText(study: Study, respondents: CodedTable, row: number): string {
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

function closing(items: readonly Item[]): string {
  const keys = items.map((item) => `"${item.id.value}"`).join(', ');
  return `Answer the questions in this order, each as if you had not seen the later ones yet. Reply with one JSON object and nothing else; its keys are ${keys}, its values your answers, worded exactly as offered.`;
}
