import { containsOffset, decodedOffset, plainText, type Range } from '#engine/text';
import { type ExpressionContext, expressionContext } from './expression-context.ts';
import { schemaEntryAt } from './schema-entry.ts';
import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';
import type { Entry, MapNode, ScalarNode, TreeNode } from './tree.ts';

/** Where a cursor stands in a study file. */
export interface CursorContext {
  /**
   * The keys from the root; an item of a list is its index. At a key: of the mapping that it stands in. At a value: up to
   * the value itself.
   */
  readonly path: readonly string[];
  readonly part: 'key' | 'value';
  /** At a key: the other keys of the mapping. At a value in a list: the other entries. Else empty. */
  readonly siblings: readonly string[];
  /** What has been typed of the key or value before the cursor. */
  readonly prefix: string;
  /** The whole key or value that completion replaces; empty at the cursor when nothing stands there. */
  readonly range: Range;
  /** The formula, condition, derived variable or placeholder around the cursor; null elsewhere. */
  readonly expression: ExpressionContext | null;
}

/**
 * Where the cursor stands: at a key or a value, of what, and inside which expression or placeholder. Tolerant of
 * half-written YAML; null inside a comment.
 */
export function contextAt(study: Study, offset: number): CursorContext | null {
  const { text } = study;
  const { root, marks } = treeOf(study);
  const inComment = marks.some(({ kind, range }) => kind === 'comment' && offset > range.start && offset <= range.end);
  if (inComment) {
    return null;
  }
  const hit = root === null ? null : locate(root, [], offset, text);
  const found = asKeyWhereKeysBelong(hit ?? byIndentation(text, root, offset), root, text);
  const { expression } = found;
  if (expression !== null && !containsOffset(expression.range, offset)) {
    // between the key and its text: in the indentation of a block, or outside the quotes
    return null;
  }
  const isEmpty = found.range.start === found.range.end;
  return found.part === 'value' && found.expression === null && isEmpty
    ? { ...found, expression: expressionContext(plainText('', offset), found.path, 0) }
    : found;
}

function locate(node: TreeNode, path: readonly string[], offset: number, text: string): CursorContext | null {
  switch (node.kind) {
    case 'scalar':
      return containsOffset(node.range, offset) ? atValue(node, path, [], offset) : null;
    case 'map':
      return locateInMap(node, path, offset, text);
    case 'list': {
      const others = (own: number): readonly string[] =>
        node.items.flatMap(({ value }, index) => (index !== own && value?.kind === 'scalar' ? [value.text] : []));
      for (const [index, { value, range }] of node.items.entries()) {
        if (value !== null && containsOffset(range, offset) && range.start === value.range.start) {
          const inner = locate(value, [...path, String(index)], offset, text);
          return inner?.path.length === path.length + 1 && inner.part === 'value'
            ? { ...inner, siblings: others(index) }
            : inner;
        }
      }
      if (!node.isFlow || offset <= node.range.start || offset > node.range.end) {
        return null;
      }
      const before = node.items.filter(({ range }) => range.end < offset).length;
      return empty([...path, String(before)], 'value', others(-1), offset);
    }
  }
}

function locateInMap(node: MapNode, path: readonly string[], offset: number, text: string): CursorContext | null {
  for (const entry of node.entries) {
    const { key, value, range } = entry;
    if (containsOffset(key.range, offset)) {
      const prefix = text.slice(key.range.start, offset).replace(/^["']/, '');
      return { path, part: 'key', siblings: keysBut(node, entry), prefix, range: key.range, expression: null };
    }
    const isOwn = value !== null && value.range.start >= range.start && value.range.end <= range.end;
    if (value !== null && isOwn && containsOffset(value.range, offset)) {
      return locate(value, [...path, key.text], offset, text);
    }
    const continued =
      node.isFlow && isOwn && value?.kind === 'scalar' ? behindBlank(value, path, entry, offset, text) : null;
    if (continued !== null) {
      return continued;
    }
    const isBehind = offset > key.range.end && !text.slice(key.range.end, offset).includes('\n');
    if (
      isBehind &&
      /^\s*:\s*$/.test(text.slice(key.range.end, offset)) &&
      (value === null || value.range.start > offset)
    ) {
      return empty([...path, key.text], 'value', [], offset);
    }
  }
  if (node.isFlow && offset > node.range.start && offset < node.range.end) {
    return empty(path, 'key', keysBut(node, null), offset);
  }
  return null;
}

/** Behind a trailing blank a plain value has ended for YAML; for a formula or condition that is where the next name belongs. */
function behindBlank(
  value: ScalarNode,
  path: readonly string[],
  { key }: Entry,
  offset: number,
  text: string,
): CursorContext | null {
  const { start, end } = value.range;
  if (value.style !== 'plain' || offset <= end || !/^[^\S\n]+$/.test(text.slice(end, offset))) {
    return null;
  }
  const own = [...path, key.text];
  const written = plainText(text.slice(start, offset), start);
  const expression = expressionContext(written, own, offset - start);
  return expression === null || value.text.includes('\n')
    ? null
    : { path: own, part: 'value', siblings: [], prefix: written.text, range: { start, end: offset }, expression };
}

function atValue(
  node: ScalarNode,
  path: readonly string[],
  siblings: readonly string[],
  offset: number,
): CursorContext {
  const inText = decodedOffset(node.mapped, offset);
  return {
    path,
    part: 'value',
    siblings,
    prefix: node.text.slice(0, inText),
    range: node.range,
    expression: expressionContext(node.mapped, path, inText),
  };
}

/** Where nothing stands yet, the indentation of the line says which mapping or list a new entry belongs to. */
function byIndentation(text: string, root: TreeNode | null, offset: number): CursorContext {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const typed = /^(\s*)((?:-\s+)*)(.*)$/.exec(line);
  const indent = (typed?.[1] ?? '').length + (typed?.[2] ?? '').length;
  const word = typed?.[3] ?? '';
  const path: string[] = [];
  let limit = (typed?.[2] ?? '') === '' ? indent : (typed?.[1] ?? '').length + 1;
  const isItem = (typed?.[2] ?? '') !== '';
  for (const above of text.slice(0, lineStart).split('\n').reverse()) {
    const key = /^(\s*)((?:-\s+)*)(?:"([^"]*)"|'([^']*)'|([^\s#'"[{&*!|>%@`-][^#]*?|-[^\s#][^#]*?)):(?:\s.*|\r)?$/.exec(
      above,
    );
    const column = key === null ? 0 : (key[1] ?? '').length + (key[2] ?? '').length;
    if (key !== null && column < limit) {
      path.unshift(key[3] ?? key[4] ?? (key[5] ?? '').trim());
      limit = column;
    }
    if (limit === 0) {
      break;
    }
  }
  const value = /^(?:"([^"]*)"|'([^']*)'|([^\s#'"[{][^#]*?)):\s+(.*)$/.exec(word);
  if (value !== null) {
    const typedValue = value[4] ?? '';
    const at = { start: offset - typedValue.length, end: offset };
    const key = value[1] ?? value[2] ?? value[3] ?? '';
    const own = [...path, key];
    // Behind a trailing space nothing stands yet for YAML; for a formula that is where the next name belongs.
    const isPlain = typedValue !== '' && !/^["'|>]/.test(typedValue);
    const source = plainText(typedValue, at.start);
    const expression = isPlain ? expressionContext(source, own, typedValue.length) : null;
    return { path: own, part: 'value', siblings: [], prefix: typedValue, range: at, expression };
  }
  const node = nodeAt(root, path);
  const range = { start: offset - word.length, end: offset };
  if (isItem) {
    const index = node?.kind === 'list' ? node.items.filter((item) => item.range.end < offset).length : 0;
    return { path: [...path, String(index)], part: 'value', siblings: [], prefix: word, range, expression: null };
  }
  const siblings = node?.kind === 'map' ? node.entries.map(({ key }) => key.text).filter((key) => key !== word) : [];
  return { path, part: 'key', siblings, prefix: word, range, expression: null };
}

/** A first word under `human:` is, to YAML, a text; what the author is writing is a key. And text places take no keys. */
function asKeyWhereKeysBelong(found: CursorContext, root: TreeNode | null, text: string): CursorContext {
  const types = schemaEntryAt(found.path)?.types ?? [];
  if (found.part === 'value') {
    const node = nodeAt(root, found.path);
    const lineStart = text.lastIndexOf('\n', found.range.start - 1) + 1;
    const isAlone = /^\s*$/.test(text.slice(lineStart, found.range.start));
    const isPlain = node?.kind === 'scalar' && node.style === 'plain' && !node.text.includes('\n');
    const wantsKeys = types.includes('object') && !types.includes('string');
    return isPlain && isAlone && wantsKeys && !text.slice(found.range.start, found.range.end).includes('\n')
      ? { ...found, part: 'key', siblings: [] }
      : found;
  }
  return types.length > 0 && !types.includes('object') ? { ...found, part: 'value', siblings: [] } : found;
}

function nodeAt(root: TreeNode | null, path: readonly string[]): TreeNode | null {
  let node = root;
  for (const part of path) {
    if (node?.kind === 'list') {
      node = node.items[Number(part)]?.value ?? null;
    } else {
      node = node?.kind === 'map' ? (node.entries.find(({ key }) => key.text === part)?.value ?? null) : null;
    }
  }
  return node;
}

function keysBut(node: MapNode, own: Entry | null): readonly string[] {
  return node.entries.filter((entry) => entry !== own).map(({ key }) => key.text);
}

function empty(
  path: readonly string[],
  part: CursorContext['part'],
  siblings: readonly string[],
  offset: number,
): CursorContext {
  return { path, part, siblings, prefix: '', range: { start: offset, end: offset }, expression: null };
}
