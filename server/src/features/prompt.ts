import {
  type Diagnostic,
  errorsInPrompt,
  findRespondents,
  type ListedRespondent,
  type Plan,
  promptPreview,
} from '#engine';
import { type PromptParams, type PromptResult, type RespondentsParams, respondentsListed } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { toLspRange } from '../positions.ts';
import { planOf } from '../run-plan.ts';

/** More errors than this are counted, not listed. */
const mostListed = 10;

/**
 * Answers `understudy/prompt`. Errors in what the prompt is made of stand in its way; others are counted below it, since
 * a run would be refused.
 */
export function promptOf(analysis: Analysis, { number, repeat = 1 }: PromptParams): PromptResult {
  const plan = askable(analysis);
  if (typeof plan === 'string') {
    return impossible(plan);
  }
  const row = within(number, plan.respondents.size) - 1;
  const preview = promptPreview(analysis.open.study, plan, row, within(repeat, plan.repeats));
  if (preview === null) {
    return impossible('The sample has nobody in it.');
  }
  const { text, of, repeats } = preview;
  return { kind: 'prompt', text: text + elsewhere(analysis), number: row + 1, of, repeat: preview.repeat, repeats };
}

/** Answers `understudy/respondents`. */
export function respondentsOf(analysis: Analysis, { lookedFor }: RespondentsParams): readonly ListedRespondent[] {
  const plan = askable(analysis);
  return typeof plan === 'string' ? [] : findRespondents(analysis.open.study, plan, lookedFor, respondentsListed);
}

/** The plan of a study whose prompts can be shown, or what stands in the way, in Markdown. */
function askable(analysis: Analysis): Plan | string {
  const { study } = analysis.open;
  const errors = errorsInPrompt(study, analysis.diagnostics());
  if (errors.length > 0) {
    const what = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    const more = errors.length > mostListed ? [`- … and ${errors.length - mostListed} more`] : [];
    const lines = errors.slice(0, mostListed).map((error) => listed(analysis, error));
    return [
      `What prompts are made of has ${what}. They appear here once that is corrected.`,
      '',
      ...lines,
      ...more,
    ].join('\n');
  }
  if (study.items.length === 0) {
    return 'The study asks nothing yet: write an item under `beliefs` or `actions`.';
  }
  const planned = planOf(analysis);
  return planned.kind === 'impossible' ? planned.reason : planned.plan;
}

/** What else a run needs corrected; empty where nothing. */
function elsewhere(analysis: Analysis): string {
  const errors = analysis.diagnostics().filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) {
    return '';
  }
  const others = errors.length === 1 ? '' : `\n- … and ${errors.length - 1} more`;
  return `\n## Before a run\n\nThe prompt is as it would be sent. To run the study, correct first:\n\n${listed(analysis, first)}${others}\n`;
}

function listed({ open }: Analysis, { range, message }: Diagnostic): string {
  return `- Line ${toLspRange(open.document, range).start.line + 1}: ${message}`;
}

function impossible(reason: string): PromptResult {
  return { kind: 'impossible', text: `# Nobody can be asked yet\n\n${reason}\n` };
}

function within(number: number, most: number): number {
  return Math.min(Math.max(1, Math.floor(number)), Math.max(1, most));
}
