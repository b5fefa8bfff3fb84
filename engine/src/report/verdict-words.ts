import type { Evaluation } from '#engine/evaluation';
import { lineWords } from './build-header.ts';

/** The three lines of the verdict in one: `Answers FAIL, regressions UNDECIDED, heterogeneity and coherence PASS`. */
export function verdictWords({ verdict }: Evaluation): string {
  const words = verdict.lines
    .map(({ name, outcome }) => `${lineWords[name].title.toLowerCase()} ${outcome}`)
    .join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
