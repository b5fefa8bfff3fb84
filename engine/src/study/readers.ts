import type { Diagnostic, Result } from '#engine/diagnostics';
import { type Formula, parseCondition, parseFormula } from '#engine/formula';
import type { Range } from '#engine/text';
import type { Located, ParsedCondition, Template } from './study.ts';
import { parseTemplate } from './templates.ts';
import { entryOf, type MapNode, numberOf, type ScalarNode, type TreeNode, valueUnder } from './tree.ts';

/**
 * Reads the tree into typed values. Silent about structure (the schema speaks of that): what does not have the form
 * that is asked for reads as null or empty. What expressions and templates have to say is collected.
 */
export class TreeReader {
  readonly diagnostics: Diagnostic[] = [];

  condition(node: TreeNode | null): ParsedCondition | null {
    if (node?.kind !== 'scalar') {
      return null;
    }
    return { source: node.mapped, condition: this.keep(parseCondition(node.mapped)) };
  }

  formula(node: ScalarNode): Formula {
    return this.keep(parseFormula(node.mapped));
  }

  template(node: TreeNode | null): Template | null {
    return node?.kind === 'scalar' ? this.keep(parseTemplate(node.mapped)) : null;
  }

  /** The value of a result, its diagnostics kept. */
  keep<T>(result: Result<T>): T {
    this.diagnostics.push(...result.diagnostics);
    return result.value;
  }
}

/** The source text of a scalar with its place; null for anything else. */
export function textOf(node: TreeNode | null): Located<string> | null {
  return node?.kind === 'scalar' ? { value: node.text, range: node.range } : null;
}

/** The scalar under a key of type `T` (a type that the schema generates), so that a renamed key does not compile. */
export function textAt<T>(node: TreeNode | null, key: keyof T & string): Located<string> | null {
  return textOf(valueUnder(node, key));
}

export function nodeAt<T>(node: TreeNode | null, key: keyof T & string): TreeNode | null {
  return valueUnder(node, key);
}

export function numberAt<T>(node: TreeNode | null, key: keyof T & string): Located<number> | null {
  return numberIn(valueUnder(node, key));
}

export function numberIn(node: TreeNode | null): Located<number> | null {
  const value = node?.kind === 'scalar' ? numberOf(node) : null;
  return node === null || value === null ? null : { value, range: node.range };
}

/** A whole number from `least` on, else null. */
export function countAt<T>(node: TreeNode | null, key: keyof T & string, least = 1): Located<number> | null {
  const found = numberAt<T>(node, key);
  return found && Number.isInteger(found.value) && found.value >= least ? found : null;
}

/** A plain `true` or `false`, else `otherwise`. */
export function truthAt<T>(node: TreeNode | null, key: keyof T & string, otherwise: boolean): boolean {
  const value = valueUnder(node, key);
  if (value?.kind !== 'scalar' || value.style !== 'plain') {
    return otherwise;
  }
  const word = value.text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : otherwise;
}

/** One of the words, else null. */
export function wordAt<T, W extends string>(
  node: TreeNode | null,
  key: keyof T & string,
  words: readonly W[],
): Located<W> | null {
  const found = textAt<T>(node, key);
  const word = words.find((candidate) => candidate === found?.value);
  return found && word !== undefined ? { value: word, range: found.range } : null;
}

/** A scalar, or the scalars of a list; empty for anything else. */
export function textsIn(node: TreeNode | null): readonly Located<string>[] {
  const single = textOf(node);
  if (single) {
    return [single];
  }
  if (node?.kind !== 'list') {
    return [];
  }
  return node.items.map(({ value }) => textOf(value)).filter((text): text is Located<string> => text !== null);
}

/** A named entry of a section: its id with the range of the key, and its value. */
export interface NamedEntry {
  readonly id: Located<string>;
  readonly range: Range;
  readonly node: MapNode;
}

/** The entries of a section that hold a mapping, each name once. */
export function namedEntries(section: TreeNode | null): readonly NamedEntry[] {
  if (section?.kind !== 'map') {
    return [];
  }
  return section.entries.flatMap(({ key, value, range }) =>
    value?.kind === 'map' && key.text !== '__proto__'
      ? [{ id: { value: key.text, range: key.range }, range, node: value }]
      : [],
  );
}

/** The place of a key's value, or of the key when nothing stands there. */
export function placeAt(node: TreeNode | null, key: string, otherwise: Range): Range {
  const entry = entryOf(node, key);
  return entry?.value?.range ?? entry?.key.range ?? otherwise;
}
