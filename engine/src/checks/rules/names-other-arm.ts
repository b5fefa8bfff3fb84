import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Treatment } from '#engine/study';
import { fileRange } from '#engine/text';
import type { Rule } from '../rule.ts';

/** An arm's prompt, or a text for everybody, that speaks of the arms by name: a respondent knows only their own. */
export const namesOtherArm: Rule = {
  codes: ['names-other-arm'],
  *check({ study }) {
    for (const treatment of study.treatments) {
      for (const arm of treatment.arms) {
        if (arm.prompt !== null) {
          const others = treatment.arms.map(({ label }) => label.value).filter((label) => label !== arm.label.value);
          yield* spokenOf(arm.prompt.source, others, treatment, `the arm "${arm.label.value}"`);
        }
      }
      if (study.personaPrompt !== null) {
        const labels = treatment.arms.map(({ label }) => label.value);
        yield* spokenOf(study.personaPrompt.source, labels, treatment, 'every arm');
      }
    }
  },
};

function* spokenOf(
  source: Parameters<typeof fileRange>[0],
  labels: readonly string[],
  { id }: Treatment,
  readers: string,
): Generator<Diagnostic, void> {
  for (const label of labels) {
    const match = patternOf(label).exec(source.text);
    if (match !== null) {
      const start = match.index + match[0].toLowerCase().indexOf(label.toLowerCase());
      yield diagnostic(
        'names-other-arm',
        fileRange(source, start, start + label.length),
        `Respondents of ${readers} read this, and it names "${label}" of \`${id.value}\`. People knew only what their own arm was told.`,
        { data: { subject: label } },
      );
    }
  }
}

/**
 * `the "shown" condition`, `the shown arm`, `the control group`: an arm's label often is a common word, so only where it
 * is plainly called an arm.
 */
function patternOf(label: string): RegExp {
  const word = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const quoted = `["“'«]${word}["”'»]`;
  const noun = '(?:experimental |treatment )?(?:arm|group|condition)';
  const plain = /^(?:control|treatment|treated|placebo)$/i.test(label)
    ? '(?:arm|group)'
    : 'arm|(?:experimental|treatment) (?:group|condition)';
  return new RegExp(`(?:${quoted} ${noun}|${noun} ${quoted}|\\bthe ${word} (?:${plain}))(?![\\p{L}\\p{N}_])`, 'iu');
}
