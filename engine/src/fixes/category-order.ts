import { categoriesOf, containerOf, type Study, variableNamed } from '#engine/study';
import type { Fix, Fixer } from './fix.ts';
import { reordered } from './parts.ts';

/** The answers the other way round. */
export const scaleDirection: Fixer = ({ data: { subject = '' } }, { study }) =>
  inOrder(study, subject, 'Turn the answers around', 'possible', (scores) => scores.map((_, index) => -index));

/** The answers in the order of their scores, where no two have the same. */
export const scoreOrder: Fixer = ({ data: { subject = '' } }, { study }) =>
  inOrder(study, subject, 'Put the answers in the order of their scores', 'likely', (scores) =>
    new Set(scores).size === scores.length ? scores : [],
  );

/** The categories of a variable by ascending rank; `rank` gives none where they cannot be ranked. */
function inOrder(
  study: Study,
  id: string,
  title: string,
  choice: Fix['choice'],
  rank: (scores: readonly number[]) => readonly number[],
): readonly Fix[] {
  const variable = variableNamed(study, id);
  const container = variable === null ? null : containerOf(study, variable);
  if (variable === null || container === null || container.kind === 'scalar') {
    return [];
  }
  const ranks = rank(categoriesOf(variable).map(({ score }) => score));
  const order = ranks.map((_, index) => index).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const changes = order.length < 2 ? null : reordered(study.text, container, order);
  return changes === null ? [] : [{ title, choice, changes }];
}
