import type { Range } from '#engine/text';
import { categoriesOf } from './references.ts';
import type { Study, Variable } from './study.ts';
import { treeOf } from './study-trees.ts';
import { type Entry, entryOf, type TreeNode } from './tree.ts';

export type OutlineKind =
  | 'section'
  | 'attribute'
  | 'treatment'
  | 'belief'
  | 'action'
  | 'derived'
  | 'category'
  | 'rule'
  | 'regression'
  | 'model'
  | 'setting';

/** One line of the outline of a study. */
export interface OutlineEntry {
  readonly name: string;
  readonly kind: OutlineKind;
  /** A few words beside the name; may be empty. */
  readonly detail: string;
  /** Key and value. */
  readonly range: Range;
  /** The key, or the label. */
  readonly selectionRange: Range;
  readonly children: readonly OutlineEntry[];
}

/** The outline of a study: its sections, what they define, and the levels, arms and answers of that. */
export function outline(study: Study): readonly OutlineEntry[] {
  const { root } = treeOf(study);
  return root?.kind === 'map' ? root.entries.map((entry) => sectionEntry(study, entry)) : [];
}

function sectionEntry(study: Study, entry: Entry): OutlineEntry {
  const name = entry.key.text;
  switch (name) {
    case 'personas': {
      const attributes = entryOf(entry.value, 'attributes');
      const settings = settingsOf(entry.value).filter((child) => child.name !== 'attributes');
      const children = attributes ? variables(study.attributes, attributes.value) : [];
      return line(entry, 'section', counted(children.length, 'attribute'), [...children, ...settings]);
    }
    case 'treatments': {
      const children = variables(study.treatments, entry.value);
      return line(entry, 'section', counted(children.length, 'treatment'), children);
    }
    case 'beliefs':
    case 'actions': {
      const role = name === 'beliefs' ? 'belief' : 'action';
      const children = variables(
        study.items.filter((item) => item.role === role),
        entry.value,
      );
      return line(entry, 'section', counted(children.length, 'item'), children);
    }
    case 'derived': {
      const children = variables(study.derived, entry.value);
      return line(entry, 'section', counted(children.length, 'variable'), children);
    }
    case 'coherence':
      return named(entry, 'rule', 'rule', (id) => {
        const rule = study.rules.find((candidate) => candidate.id.value === id);
        return rule ? `${rule.when.source.text.trim()} → ${rule.expect.source.text.trim()}` : '';
      });
    case 'regressions':
      return named(entry, 'regression', 'regression', (id) => {
        return study.regressions.find((candidate) => candidate.id.value === id)?.source.text.trim() ?? '';
      });
    case 'models':
      return named(entry, 'model', 'model', (id) => {
        const model = study.models.find((candidate) => candidate.id.value === id);
        return model === undefined ? '' : model.kind === 'tuned' ? `${model.tune.value}, tuned` : model.model.value;
      });
    default:
      return entry.value?.kind === 'map'
        ? line(entry, 'section', '', settingsOf(entry.value))
        : line(entry, 'setting', scalarText(entry.value), []);
  }
}

function named(entry: Entry, kind: OutlineKind, word: string, detail: (id: string) => string): OutlineEntry {
  const entries = entry.value?.kind === 'map' ? entry.value.entries : [];
  const children = entries.map((child) => line(child, kind, detail(child.key.text), []));
  return line(entry, 'section', counted(children.length, word), children);
}

function variables(list: readonly Variable[], section: TreeNode | null): readonly OutlineEntry[] {
  return list.flatMap((variable) => {
    const entry = entryOf(section, variable.id.value);
    if (entry === undefined || entry.key.range.start !== variable.id.range.start) {
      return [];
    }
    const children = categoriesOf(variable).filter(
      ({ range }) => range.start >= entry.range.start && range.end <= entry.range.end,
    );
    return [
      line(
        entry,
        variable.kind === 'item' ? variable.role : variable.kind,
        variable.kind === 'derived'
          ? variable.source.text.trim()
          : (variable.title?.value ?? variable.column?.value ?? ''),
        children.map(({ label, range }) => ({
          name: label.value === '' ? '""' : label.value,
          kind: 'category' as const,
          detail: '',
          range: { start: Math.min(range.start, label.range.start), end: Math.max(range.end, label.range.end) },
          selectionRange: label.range,
          children: [],
        })),
      ),
    ];
  });
}

function settingsOf(node: TreeNode | null): readonly OutlineEntry[] {
  return node?.kind === 'map' ? node.entries.map((child) => line(child, 'setting', scalarText(child.value), [])) : [];
}

function line(entry: Entry, kind: OutlineKind, detail: string, children: readonly OutlineEntry[]): OutlineEntry {
  const name = entry.key.text === '' ? '""' : entry.key.text;
  return { name, kind, detail, range: entry.range, selectionRange: entry.key.range, children };
}

function scalarText(node: TreeNode | null): string {
  const text = node?.kind === 'scalar' ? (node.text.trim().split('\n')[0] ?? '') : '';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
