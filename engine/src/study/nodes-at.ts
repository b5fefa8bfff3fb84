import { containsOffset } from '#engine/text';
import type { Entry, TreeNode } from './tree.ts';

/** A node that lies around a place, with the entry of the mapping above it that holds it (null in a list, and at the root). */
export interface NodeAround {
  readonly node: TreeNode;
  readonly entry: Entry | null;
}

/** The nodes around a place of the file, the outermost first. What an alias repeats from elsewhere is not around it. */
export function nodesAround(root: TreeNode | null, offset: number): readonly NodeAround[] {
  const found: NodeAround[] = [];
  let next: NodeAround | null = root === null ? null : { node: root, entry: null };
  while (next !== null && containsOffset(next.node.range, offset)) {
    found.push(next);
    next = below(next.node, offset);
  }
  return found;
}

/** Whether a place lies inside `[…]` or `{…}`. */
export function isInFlow(root: TreeNode | null, offset: number): boolean {
  return nodesAround(root, offset).some(
    ({ node }) => node.kind !== 'scalar' && node.isFlow && offset > node.range.start && offset < node.range.end,
  );
}

function below(node: TreeNode, offset: number): NodeAround | null {
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      if (containsOffset(entry.key.range, offset)) {
        return { node: entry.key, entry };
      }
      if (entry.value !== null && containsOffset(entry.value.range, offset)) {
        return { node: entry.value, entry };
      }
    }
  }
  if (node.kind === 'list') {
    const item = node.items.find(({ value }) => value !== null && containsOffset(value.range, offset));
    return item?.value ? { node: item.value, entry: null } : null;
  }
  return null;
}
