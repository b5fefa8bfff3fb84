import type { Range } from '#engine/text';
import { commentsOf } from './comments.ts';
import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';
import type { TreeNode } from './tree.ts';

/** A part of the file of more than one line. */
export interface FoldingRegion {
  readonly kind: 'part' | 'comment';
  /** From the first character of its first line's key (or item, or `#`) to its last character that is not blank. */
  readonly range: Range;
}

/**
 * What can be folded, in the order of the text: entries and list items of several lines, each below its key, and comments
 * that fill two lines or more. Empty where nothing spans lines. What an alias repeats stands, and folds, at its anchor only.
 */
export function foldingRegions(study: Study): readonly FoldingRegion[] {
  const { text } = study;
  const { root } = treeOf(study);
  const whole = { start: 0, end: text.length };
  const parts = [...partsOf(root, whole)].map(
    (range): FoldingRegion => ({ kind: 'part', range: trimmed(text, range) }),
  );
  const comments = blocksOf(text, commentsOf(study)).map((range): FoldingRegion => ({ kind: 'comment', range }));
  return [...parts, ...comments]
    .filter(({ range }) => isLong(text, range))
    .sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
}

function* partsOf(node: TreeNode | null, around: Range): Generator<Range, void> {
  if (node === null || node.kind === 'scalar' || !isInside(node.range, around)) {
    return;
  }
  for (const { range, value } of node.kind === 'map' ? node.entries : node.items) {
    if (isInside(range, around)) {
      yield range;
      yield* partsOf(value, range);
    }
  }
}

/** Comments that have their lines for themselves, together where one follows the other. */
function blocksOf(text: string, comments: readonly Range[]): readonly Range[] {
  const blocks: Range[] = [];
  for (const range of comments) {
    const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
    if (text.slice(lineStart, range.start).trim() !== '') {
      continue;
    }
    const last = blocks.at(-1);
    if (last !== undefined && /^\r?\n[ \t]*$/.test(text.slice(last.end, range.start))) {
      blocks[blocks.length - 1] = { start: last.start, end: range.end };
    } else {
      blocks.push(range);
    }
  }
  return blocks;
}

function isInside(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function isLong(text: string, { start, end }: Range): boolean {
  const newline = text.indexOf('\n', start);
  return newline !== -1 && newline < end;
}

function trimmed(text: string, { start, end }: Range): Range {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) {
    last -= 1;
  }
  return { start, end: last };
}
