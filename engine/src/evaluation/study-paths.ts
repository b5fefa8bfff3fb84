import type { Slice } from '#engine/data';
import { type Derived, type Item, type Study, studyPath } from '#engine/study';

/** The path of an item, or of a derived variable. */
export function itemPath(item: Item | Derived): string {
  if (item.kind === 'derived') {
    return studyPath('derived', item.id.value);
  }
  return studyPath(item.role === 'belief' ? 'beliefs' : 'actions', item.id.value);
}

/** Where a finding about a cell points: at the level (or bin) of its last attribute, else at its arm, else at the item. */
export function cellPath(study: Study, item: Item | Derived, slice: Slice): string {
  const part = slice.group.at(-1);
  if (part !== undefined) {
    const attribute = study.attributes.find(({ id }) => id.value === part.attribute);
    const container = attribute?.measure.kind === 'number' ? 'bins' : 'levels';
    return studyPath('personas', 'attributes', part.attribute, container, part.label);
  }
  return slice.arm === null ? itemPath(item) : studyPath('treatments', slice.arm.treatment, 'arms', slice.arm.label);
}

/** The path of a coherence rule. */
export function rulePath(rule: string): string {
  return studyPath('coherence', rule);
}

/** The path of a regression. */
export function regressionPath(regression: string): string {
  return studyPath('regressions', regression);
}

/** The path of the term of a regression's formula with R's label `term`. */
export function termPath(regression: string, term: string): string {
  return studyPath('regressions', regression, 'terms', term);
}
