import { findRespondents, type ListedRespondent, type PromptPreview, promptPreview } from '#engine';
import type { StudyOnData } from './study-on-data.ts';

/** What somebody may want to know of a run that has not begun. */
export type StudyQuestion =
  /** The prompt of a respondent in a repeat, both from 1; that of the last one where there are fewer. */
  | { readonly kind: 'prompt'; readonly number: number; readonly repeat: number }
  /** Respondents that a text means (`findRespondents`), so many at the most. */
  | { readonly kind: 'respondents'; readonly lookedFor: string; readonly most: number };

/** A prompt, or why nobody can be asked, in a sentence. */
export type PromptFound =
  | { readonly kind: 'prompt'; readonly prompt: PromptPreview }
  | { readonly kind: 'impossible'; readonly reason: string };

/** The prompt of a respondent. */
export function promptFound(
  { study, plan }: StudyOnData,
  { number, repeat }: Extract<StudyQuestion, { kind: 'prompt' }>,
): PromptFound {
  const planned = plan();
  if (planned.kind === 'impossible') {
    return planned;
  }
  const { respondents, repeats } = planned.plan;
  const prompt = promptPreview(study, planned.plan, within(number, respondents.size) - 1, within(repeat, repeats));
  return prompt === null ? { kind: 'impossible', reason: 'The sample has nobody in it.' } : { kind: 'prompt', prompt };
}

/** The respondents that a text means; empty where nobody can be asked. */
export function respondentsFound(
  { study, plan }: StudyOnData,
  { lookedFor, most }: Extract<StudyQuestion, { kind: 'respondents' }>,
): readonly ListedRespondent[] {
  const planned = plan();
  return planned.kind === 'impossible' ? [] : findRespondents(study, planned.plan, lookedFor, most);
}

function within(number: number, most: number): number {
  return Math.min(Math.max(1, Math.floor(number)), Math.max(1, most));
}
