import type { Category, Item, Study } from '#engine/study';
import type { Call, Plan } from './plan.ts';
import { systemText, textsRead } from './question-texts.ts';
import { type ReplySchema, replySchema } from './reply-schema.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is sent for one reply, and what the reply must look like. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly schema: ReplySchema;
}

/** A conversation in which all items are answered in one reply. */
export interface Questionnaire extends Conversation {
  /** For each item the answers in the order in which they are offered. */
  readonly shown: ReadonlyMap<string, readonly Category[]>;
}

/**
 * The conversation with one respondent: the persona prompt as system text, then the questionnaire in its order with the
 * prompts of the respondent's arms at their places, to be answered in one structured reply. No id and no human answer is
 * ever in it.
 */
export function questionnaireFor(study: Study, plan: Pick<Plan, 'respondents'>, call: Call): Questionnaire {
  const texts = textsRead(study, plan, call);
  const questions = texts.flatMap((one) => (one.kind === 'question' ? [one] : []));
  const items = questions.map(({ item }) => item);
  const shown = new Map(questions.map(({ item, offered }) => [item.id.value, offered]));
  return {
    messages: [
      { role: 'system', content: systemText(study, plan, call.row) },
      { role: 'user', content: [...texts.map(({ text }) => text), closing(items)].join('\n\n') },
    ],
    schema: replySchema(items, shown),
    shown,
  };
}

function closing(items: readonly Item[]): string {
  const keys = items.map((item) => `"${item.id.value}"`).join(', ');
  return `Answer the questions in this order, each as if you had not seen the later ones yet. Reply with one JSON object and nothing else; its keys are ${keys}, its values your answers, worded exactly as offered.`;
}
