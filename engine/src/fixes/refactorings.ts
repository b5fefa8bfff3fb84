import type { Diagnostic } from '#engine/diagnostics';
import { entryOf, rootOf } from '#engine/study';
import type { Range } from '#engine/text';
import { extractedDerived } from './extract-derived.ts';
import type { Fix, FixContext } from './fix.ts';
import { levelsAsBins } from './levels-as-bins.ts';
import { sortedOrder } from './order.ts';
import { sharedCategories } from './shared-categories.ts';

/** A way to write a part of the study otherwise without changing what it means, except where the title says so. */
export interface Refactoring extends Fix {
  readonly kind: 'extract' | 'rewrite';
}

/** What can be rewritten at a place; empty where nothing can, or where YAML cannot read the text. */
export function refactoringsAt(
  range: Range,
  diagnostics: readonly Diagnostic[],
  context: FixContext,
): readonly Refactoring[] {
  if (diagnostics.some(({ code }) => code === 'yaml-syntax')) {
    return [];
  }
  const { study } = context;
  const order = entryOf(rootOf(study), 'order');
  const isAtOrder = order !== undefined && order.range.start <= range.end && range.start <= order.range.end;
  return [
    ...[...sharedCategories(study, range), ...extractedDerived(study, range)].map((fix) => ({
      ...fix,
      kind: 'extract' as const,
    })),
    ...levelsAsBins(range, context).map((fix) => ({ ...fix, kind: 'rewrite' as const })),
    ...(isAtOrder ? sortedOrder(study) : []).map((fix) => ({ ...fix, kind: 'rewrite' as const })),
  ];
}
