import type { MappedText, Range } from '#engine/text';

/** A YAML text as a tree in which every node knows where it stands. Aliases are resolved: nodes may be shared. */
export type TreeNode = ScalarNode | MapNode | ListNode;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The decoded text; never empty for a plain scalar. */
  readonly text: string;
  readonly mapped: MappedText;
  readonly range: Range;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly isFlow: boolean;
  readonly range: Range;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly ListItem[];
  readonly isFlow: boolean;
  readonly range: Range;
}

export interface ListItem {
  /** Null when nothing stands there. */
  readonly value: TreeNode | null;
  /** Where the item stands in this list: for an alias the place of the alias. */
  readonly range: Range;
}

export interface Entry {
  readonly key: ScalarNode;
  /** Null when nothing stands there. */
  readonly value: TreeNode | null;
  /** Key and value, as they stand in this mapping: for an alias up to the alias. */
  readonly range: Range;
}

/** The entry of a mapping with this key; undefined when there is none, or when the node is no mapping. */
export function entryOf(node: TreeNode | null | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === key) : undefined;
}

/** The value under a key; null when there is none. */
export function valueUnder(node: TreeNode | null | undefined, key: string): TreeNode | null {
  return entryOf(node, key)?.value ?? null;
}

/** A tree without places, layout and quotes, to compare trees by; null for none. */
export function plainForm(node: TreeNode | null): unknown {
  switch (node?.kind) {
    case 'scalar':
      return node.text;
    case 'list':
      return node.items.map(({ value }) => plainForm(value));
    case 'map':
      return { map: node.entries.map(({ key, value }) => [key.text, plainForm(value)]) };
    default:
      return null;
  }
}

/** What YAML 1.2 makes of a scalar, for the schema: a number or a truth value if it is plain and looks so, else its text. */
export function plainValue(node: ScalarNode): string | number | boolean {
  if (node.style !== 'plain' || !/^[-+.\dtTfF]/.test(node.text)) {
    return node.text;
  }
  if (/^(?:true|True|TRUE)$/.test(node.text)) {
    return true;
  }
  if (/^(?:false|False|FALSE)$/.test(node.text)) {
    return false;
  }
  return numberOf(node) ?? node.text;
}

/** The number that a plain scalar is in YAML 1.2, else null. */
export function numberOf(node: ScalarNode): number | null {
  if (node.style !== 'plain') {
    return null;
  }
  if (
    /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(node.text) ||
    /^0x[0-9a-fA-F]+$|^0o[0-7]+$/.test(node.text)
  ) {
    const value = Number(node.text);
    return Number.isFinite(value) ? value : null;
  }
  return null;
}
