import { type Diagnostic, errorsInPrompt, type ListedRespondent } from '#engine';
import { type PromptParams, type PromptResult, type RespondentsParams, respondentsListed } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { toLspRange } from '../positions.ts';

/** More errors than this are counted, not listed. */
const mostListed = 10;

/**
 * Answers `understudy/prompt`. Errors in what the prompt is made of stand in its way; others are counted below it, since
 * a run would be refused.
 */
export async function promptOf(analysis: Analysis, { number, repeat = 1 }: PromptParams): Promise<PromptResult> {
  const reason = inTheWay(analysis);
  const found =
    reason === null ? await analysis.data.prompt(number, repeat) : ({ kind: 'impossible', reason } as const);
  if (found.kind === 'impossible') {
    return { kind: 'impossible', text: `# Nobody can be asked yet\n\n${found.reason}\n` };
  }
  const { text, number: shown, of, repeat: which, repeats } = found.prompt;
  return { kind: 'prompt', text: text + elsewhere(analysis), number: shown, of, repeat: which, repeats };
}

/** Answers `understudy/respondents`. */
export function respondentsOf(
  analysis: Analysis,
  { lookedFor }: RespondentsParams,
): Promise<readonly ListedRespondent[]> {
  return inTheWay(analysis) === null
    ? analysis.data.respondentsLike(lookedFor, respondentsListed)
    : Promise.resolve([]);
}

/** What stands in the way of prompts, in Markdown; null where they can be shown. */
function inTheWay(analysis: Analysis): string | null {
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
  return study.items.length === 0 ? 'The study asks nothing yet: write an item under `beliefs` or `actions`.' : null;
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
