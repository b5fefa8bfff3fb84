import type { TextChange } from '#engine/text';
import { variableNamed } from '../references.ts';
import { entryOfVariable } from '../rename-variable.ts';
import { isPlainSafe, scalarSource } from '../scalar-source.ts';
import type { Category, Study, Variable } from '../study.ts';
import { type Entry, entryOf, type ListItem, type TreeNode } from '../tree.ts';
import { entryAdded, itemAdded } from './entries.ts';

const containers = ['levels', 'arms', 'scale', 'options'] as const;

/**
 * The change that makes data values mean a level, arm or answer, beside those that mean it already. Null where the entry
 * is shared by an alias.
 */
export function valuesAdded(
  study: Study,
  variable: Variable,
  category: Category,
  values: readonly string[],
): TextChange | null {
  const container = containerOf(study, variable);
  if (container?.kind === 'list') {
    const item = container.items.find(({ range }) => range.start === category.range.start);
    return item === undefined ? null : inItem(study.text, item, values);
  }
  const entry =
    container?.kind === 'map' ? container.entries.find(({ range }) => range.start === category.range.start) : undefined;
  return entry === undefined || container?.kind !== 'map'
    ? null
    : inEntry(study.text, entry, category, values, container.isFlow);
}

/**
 * The change that adds levels, arms or answers with these labels behind the others; null where they are written as scores
 * or prompts, which nobody can make up, or where an alias shares them.
 */
export function labelsAdded(study: Study, variable: Variable, labels: readonly string[]): TextChange | null {
  const container = containerOf(study, variable);
  const { text } = study;
  if (container?.kind === 'list' && container.items.length > 0) {
    const sources = labels.map((label) => scalarSource(label, container.isFlow));
    const change = itemAdded(text, container, sources[0] ?? '');
    const more = sources.slice(1).map((source) => change.newText.replace(sources[0] ?? '', () => source));
    return { ...change, newText: [change.newText, ...more].join('') };
  }
  const isKeyed = variable.kind === 'attribute' || (variable.kind === 'item' && variable.measure.kind === 'nominal');
  if (container?.kind !== 'map' || container.entries.length === 0 || !isKeyed) {
    return null;
  }
  const sources = labels.map(
    (label) => `${keySource(label, container.isFlow)}: ${scalarSource(label, container.isFlow)}`,
  );
  const change = entryAdded(text, container, sources[0] ?? '');
  const more = sources.slice(1).map((source) => change.newText.replace(sources[0] ?? '', () => source));
  return { ...change, newText: [change.newText, ...more].join('') };
}

/** The list or mapping of a variable's levels, arms or answers, where it is its own; null elsewhere. */
export function containerOf(study: Study, variable: Variable): TreeNode | null {
  const entry = categoriesEntry(study, variable);
  return entry?.value != null &&
    entry.value.range.start >= entry.range.start &&
    entry.value.range.end <= entry.range.end
    ? entry.value
    : null;
}

/** The entry `levels`, `arms`, `scale` or `options` of a variable; null where it has none, or is itself an alias. */
export function categoriesEntry(study: Study, variable: Variable): Entry | null {
  const own = entryOfVariable(study, variable);
  if (own?.value == null || own.value.range.start < own.range.start || own.value.range.end > own.range.end) {
    return null;
  }
  for (const key of containers) {
    const entry = entryOf(own.value, key);
    if (entry !== undefined) {
      return entry;
    }
  }
  return null;
}

/** The mapping that defines a variable, where it is its own; null elsewhere. */
export function mapOfVariable(study: Study, id: string): Extract<TreeNode, { kind: 'map' }> | null {
  const variable = variableNamed(study, id);
  const own = variable === null ? null : entryOfVariable(study, variable);
  const isOwn =
    own?.value?.kind === 'map' && own.value.range.start >= own.range.start && own.value.range.end <= own.range.end;
  return isOwn && own?.value?.kind === 'map' ? own.value : null;
}

function inItem(text: string, { value, range }: ListItem, values: readonly string[]): TextChange | null {
  if (value === null || value.range.start !== range.start) {
    return null;
  }
  if (value.kind === 'scalar') {
    const label = text.slice(value.range.start, value.range.end);
    const isOneLine = value.style === 'single' || value.style === 'double' || isPlainSafe(value.text, true);
    const source = isOneLine && !label.includes('\n') ? label : scalarSource(value.text, true);
    return { range: value.range, newText: `{ label: ${source}, values: ${valuesSource(values)} }` };
  }
  return inLongForm(text, value, values);
}

function inEntry(
  text: string,
  entry: Entry,
  { label, values: known }: Category,
  values: readonly string[],
  isFlow: boolean,
): TextChange | null {
  const { key, value, range } = entry;
  if (value !== null && (value.range.start < range.start || value.range.end > range.end)) {
    return null;
  }
  const isKeyLabel = label.range.start === key.range.start;
  if (value === null) {
    const colon = /^\s*:/.exec(text.slice(key.range.end))?.[0] ?? '';
    const at = key.range.end + colon.length;
    const source = isKeyLabel && known.length === 0 ? valuesSource(values) : null;
    return source === null ? null : { range: { start: at, end: at }, newText: `${colon === '' ? ':' : ''} ${source}` };
  }
  if (value.kind === 'map') {
    return inLongForm(text, value, values);
  }
  if (!isKeyLabel) {
    return value.kind === 'scalar'
      ? { range: value.range, newText: `{ label: ${scalarSource(value.text, true)}, values: ${valuesSource(values)} }` }
      : null;
  }
  return addedTo(text, value, values, isFlow);
}

/** Into `{ label: …, values: … }`, with `values` or still without. */
function inLongForm(text: string, node: TreeNode, values: readonly string[]): TextChange | null {
  if (node.kind !== 'map') {
    return null;
  }
  const known = entryOf(node, 'values');
  if (known === undefined) {
    return entryAdded(text, node, `values: ${valuesSource(values)}`, entryOf(node, 'label'));
  }
  const { value } = known;
  return value === null || value.range.end > known.range.end ? null : addedTo(text, value, values, node.isFlow);
}

function addedTo(text: string, value: TreeNode, values: readonly string[], isFlow: boolean): TextChange | null {
  const sources = values.map((one) => scalarSource(one, true));
  if (value.kind === 'scalar') {
    const own = isFlow || value.style !== 'plain' ? text.slice(value.range.start, value.range.end) : null;
    const first = own === null || own.includes('\n') ? scalarSource(value.text, true) : own;
    return { range: value.range, newText: `[${[first, ...sources].join(', ')}]` };
  }
  if (value.kind === 'map') {
    return null;
  }
  const [first = '', ...others] = value.isFlow ? sources : values.map((one) => scalarSource(one, false));
  const change = itemAdded(text, value, first);
  return {
    ...change,
    newText: [change.newText, ...others.map((other) => change.newText.replace(first, () => other))].join(''),
  };
}

/** Inside `{…}` or `[…]` and outside alike. */
function valuesSource(values: readonly string[]): string {
  const sources = values.map((value) => scalarSource(value, true));
  return sources.length === 1 ? (sources[0] ?? '') : `[${sources.join(', ')}]`;
}

function keySource(label: string, inFlow: boolean): string {
  return /[:?]/.test(label) ? JSON.stringify(label) : scalarSource(label, inFlow);
}
