import type { ColumnProposal } from './proposal.ts';
import { answersComment, answersOf } from './write-variables.ts';

export interface SharedAnswers {
  /** Top-level keys with the anchors; empty where no answers are shared. */
  readonly text: string;
  /** The name of the anchor by the answers as they are written. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** Answers that several items share, so that the author words them once. */
export function sharedAnswers(columns: readonly ColumnProposal[]): SharedAnswers {
  const counts = new Map<string, { readonly comment: string | null; count: number }>();
  for (const { role } of columns) {
    const measure = role.kind === 'belief' || role.kind === 'action' ? role.measure : null;
    const answers = measure === null ? null : answersOf(measure);
    if (measure?.kind === 'categories' && answers !== null) {
      const known = counts.get(answers) ?? { comment: answersComment(measure), count: 0 };
      known.count += 1;
      counts.set(answers, known);
    }
  }
  const shared = [...counts].filter(([, { count }]) => count >= fewestThatShare);
  const anchors = new Map(shared.map(([answers], index) => [answers, `answers_${index + 1}`]));
  const lines = shared.map(([answers, { comment, count }], index) => {
    const name = index + 1;
    const written = answers.replace(/\n {6}/g, '\n  ');
    return `${comment === null ? '' : `${comment}\n`}x-answers-${name}: &answers_${name}${written}  # of ${count} items\n`;
  });
  return { text: lines.length === 0 ? '' : `${lines.join('')}\n`, anchors };
}

const fewestThatShare = 3;
