import type { Range } from '#engine/text';
import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';

/** Where the comments of a study file stand, each from its `#` to the end of its line, in the order of the text. */
export function commentsOf(study: Study): readonly Range[] {
  return treeOf(study).marks.flatMap(({ kind, range }) => (kind === 'comment' ? [range] : []));
}
