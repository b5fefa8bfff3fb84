import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import { nearest } from '#engine/text';
import { notInVersion1 } from './not-in-version-1.ts';
import { schemaEntryAt } from './schema-entry.ts';
import type { Entry, TreeNode } from './tree.ts';

/**
 * The tree with misspelt sections under the names that they nearly have, where nothing else has that name, so that what
 * they define is known. Each is reported at its key.
 */
export function withMeantSections(root: TreeNode | null): Result<TreeNode | null> {
  const found: Diagnostic[] = [];
  const mended = withMeantKeys(root, [], found);
  if (mended?.kind !== 'map') {
    return { value: mended, diagnostics: found };
  }
  const entries = mended.entries.map((entry): Entry => {
    const isSection = entry.key.text === 'personas' || entry.key.text === 'human';
    return isSection ? { ...entry, value: withMeantKeys(entry.value, [entry.key.text], found) } : entry;
  });
  return { value: found.length === 0 ? root : { ...mended, entries }, diagnostics: found };
}

function withMeantKeys(node: TreeNode | null, path: readonly string[], found: Diagnostic[]): TreeNode | null {
  if (node?.kind !== 'map') {
    return node;
  }
  const known = keysAt(path);
  const taken = new Set(node.entries.map(({ key }) => key.text));
  const entries = node.entries.map((entry): Entry => {
    const { key } = entry;
    const isOther = known.includes(key.text) || key.text.startsWith('x-') || notInVersion1(path, key.text) !== null;
    const meant = isOther
      ? undefined
      : nearest(
          key.text,
          known.filter((candidate) => !taken.has(candidate)),
        );
    if (meant === undefined) {
      return entry;
    }
    taken.add(meant);
    const where = path.length === 0 ? 'the study file' : `\`${path.join('.')}\``;
    const message = `\`${key.text}\` is not a key of ${where}. Did you mean \`${meant}\`?`;
    found.push(diagnostic('unknown-key', key.range, message, { data: { subject: key.text, replacement: meant } }));
    return { ...entry, key: { ...key, text: meant } };
  });
  return { ...node, entries };
}

const keys = new Map<string, readonly string[]>();

/** The keys that the schema knows at one of the few paths where misspelt ones are put right. */
function keysAt(path: readonly string[]): readonly string[] {
  const name = path.join('.');
  const known = keys.get(name) ?? schemaEntryAt(path)?.properties.map(({ key }) => key) ?? [];
  keys.set(name, known);
  return known;
}
