import { readCategories } from './categories.ts';
import type * as File from './generated/study-types.ts';
import {
  type NamedEntry,
  namedEntries,
  nodeAt,
  numberAt,
  numberIn,
  type TreeReader,
  textAt,
  truthAt,
} from './readers.ts';
import type { Attribute, AttributeMeasure, Item, ItemMeasure, Located, NumberRange, Treatment } from './study.ts';
import type { TreeNode } from './tree.ts';

/** The section `personas.attributes`. */
export function readAttributes(section: TreeNode | null): readonly Attribute[] {
  return namedEntries(section).map((entry) => ({
    kind: 'attribute',
    ...named<File.Attribute>(entry),
    measure: attributeMeasure(entry),
  }));
}

/** The section `treatments`. */
export function readTreatments(section: TreeNode | null, reader: TreeReader): readonly Treatment[] {
  return namedEntries(section).map((entry) => ({
    kind: 'treatment',
    ...named<File.Treatment>(entry),
    arms: readCategories(nodeAt<File.Treatment>(entry.node, 'arms'), 'label').map(({ category, node }) => ({
      ...category,
      prompt: reader.template(nodeAt<File.LabelledArm>(node, 'prompt')),
    })),
  }));
}

/** The sections `beliefs` and `actions`. */
export function readItems(section: TreeNode | null, role: Item['role'], reader: TreeReader): readonly Item[] {
  return namedEntries(section).map((entry) => ({
    kind: 'item',
    role,
    ...named<ItemKeys>(entry),
    ask: reader.template(nodeAt<ItemKeys>(entry.node, 'ask')) ?? emptyTemplate(entry),
    measure: itemMeasure(entry),
    also: readCategories(nodeAt<ItemKeys>(entry.node, 'also'), 'label').map(({ category }) => category),
  }));
}

type ItemKeys = Pick<File.Item, 'title' | 'column' | 'ask' | 'scale' | 'options' | 'number' | 'bins' | 'also'>;

function named<T extends { title?: unknown; column?: unknown }>(entry: NamedEntry) {
  const { id, range, node } = entry;
  return { id, range, title: textAt<T>(node, 'title'), column: textAt<T>(node, 'column') };
}

function emptyTemplate(entry: NamedEntry): Item['ask'] {
  const source = { text: '', range: entry.id.range, runs: [] };
  return { source, parts: [] };
}

function attributeMeasure({ node }: NamedEntry): AttributeMeasure {
  const levels = nodeAt<File.Attribute>(node, 'levels');
  if (levels !== null) {
    const ordered = truthAt<File.Attribute>(node, 'ordered', false);
    return { kind: 'levels', ordered, levels: readCategories(levels, 'label').map(({ category }) => category) };
  }
  const number = readNumber(nodeAt<File.Attribute>(node, 'number'));
  return number ? { kind: 'number', number, bins: readBins(nodeAt<File.Attribute>(node, 'bins')) } : { kind: 'text' };
}

function itemMeasure({ node }: NamedEntry): ItemMeasure {
  const scale = nodeAt<ItemKeys>(node, 'scale');
  if (scale !== null) {
    return { kind: 'ordinal', categories: readCategories(scale, 'score').map(({ category }) => category) };
  }
  const number = readNumber(nodeAt<ItemKeys>(node, 'number'));
  if (number !== null) {
    return { kind: 'numeric', number, bins: readBins(nodeAt<ItemKeys>(node, 'bins')) };
  }
  const written = nodeAt<ItemKeys>(node, 'options');
  if (written === null) {
    // Whoever has not yet written the answers is not told that they have no order.
    return { kind: 'ordinal', categories: [] };
  }
  const options = readCategories(written, 'label');
  return { kind: 'nominal', categories: options.map(({ category }) => category) };
}

function readNumber(node: TreeNode | null): NumberRange | null {
  if (node?.kind !== 'map') {
    return null;
  }
  return {
    min: numberAt<File.Number>(node, 'min')?.value ?? null,
    max: numberAt<File.Number>(node, 'max')?.value ?? null,
    step: numberAt<File.Number>(node, 'step')?.value ?? null,
    unit: textAt<File.Number>(node, 'unit')?.value ?? null,
    range: node.range,
  };
}

function readBins(node: TreeNode | null): readonly Located<number>[] {
  if (node?.kind !== 'list') {
    return [];
  }
  return node.items.map(({ value }) => numberIn(value)).filter((bin): bin is Located<number> => bin !== null);
}
