import type { Category, Item, Study } from '#engine/study';
import type { Conversation, Message } from './conversation.ts';
import type { Reply } from './parse-reply.ts';
import type { Call, Plan } from './plan.ts';
import { systemText, textsRead } from './question-texts.ts';
import { type ReplySchema, replySchema } from './reply-schema.ts';

/** A conversation in which each item is asked, and answered, before the next one is known. */
export interface Interview {
  readonly system: string;
  /** In questionnaire order. */
  readonly turns: readonly Turn[];
}

export interface Turn {
  readonly item: Item;
  /** The answers in the order in which they are offered. */
  readonly offered: readonly Category[];
  /** The question, behind the prompts of the respondent's arms that stand before it. */
  readonly content: string;
  readonly schema: ReplySchema;
}

/**
 * The interview with one respondent. The prompt of an arm comes with the question that follows it; one that follows the
 * last question can change no answer and is not sent. No id and no human answer is ever in it.
 */
export function interviewFor(study: Study, plan: Pick<Plan, 'respondents'>, call: Call): Interview {
  const turns: Turn[] = [];
  let before: string[] = [];
  for (const read of textsRead(study, plan, call)) {
    before.push(read.text);
    if (read.kind === 'question') {
      const { item, offered } = read;
      const content = [...before, closing(item)].join('\n\n');
      turns.push({ item, offered, content, schema: replySchema([item], new Map([[item.id.value, offered]])) });
      before = [];
    }
  }
  return { system: systemText(study, plan, call.row), turns };
}

/** What is sent for the question that follows these replies: all that was said before, word for word. Null when there is none. */
export function nextTurn({ system, turns }: Interview, replies: readonly Reply[]): Conversation | null {
  const turn = turns[replies.length];
  if (turn === undefined) {
    return null;
  }
  const said = replies.flatMap((reply, index): readonly Message[] => [
    { role: 'user', content: turns[index]?.content ?? '' },
    { role: 'assistant', content: saidIn(reply) },
  ]);
  return {
    messages: [{ role: 'system', content: system }, ...said, { role: 'user', content: turn.content }],
    schema: turn.schema,
  };
}

/** A reply is repeated at every later turn: of a long one, so many characters. */
const longestSaid = 2000;

/** Endpoints refuse messages without text. */
function saidIn({ text }: Reply): string {
  const said = text.trim();
  return said === '' ? '(no answer)' : said.slice(0, longestSaid);
}

function closing(item: Item): string {
  return `Reply with one JSON object and nothing else; its only key is "${item.id.value}", its value your answer, worded exactly as offered.`;
}
