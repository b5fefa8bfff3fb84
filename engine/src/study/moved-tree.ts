import type { Diagnostic } from '#engine/diagnostics';
import type { MappedText, Range } from '#engine/text';
import type { Trap } from './trap.ts';
import type { Entry, ListItem, ScalarNode, TreeNode } from './tree.ts';
import type { SourceMark } from './yaml-marks.ts';

/** An entry of a tree without aliases, `by` characters further on. */
export function movedEntry({ key, value, range }: Entry, by: number): Entry {
  return { key: movedScalar(key, by), value: value && movedNode(value, by), range: movedRange(range, by) };
}

/** A diagnostic, with all its places, `by` characters further on. */
export function movedDiagnostic(found: Diagnostic, by: number): Diagnostic {
  return {
    ...found,
    range: movedRange(found.range, by),
    related: found.related.map((place) => ({ ...place, range: movedRange(place.range, by) })),
  };
}

export function movedTrap({ diagnostic, covers }: Trap, by: number): Trap {
  return { diagnostic: movedDiagnostic(diagnostic, by), covers: movedRange(covers, by) };
}

export function movedMark(mark: SourceMark, by: number): SourceMark {
  return { ...mark, range: movedRange(mark.range, by) };
}

function movedNode(node: TreeNode, by: number): TreeNode {
  switch (node.kind) {
    case 'scalar':
      return movedScalar(node, by);
    case 'list': {
      const items = node.items.map(
        ({ value, range }): ListItem => ({ value: value && movedNode(value, by), range: movedRange(range, by) }),
      );
      return { kind: 'list', items, isFlow: node.isFlow, range: movedRange(node.range, by) };
    }
    case 'map': {
      const entries = node.entries.map((entry) => movedEntry(entry, by));
      return { kind: 'map', entries, isFlow: node.isFlow, range: movedRange(node.range, by) };
    }
  }
}

function movedScalar({ style, text, mapped, range }: ScalarNode, by: number): ScalarNode {
  const moved = movedText(mapped, by);
  return {
    kind: 'scalar',
    style,
    text,
    mapped: moved,
    range: range === mapped.range ? moved.range : movedRange(range, by),
  };
}

function movedText({ text, range, runs }: MappedText, by: number): MappedText {
  const moved = runs.map(({ at, start, end }) => ({ at, start: start + by, end: end === null ? null : end + by }));
  return { text, range: movedRange(range, by), runs: runs.length === 0 ? runs : moved };
}

export function movedRange({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
