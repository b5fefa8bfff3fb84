import type { Evaluation } from './generated/evaluation-types.ts';
import type { EvaluationInput } from './input.ts';
import type { Sides } from './sides.ts';

/** An evaluation whose figures are there, and whose words are not yet. */
export type Figures = Omit<Evaluation, 'warnings' | 'verdict' | 'fingerprints'>;

/** What warnings and verdict are written from. */
export interface FindingsContext {
  readonly input: EvaluationInput;
  readonly sides: Sides;
  readonly figures: Figures;
}

/** The items, rules and so on of the subject only. */
export function ofSubject<T extends { readonly model: string }>(
  context: FindingsContext,
  entries: readonly T[],
): readonly T[] {
  return entries.filter((entry) => entry.model === context.figures.subject);
}

/** An arm and a subgroup in words: `share, shown, gender Female`. */
export function cellName(cell: Figures['cells'][number]): string {
  const arm = cell.arm === null ? [] : [cell.arm];
  const group = cell.subgroup.map(({ attribute, level }) => `${attribute} ${level}`);
  return [`\`${cell.item}\``, ...arm, ...group].join(', ');
}
