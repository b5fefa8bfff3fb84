import type { Study } from '#engine/study';
import { type Conversation, conversationFor } from './conversation.ts';
import { describedRespondent } from './find-respondents.ts';
import type { Plan } from './plan.ts';

/** What one respondent of a plan would get in one repeat. */
export interface PromptPreview extends Pick<Conversation, 'messages' | 'schema'> {
  readonly respondent: string;
  /** Which respondent of the plan it is, from 1. */
  readonly number: number;
  readonly of: number;
  /** Which repeat it is, from 1. */
  readonly repeat: number;
  readonly repeats: number;
  /** The whole as Markdown: who is asked, then each message as it is sent, then what the reply must look like. */
  readonly text: string;
}

/**
 * The prompt of the respondent in a row of the plan: the same messages and the same schema as an endpoint gets, made by
 * the same function. Nobody is asked. Null when the plan has no such row or repeat (from 1).
 */
export function promptPreview(study: Study, plan: Plan, row: number, repeat = 1): PromptPreview | null {
  const respondent = plan.respondents.ids[row];
  const { repeats } = plan;
  if (respondent === undefined || !Number.isInteger(repeat) || repeat < 1 || repeat > repeats) {
    return null;
  }
  const { messages, schema } = conversationFor(study, plan, { row, respondent, repeat });
  const preview = { respondent, number: row + 1, of: plan.respondents.size, repeat, repeats, messages, schema };
  return { ...preview, text: previewText(study, plan, preview) };
}

const titles = { system: 'System', user: 'User' } as const;

function previewText(study: Study, plan: Plan, preview: Omit<PromptPreview, 'text'>): string {
  const { number, of, respondent, messages, schema } = preview;
  const facts = describedRespondent(study, plan.respondents, number - 1);
  const parts = [
    `# Respondent ${number} of ${of}`,
    [`- id: ${respondent} (is not sent)`, ...facts.map(({ name, value }) => `- ${name}: ${value}`)].join('\n'),
    ...notes(study, preview),
    ...messages.flatMap(({ role, content }) => [`## ${titles[role]}`, fenced('text', content)]),
    '## Reply',
    'Servers that take `response_format` are held to this JSON Schema. Every reply is checked against it in any case.',
    fenced('json', JSON.stringify(schema, null, 2)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function notes(
  { simulation }: Study,
  { repeat, repeats }: Pick<PromptPreview, 'repeat' | 'repeats'>,
): readonly string[] {
  const order = simulation.shuffle ? ', with the answers in another order' : '';
  return [
    ...(simulation.ask === 'questionnaire'
      ? []
      : [
          `\`ask: ${simulation.ask}\` comes in a later version. This is what \`ask: questionnaire\` sends: all questions at once.`,
        ]),
    ...(repeats === 1 ? [] : [`This is repeat ${repeat} of ${repeats}. The others ask the same${order}.`]),
  ];
}

/** A text between fences that it does not itself contain, so that it stands there as it is. */
function fenced(language: string, text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}
