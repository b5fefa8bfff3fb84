import { decodedRange, type Range, type TextChange, withChanges } from '#engine/text';
import { isInFlow, nodesAround } from '../nodes-at.ts';
import { isPlainSafe, scalarSource, withinStyle } from '../scalar-source.ts';
import type { Study } from '../study.ts';
import { treeOf } from '../study-trees.ts';
import type { ScalarNode } from '../tree.ts';

/**
 * The change that puts a text, as it is meant and without YAML's quotes, in place of a scalar or of a part of it. Quotes
 * and escapes come out as the scalar's style needs them; a plain scalar that could not hold the text gets quotes. Null
 * where no such scalar stands.
 */
export function textReplaced(study: Study, range: Range, text: string): TextChange | null {
  const node = scalarAround(study, range);
  if (node === null) {
    return null;
  }
  if (node.range.start === range.start && node.range.end === range.end) {
    return { range, newText: wholeSource(study, node, text) };
  }
  return partReplaced(study, node, range, text);
}

/** The scalar around a place of the file; null where none stands. */
export function scalarAround(study: Study, { start, end }: Range): ScalarNode | null {
  const node = nodesAround(treeOf(study).root, start).at(-1)?.node;
  return node?.kind === 'scalar' && end <= node.range.end ? node : null;
}

function wholeSource(study: Study, { style, range }: ScalarNode, text: string): string {
  if (style !== 'single' && style !== 'double') {
    return scalarSource(text, isInFlow(treeOf(study).root, range.start));
  }
  const quote = style === 'double' ? '"' : "'";
  return `${quote}${withinStyle(text, style)}${quote}`;
}

function partReplaced(study: Study, node: ScalarNode, range: Range, text: string): TextChange | null {
  const { mapped, style } = node;
  const part = decodedRange(mapped, range);
  if (part === null) {
    return null;
  }
  const decoded = withChanges(mapped.text, [{ range: part, newText: text }]);
  const inFlow = isInFlow(treeOf(study).root, node.range.start);
  return style === 'plain' && !isPlainSafe(decoded, inFlow)
    ? { range: node.range, newText: scalarSource(decoded, inFlow) }
    : { range, newText: withinStyle(text, style) };
}
