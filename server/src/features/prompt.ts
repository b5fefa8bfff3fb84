import { findRespondents, type ListedRespondent, type Plan, promptPreview } from '#engine';
import { type PromptParams, type PromptResult, type RespondentsParams, respondentsListed } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { toLspRange } from '../positions.ts';
import { planOf } from '../run-plan.ts';

/** More errors than this are counted, not listed. */
const mostListed = 10;

/**
 * Answers `understudy/prompt`. A study with errors has no prompt: a run would be refused, and what is broken may be just
 * what the prompt is made of.
 */
export function promptOf(analysis: Analysis, { number }: PromptParams): PromptResult {
  const plan = askable(analysis);
  if (typeof plan === 'string') {
    return { kind: 'impossible', text: `# Nobody can be asked yet\n\n${plan}\n` };
  }
  const row = Math.min(Math.max(1, Math.floor(number)), plan.respondents.size) - 1;
  const preview = promptPreview(analysis.open.study, plan, row);
  return preview === null
    ? { kind: 'impossible', text: '# Nobody can be asked yet\n\nThe sample has nobody in it.\n' }
    : { kind: 'prompt', text: preview.text, number: preview.number, of: preview.of };
}

/** Answers `understudy/respondents`. */
export function respondentsOf(analysis: Analysis, { lookedFor }: RespondentsParams): readonly ListedRespondent[] {
  const plan = askable(analysis);
  return typeof plan === 'string' ? [] : findRespondents(analysis.open.study, plan, lookedFor, respondentsListed);
}

/** The plan of a study that can be asked, or why it cannot, in Markdown. */
function askable(analysis: Analysis): Plan | string {
  const { document } = analysis.open;
  const errors = analysis.diagnostics().filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const lines = errors
      .slice(0, mostListed)
      .map(({ range, message }) => `- Line ${toLspRange(document, range).start.line + 1}: ${message}`);
    const more = errors.length > mostListed ? [`- … and ${errors.length - mostListed} more`] : [];
    const what = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    return [`The study has ${what}. Its prompts appear here once that is corrected.`, '', ...lines, ...more].join('\n');
  }
  const planned = planOf(analysis);
  return planned.kind === 'impossible' ? planned.reason : planned.plan;
}
