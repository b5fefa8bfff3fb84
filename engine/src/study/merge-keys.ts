import { type Diagnostic, diagnostic, type Result } from '#engine/diagnostics';
import type { Entry, TreeNode } from './tree.ts';

/**
 * The entries of a mapping after `<<` (merge) has been carried out and doubled keys have been dropped. What the mapping
 * says itself wins over what is merged; what is merged stands where `<<` stood.
 */
export function mergeKeys(entries: readonly Entry[]): Result<readonly Entry[]> {
  const diagnostics: Diagnostic[] = [];
  const own = new Map<string, Entry>();
  for (const entry of entries) {
    const earlier = own.get(entry.key.text);
    if (earlier !== undefined && !isMerge(entry)) {
      diagnostics.push(
        diagnostic('duplicate-key', entry.key.range, `\`${entry.key.text}\` stands here twice: this one is not read.`, {
          related: [{ range: earlier.key.range, message: 'The first one is here.' }],
          data: { subject: entry.key.text },
        }),
      );
    } else if (!isMerge(entry)) {
      own.set(entry.key.text, entry);
    }
  }
  const result: Entry[] = [];
  const known = new Set(own.keys());
  for (const entry of entries) {
    if (!isMerge(entry)) {
      if (own.get(entry.key.text) === entry) {
        result.push(entry);
      }
      continue;
    }
    const sources = mergeSources(entry.value);
    if (sources === null) {
      diagnostics.push(
        diagnostic('yaml-syntax', entry.range, '`<<` takes an alias of a mapping, as in `<<: *agreement`.'),
      );
    }
    for (const merged of (sources ?? []).flatMap((source) => source.entries)) {
      if (!known.has(merged.key.text)) {
        known.add(merged.key.text);
        result.push(merged);
      }
    }
  }
  return { value: result, diagnostics };
}

function isMerge(entry: Entry): boolean {
  return entry.key.text === '<<' && entry.key.style === 'plain';
}

function mergeSources(value: TreeNode | null): readonly (TreeNode & { readonly kind: 'map' })[] | null {
  if (value?.kind === 'map') {
    return [value];
  }
  if (value?.kind !== 'list') {
    return null;
  }
  const maps = value.items.map((item) => item.value).filter((item) => item?.kind === 'map');
  return maps.length === value.items.length ? maps : null;
}
