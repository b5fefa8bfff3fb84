import type { Diagnostic } from '#engine/diagnostics';
import { type MappedText, type Range, withPlaces } from '#engine/text';
import type { Trap } from './trap.ts';
import type { Entry, ListItem, ScalarNode, TreeNode } from './tree.ts';

/** A change that makes a text readable: `insert` takes the place of `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

const signs = [...'{}[]:,#"\'&*!|>%@`-?'];
const firstMask = 0xe000;
const masks = new RegExp(
  `[${String.fromCharCode(firstMask)}-${String.fromCharCode(firstMask + signs.length - 1)}]`,
  'g',
);

/** The text with YAML's signs replaced by letters that mean nothing to YAML, until `unmasked` puts them back. */
export function masked(text: string): string {
  return text.replace(/[{}[\]:,#"'&*!|>%@`?-]/g, (sign) => String.fromCharCode(firstMask + signs.indexOf(sign)));
}

function unmasked(text: string): string {
  return text.replace(masks, (mask) => signs[mask.charCodeAt(0) - firstMask] ?? mask);
}

/** A text after edits, and the way back to the places of the text before them. */
export class MendedText {
  readonly text: string;
  private readonly edits: readonly Edit[];
  /** For each edit, by how much its place has moved. */
  private readonly moved: readonly number[];
  private readonly end: number;
  private readonly known = new Map<TreeNode, TreeNode>();

  /** Edits must not overlap. Those outside of `within` are left out, and the text is that part alone. */
  constructor(text: string, edits: readonly Edit[], within: Range = { start: 0, end: text.length }) {
    this.end = within.end;
    this.edits = edits
      .filter(({ start, end }) => start >= within.start && end <= within.end)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    const moved: number[] = [];
    let shift = -within.start;
    let at = within.start;
    let result = '';
    for (const { start, end, insert } of this.edits) {
      result += text.slice(at, Math.max(at, start)) + insert;
      moved.push(shift);
      shift += insert.length - (end - start);
      at = Math.max(at, end);
    }
    this.text = result + text.slice(at, within.end);
    this.moved = [...moved, shift];
  }

  /** Where a place of the mended text stands in the text before. */
  original(place: number): number {
    return Math.min(this.end, this.before(place));
  }

  private before(place: number): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const edit = this.edits[middle];
      if (edit !== undefined && edit.start + (this.moved[middle] ?? 0) + edit.insert.length <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const edit = this.edits[low];
    const straight = place - (this.moved[low] ?? 0);
    return edit === undefined || straight <= edit.start ? straight : Math.min(straight, edit.end);
  }

  range({ start, end }: Range): Range {
    const from = this.original(start);
    return { start: from, end: Math.max(from, this.original(end)) };
  }

  /** The tree with every place as before the edits; shared nodes stay shared. */
  tree(node: TreeNode): TreeNode {
    const known = this.known.get(node);
    if (known !== undefined) {
      return known;
    }
    const moved = this.moveNode(node);
    this.known.set(node, moved);
    return moved;
  }

  private moveNode(node: TreeNode): TreeNode {
    const range = this.range(node.range);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node);
      case 'list': {
        const items = node.items.map(
          (item): ListItem => ({ value: item.value && this.tree(item.value), range: this.range(item.range) }),
        );
        return { ...node, items, range };
      }
      case 'map': {
        const entries = node.entries.map(
          (entry): Entry => ({
            key: this.scalar(entry.key),
            value: entry.value && this.tree(entry.value),
            range: this.range(entry.range),
          }),
        );
        return { ...node, entries, range };
      }
    }
  }

  private scalar(node: ScalarNode): ScalarNode {
    const placed = withPlaces(node.mapped, (place) => this.original(place), this.range(node.mapped.range));
    const mapped: MappedText = { ...placed, text: unmasked(placed.text) };
    return { ...node, text: unmasked(node.text), mapped, range: this.range(node.range) };
  }

  trap({ diagnostic, covers }: Trap): Trap {
    return { diagnostic: this.diagnostic(diagnostic), covers: this.range(covers) };
  }

  diagnostic(found: Diagnostic): Diagnostic {
    const data = Object.fromEntries(
      Object.entries(found.data).map(([key, value]) => [key, typeof value === 'string' ? unmasked(value) : value]),
    );
    return {
      ...found,
      message: unmasked(found.message),
      range: this.range(found.range),
      related: found.related.map((place) => ({ ...place, range: this.range(place.range) })),
      data,
    };
  }
}
