import type { Category, Item } from '#engine/study';

/** The JSON Schema of a reply, in the subset that structured replies accept. */
export interface ReplySchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, AnswerSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

export type AnswerSchema =
  | { readonly type: 'string'; readonly enum: readonly string[] }
  | { readonly type: 'number' | 'integer' }
  | { readonly anyOf: readonly AnswerSchema[] };

/**
 * One required property an item, in questionnaire order. Ranges and steps are left out, since servers differ in what they
 * accept: replies are validated here.
 */
export function replySchema(items: readonly Item[], shown: ReadonlyMap<string, readonly Category[]>): ReplySchema {
  const entries = items.map((item) => [item.id.value, answerSchema(item, shown.get(item.id.value) ?? [])] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    required: entries.map(([id]) => id),
    additionalProperties: false,
  };
}

function answerSchema(item: Item, offered: readonly Category[]): AnswerSchema {
  const labels: AnswerSchema = { type: 'string', enum: offered.map((category) => category.text) };
  if (item.measure.kind !== 'numeric') {
    return labels;
  }
  const { step, min } = item.measure.number;
  const isWhole = step !== null && Number.isInteger(step) && Number.isInteger(min ?? 0);
  const number: AnswerSchema = { type: isWhole ? 'integer' : 'number' };
  return offered.length === 0 ? number : { anyOf: [number, labels] };
}
