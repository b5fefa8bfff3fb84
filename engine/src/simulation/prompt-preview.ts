import type { Study } from '#engine/study';
import { type Message, questionnaireFor } from './conversation.ts';
import { describedRespondent } from './find-respondents.ts';
import { interviewFor } from './interview.ts';
import type { Call, Plan } from './plan.ts';
import type { ReplySchema } from './reply-schema.ts';

/** What one respondent of a plan would get in one repeat. */
export interface PromptPreview {
  /** What is sent. In an interview, the replies come between the later ones. */
  readonly messages: readonly Message[];
  /** What each reply must look like: one, or, in an interview, one for each question. */
  readonly schemas: readonly ReplySchema[];
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
 * The prompt of the respondent in a row of the plan: the same messages and the same schemas as an endpoint gets, made by
 * the same functions. Nobody is asked. Null when the plan has no such row or repeat (from 1).
 */
export function promptPreview(study: Study, plan: Plan, row: number, repeat = 1): PromptPreview | null {
  const respondent = plan.respondents.ids[row];
  const { repeats } = plan;
  if (respondent === undefined || !Number.isInteger(repeat) || repeat < 1 || repeat > repeats) {
    return null;
  }
  const sent = sentTo(study, plan, { row, respondent, repeat });
  const preview = { respondent, number: row + 1, of: plan.respondents.size, repeat, repeats, ...sent };
  return { ...preview, text: previewText(study, plan, preview) };
}

function sentTo(study: Study, plan: Plan, call: Call): Pick<PromptPreview, 'messages' | 'schemas'> {
  if (study.simulation.ask !== 'interview') {
    const { messages, schema } = questionnaireFor(study, plan, call);
    return { messages, schemas: [schema] };
  }
  const { system, turns } = interviewFor(study, plan, call);
  return {
    messages: [
      { role: 'system', content: system },
      ...turns.map(({ content }) => ({ role: 'user' as const, content })),
    ],
    schemas: turns.map(({ schema }) => schema),
  };
}

const titles = { system: 'System', user: 'User', assistant: 'Assistant' } as const;

function previewText(study: Study, plan: Plan, preview: Omit<PromptPreview, 'text'>): string {
  const { number, of, respondent, messages, schemas } = preview;
  const facts = describedRespondent(study, plan.respondents, number - 1);
  const parts = [
    `# Respondent ${number} of ${of}`,
    [`- id: ${respondent} (is not sent)`, ...facts.map(({ name, value }) => `- ${name}: ${value}`)].join('\n'),
    ...notes(study, preview),
    ...messages.flatMap(({ role, content }) => [`## ${titles[role]}`, fenced('text', content)]),
    schemas.length === 1 ? '## Reply' : '## Replies',
    `Servers that take \`response_format\` are held to this JSON Schema${schemas.length === 1 ? '' : ', one after the other'}. Every reply is checked against it in any case.`,
    ...schemas.map((schema) => fenced('json', JSON.stringify(schema, null, 2))),
  ];
  return `${parts.join('\n\n')}\n`;
}

function notes(
  { simulation }: Study,
  { repeat, repeats }: Pick<PromptPreview, 'repeat' | 'repeats'>,
): readonly string[] {
  const order = simulation.shuffle ? ', with the answers in another order' : '';
  return [
    ...(simulation.ask === 'interview'
      ? [
          'This is an interview: each question is sent when the one before it has been answered, with all that was said before.',
        ]
      : []),
    ...(simulation.ask === 'distribution'
      ? [
          '`ask: distribution` comes in a later version. This is what `ask: questionnaire` sends: all questions at once.',
        ]
      : []),
    ...(repeats === 1 ? [] : [`This is repeat ${repeat} of ${repeats}. The others ask the same${order}.`]),
  ];
}

/** A text between fences that it does not itself contain, so that it stands there as it is. */
function fenced(language: string, text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}
