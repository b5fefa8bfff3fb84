import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Item, Study, Template, Variable } from '#engine/study';
import { fileRange } from '#engine/text';
import type { Rule } from '../rule.ts';
import { labelsOf } from '../variable-kinds.ts';

/** A prompt must not tell the respondent the answer: by an attribute that is the answer, or by naming which one to give. */
export const promptLeak: Rule = {
  codes: ['prompt-leak'],
  *check({ study, variables }) {
    const byColumn = new Map([...study.items].reverse().map((item) => [columnOf(item), item]));
    for (const template of [
      study.personaPrompt,
      ...study.treatments.flatMap(({ arms }) => arms.map((arm) => arm.prompt)),
    ]) {
      if (template !== null) {
        yield* told(template, study);
        yield* inserted(template, byColumn, variables);
      }
    }
    for (const { ask } of study.items) {
      yield* inserted(ask, byColumn, variables);
    }
  },
};

const columnOf = ({ column, id }: Variable): string => column?.value ?? id.value;

/** A placeholder whose attribute is read from the column of an item. */
function* inserted(
  { parts }: Template,
  byColumn: ReadonlyMap<string, Item>,
  variables: ReadonlyMap<string, Variable>,
): Generator<Diagnostic, void> {
  for (const part of parts) {
    const attribute = part.kind === 'placeholder' ? variables.get(part.name) : undefined;
    const item = attribute?.kind === 'attribute' ? byColumn.get(columnOf(attribute)) : undefined;
    if (part.kind === 'placeholder' && item !== undefined) {
      yield diagnostic(
        'prompt-leak',
        part.range,
        `\`${part.name}\` and \`${item.id.value}\` are the same column of the data, so this tells the respondent the answer to \`${item.id.value}\`.`,
        { data: { subject: part.name }, related: [{ range: item.id.range, message: 'The item is here.' }] },
      );
    }
  }
}

const demand = /\b(?:answer|choose|select|say|pick|reply|respond|tick)\b[^.!?\n]*?["“'«]([^"”'»\n]+)["”'»]/giu;

/** `Answer "Decline"`: one answer of an item in quotes behind such a word, and none of the others named. */
function* told({ source }: Template, { items }: Study): Generator<Diagnostic, void> {
  for (const match of source.text.matchAll(demand)) {
    const [whole, quoted = ''] = match;
    const asked = items.filter((item) => labelsOf(item).includes(quoted));
    const [item] = asked;
    const names = item === undefined ? [] : labelsOf(item).filter((label) => label !== quoted);
    if (item !== undefined && asked.length === 1 && !names.some((label) => mentions(source.text, label))) {
      const start = match.index + whole.length - 1 - quoted.length;
      yield diagnostic(
        'prompt-leak',
        fileRange(source, start, start + quoted.length),
        `This tells the respondent which answer to give to \`${item.id.value}\`. Name all its answers, or none.`,
        { data: { subject: item.id.value }, related: [{ range: item.id.range, message: 'The item is here.' }] },
      );
    }
  }
}

function mentions(text: string, label: string): boolean {
  return text.toLowerCase().includes(label.toLowerCase());
}
