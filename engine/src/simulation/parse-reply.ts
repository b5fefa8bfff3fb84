import type { FailureKind } from '#engine/data';
import type { Category, Item, Study } from '#engine/study';
import type { RespondentAnswers } from './answers.ts';
import type { Questionnaire } from './conversation.ts';
import type { Interview } from './interview.ts';
import type { Call } from './plan.ts';

/** Characters of a reply that are kept where it could not be used. */
const LONGEST_KEPT = 20_000;

/** What came back for one conversation, before it is looked at. */
export interface Reply {
  /** The text; empty when there was none. */
  readonly text: string;
  /** The server says that the model, or a filter, declined to answer. */
  readonly isRefusal: boolean;
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number } | null;
}

/**
 * The answers in a reply, each checked against the item whatever the server promised. A refusal refuses every item; a text
 * that is no JSON object makes every item invalid; an item that is not in the object, or empty there, is missing; anything
 * that is not one of the answers is invalid. The text of the reply is kept where any of it could not be used.
 */
export function questionnaireAnswers(
  study: Study,
  call: Call,
  { shown }: Questionnaire,
  reply: Reply,
): RespondentAnswers {
  const object = reply.isRefusal ? null : jsonObject(reply.text);
  const without = reply.isRefusal ? 'refused' : reply.text.trim() === '' ? 'missing' : 'invalid';
  const outcomes = new Map(
    study.items.map((item): [string, Outcome] => {
      const { value: id } = item.id;
      return [id, object === null ? failed(without) : outcomeOf(item, Object.hasOwn(object, id) ? object[id] : null)];
    }),
  );
  return answersLine(study, call, { outcomes, shown, unusable: () => reply.text, usage: reply.usage });
}

/**
 * The answers in the replies of an interview, one for each turn. The rules are those of a questionnaire, but a turn has one
 * question only: a reply that is the answer itself, or an object with nothing but it under another key, is an answer too.
 * Turns without a reply count as errors.
 */
export function interviewAnswers(
  study: Study,
  call: Call,
  { turns }: Interview,
  replies: readonly Reply[],
): RespondentAnswers {
  const outcomes = new Map(
    turns.map(({ item }, index): [string, Outcome] => {
      const reply = replies[index];
      return [item.id.value, reply === undefined ? failed('error') : outcomeOfTurn(item, reply)];
    }),
  );
  const unusable = (): string =>
    turns
      .flatMap(({ item: { id } }, index) =>
        replies[index] !== undefined && outcomes.get(id.value)?.kind === 'failed'
          ? [`${id.value}: ${replies[index].text}`]
          : [],
      )
      .join('\n');
  const shown = new Map(turns.map(({ item, offered }) => [item.id.value, offered]));
  return answersLine(study, call, { outcomes, shown, unusable, usage: usageOfAll(replies) });
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: string | number }
  | { readonly kind: 'failed'; readonly failure: FailureKind };

function failed(failure: FailureKind): Outcome {
  return { kind: 'failed', failure };
}

function outcomeOf(item: Item, given: unknown): Outcome {
  if (given === undefined || given === null || (typeof given === 'string' && given.trim() === '')) {
    return failed('missing');
  }
  const answer = answerGiven(item, given);
  return answer === null ? failed('invalid') : { kind: 'answer', answer };
}

function outcomeOfTurn(item: Item, { text, isRefusal }: Reply): Outcome {
  if (isRefusal) {
    return failed('refused');
  }
  const value = jsonValue(text);
  if (!isRecord(value)) {
    return outcomeOf(item, value ?? text);
  }
  const { value: id } = item.id;
  const [only, ...others] = Object.values(value);
  return outcomeOf(item, Object.hasOwn(value, id) ? value[id] : others.length === 0 ? only : null);
}

function answersLine(
  study: Study,
  { respondent, repeat }: Call,
  {
    outcomes,
    shown,
    unusable,
    usage,
  }: {
    readonly outcomes: ReadonlyMap<string, Outcome>;
    readonly shown: ReadonlyMap<string, readonly Category[]>;
    /** What was replied, where not all of it could be used. */
    readonly unusable: () => string;
    readonly usage: Reply['usage'];
  },
): RespondentAnswers {
  const answers: Record<string, string | number> = {};
  const failures: Record<string, FailureKind> = {};
  for (const { id } of study.items) {
    const outcome = outcomes.get(id.value) ?? failed('missing');
    if (outcome.kind === 'answer') {
      answers[id.value] = outcome.answer;
    } else {
      failures[id.value] = outcome.failure;
    }
  }
  const hasFailures = Object.keys(failures).length > 0;
  const order = reordered(study, shown);
  return {
    respondent,
    repeat,
    answers,
    ...(hasFailures ? { failures, reply: keptReply(unusable()) } : {}),
    ...(Object.keys(order).length > 0 ? { shown: order } : {}),
    ...(usage === null ? {} : { usage }),
  };
}

/** The tokens of all replies that were counted; null where none was. */
function usageOfAll(replies: readonly Reply[]): Reply['usage'] {
  const counted = replies.flatMap(({ usage }) => usage ?? []);
  return counted.length === 0
    ? null
    : {
        input_tokens: counted.reduce((sum, { input_tokens }) => sum + input_tokens, 0),
        output_tokens: counted.reduce((sum, { output_tokens }) => sum + output_tokens, 0),
      };
}

/** The line for a respondent whom no reply came back for: every item an error. */
export function failedAnswers(study: Study, call: Call): RespondentAnswers {
  const failures = Object.fromEntries(study.items.map((item) => [item.id.value, 'error' as const]));
  return { respondent: call.respondent, repeat: call.repeat, answers: {}, failures };
}

/** The answer of the study that a JSON value means: a label, or a number in range and on the step. Null when none. */
function answerGiven(item: Item, given: unknown): string | number | null {
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') {
    return null;
  }
  if (item.measure.kind !== 'numeric') {
    return labelMeant([...item.measure.categories, ...item.also], String(given));
  }
  const text = String(given).trim();
  const number =
    typeof given === 'number' ? given : /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) {
    return labelMeant(item.also, text);
  }
  const { min, max, step } = item.measure.number;
  const isInside = Number.isFinite(number) && (min === null || number >= min) && (max === null || number <= max);
  const steps = step === null || step <= 0 ? 0 : (number - (min ?? 0)) / step;
  const isOnStep = Math.abs(steps - Math.round(steps)) < 1e-6;
  return isInside && isOnStep ? number : null;
}

/** The label of the category that was meant: exactly as offered, else the only one that fits without case and blanks. */
function labelMeant(categories: readonly Category[], given: string): string | null {
  const exact =
    categories.find((category) => category.text === given) ??
    categories.find((category) => category.label.value === given);
  if (exact !== undefined) {
    return exact.label.value;
  }
  const wanted = folded(given);
  for (const wording of [(one: Category) => one.text, (one: Category) => one.label.value]) {
    const near = categories.filter((category) => folded(wording(category)) === wanted);
    if (near.length > 0) {
      return near.length === 1 ? (near[0]?.label.value ?? null) : null;
    }
  }
  return null;
}

function folded(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** The object in a reply; null when there is none. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  const value = jsonValue(text);
  return isRecord(value) ? value : null;
}

/** The JSON in a reply: the whole text, or its only fenced code block; null when there is none. */
function jsonValue(text: string): unknown {
  for (const candidate of [text, ...fencedBlock(text)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next one may be JSON.
    }
  }
  return null;
}

/** What stands between three backticks and three more, where there is one such block; a word behind the first three names its language. */
function fencedBlock(text: string): readonly string[] {
  const pieces = text.split('```');
  const inside = pieces[1];
  return pieces.length === 3 && inside !== undefined ? [inside.replace(/^[a-z]+\b/iu, '')] : [];
}

/** A reply of any length, cut to what a reader needs to see why it could not be used. */
function keptReply(text: string): string {
  return text.length > LONGEST_KEPT ? `${text.slice(0, LONGEST_KEPT)}…` : text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reordered(
  study: Study,
  offeredFor: ReadonlyMap<string, readonly Category[]>,
): Readonly<Record<string, readonly string[]>> {
  const shown: Record<string, readonly string[]> = {};
  for (const item of study.items) {
    const offered = offeredFor.get(item.id.value) ?? [];
    const usual = item.measure.kind === 'numeric' ? item.also : [...item.measure.categories, ...item.also];
    if (offered.some((category, index) => category !== usual[index])) {
      shown[item.id.value] = offered.map((category) => category.label.value);
    }
  }
  return shown;
}
