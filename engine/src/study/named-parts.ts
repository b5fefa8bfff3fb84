import type { Range } from '#engine/text';
import { type OutlineEntry, type OutlineKind, outline } from './outline.ts';
import type { Study } from './study.ts';

/** Something that a study gives a name to, or the study itself. */
export interface NamedPart {
  readonly name: string;
  readonly kind: OutlineKind | 'study';
  /** The name of the study that it is in; empty for the study itself, and where that has no name. */
  readonly container: string;
  readonly range: Range;
}

/**
 * The study and what it names: attributes, treatments, items, rules, regressions and models, in the order of the text. A
 * file without anything of that gives an empty list.
 */
export function namedParts(study: Study): readonly NamedPart[] {
  const container = study.id.value;
  const own: readonly NamedPart[] =
    container === '' ? [] : [{ name: container, kind: 'study', container: '', range: study.id.range }];
  const named = outline(study)
    .flatMap(({ children }) => children)
    .filter(({ kind }) => kind !== 'setting' && kind !== 'section' && kind !== 'category')
    .map(({ name, kind, selectionRange }: OutlineEntry) => ({ name, kind, container, range: selectionRange }));
  return [...own, ...named];
}

/** Whether a name has the characters that someone has typed, in that order, whatever their case. */
export function isMatch(name: string, typed: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of typed.toLowerCase().replace(/\s/g, '')) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}
