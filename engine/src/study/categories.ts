import type { Range } from '#engine/text';
import type { KeyedCategory, LabelledCategory } from './generated/study-types.ts';
import { nodeAt, numberAt, textAt, textOf, textsIn } from './readers.ts';
import type { Category, Located } from './study.ts';
import { type Entry, type ListItem, numberOf, type TreeNode } from './tree.ts';

/** A category and the mapping of its long form, for what only some categories have (the prompt of an arm). */
export interface ReadCategory {
  readonly category: Category;
  readonly node: TreeNode | null;
}

/** What a key of the short form `key: value` means: a label with its data values, or the score of a scale point. */
export type KeyMeaning = 'label' | 'score';

/**
 * The levels, arms, options or scale points of a list or mapping, in the order of the text. Entries that have no label
 * are left out. Scores that are not given are positions from 1.
 */
export function readCategories(node: TreeNode | null, keys: KeyMeaning): readonly ReadCategory[] {
  const drafts: Draft[] = [];
  if (node?.kind === 'list') {
    drafts.push(...node.items.flatMap(fromItem));
  } else if (node?.kind === 'map') {
    drafts.push(...node.entries.flatMap((entry) => (keys === 'score' ? fromScoredEntry(entry) : fromEntry(entry))));
  }
  return drafts.map((draft, index) => ({
    category: {
      label: draft.label,
      values: draft.values.filter(({ value }) => value !== '*'),
      takesRest: draft.values.some(({ value }) => value === '*'),
      score: draft.score ?? index + 1,
      text: draft.text ?? draft.label.value,
      range: draft.range,
    },
    node: draft.node,
  }));
}

interface Draft {
  readonly label: Located<string>;
  readonly values: readonly Located<string>[];
  readonly score: number | null;
  readonly text: string | null;
  readonly range: Range;
  readonly node: TreeNode | null;
}

function fromItem(item: ListItem): readonly Draft[] {
  const label = textOf(item.value) ?? textAt<LabelledCategory>(item.value, 'label');
  return label === null ? [] : [draft(label, item.value, item.range)];
}

function fromEntry(entry: Entry): readonly Draft[] {
  const key: Located<string> = { value: entry.key.text, range: entry.key.range };
  if (entry.value?.kind === 'map') {
    return [draft(textAt<KeyedCategory>(entry.value, 'label') ?? key, entry.value, entry.range)];
  }
  return [{ label: key, values: textsIn(entry.value), score: null, text: null, range: entry.range, node: null }];
}

function fromScoredEntry(entry: Entry): readonly Draft[] {
  const score = numberOf({ ...entry.key, style: 'plain' });
  const label = textOf(entry.value) ?? textAt<KeyedCategory>(entry.value, 'label');
  if (score !== null && label !== null) {
    const read = draft(label, entry.value, entry.range);
    return [{ ...read, score: read.score ?? score }];
  }
  if (score === null && entry.value?.kind === 'map') {
    return fromEntry(entry);
  }
  if (score !== null && entry.value === null) {
    // A point without words, as between the ends of a scale: its number is its label.
    const number = { value: entry.key.text, range: entry.key.range };
    return [{ ...draft(number, null, entry.range), score }];
  }
  return label === null ? [] : [draft(label, null, entry.range)];
}

function draft(label: Located<string>, node: TreeNode | null, range: Range): Draft {
  return {
    label,
    values: textsIn(nodeAt<LabelledCategory>(node, 'values')),
    score: numberAt<LabelledCategory>(node, 'score')?.value ?? null,
    text: textAt<LabelledCategory>(node, 'text')?.value ?? null,
    range,
    node: node?.kind === 'map' ? node : null,
  };
}
