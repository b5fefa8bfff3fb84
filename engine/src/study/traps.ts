import type { Diagnostic } from '#engine/diagnostics';
import { type Range, touches } from '#engine/text';
import { findCommaTraps } from './comma-traps.ts';
import { findCommentTraps, findEmptyLabels } from './comment-traps.ts';
import type { Trap } from './trap.ts';
import type { TreeNode } from './tree.ts';
import type { YamlText } from './yaml-reader.ts';

/** YAML's traps in a text, in our words. */
export function findTraps(yaml: YamlText): readonly Trap[] {
  const traps: Trap[] = [...yaml.repairs];
  // Only aliases bring a node in twice.
  const seen = yaml.marks.some(({ kind }) => kind === 'anchor') ? new Set<TreeNode>() : null;
  const keys: string[] = [];
  const visitBelow = (key: string, node: TreeNode | null): void => {
    keys.push(key);
    visit(node);
    keys.pop();
  };
  const visit = (node: TreeNode | null): void => {
    if (node === null || seen?.has(node) === true) {
      return;
    }
    seen?.add(node);
    if (node.kind === 'scalar') {
      traps.push(...findCommentTraps(yaml, node, keys));
      return;
    }
    traps.push(...findCommaTraps(yaml.text, node, keys), ...findEmptyLabels(yaml, node, keys));
    if (node.kind === 'list') {
      for (const { value } of node.items) {
        visitBelow('', value);
      }
    } else {
      for (const { key, value } of node.entries) {
        visitBelow(key.text, value);
      }
    }
  };
  visit(yaml.root);
  return traps;
}

const following: ReadonlySet<string> = new Set([
  ...['yaml-syntax', 'yaml-trap', 'structure', 'unknown-key', 'not-in-version-1', 'duplicate-key', 'expression-syntax'],
  ...['invalid-name', 'duplicate-name', 'yaml-unsupported'],
]);

/** The diagnostics that do not merely follow from a trap, or from a line that YAML cannot read. */
export function withoutTrapped(
  { text, unsure }: YamlText,
  diagnostics: readonly Diagnostic[],
  traps: readonly Trap[],
): readonly Diagnostic[] {
  const lines = diagnostics
    .filter(({ code, severity }) => syntax.has(code) || (code === 'yaml-trap' && severity === 'error'))
    .map(({ range }) => lineOf(text, range));
  const broken = [...unsure, ...lines];
  return diagnostics.filter((found) => {
    if (following.has(found.code) && traps.some(({ covers }) => touches(found.range, covers))) {
      return false;
    }
    return syntax.has(found.code) || found.code === 'yaml-trap' || !broken.some((range) => touches(found.range, range));
  });
}

const syntax: ReadonlySet<string> = new Set(['yaml-syntax', 'yaml-unsupported']);

/** The line of a place; for a tab in its indentation from the line before on, whose value the line should be. */
function lineOf(text: string, range: Range): Range {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.indexOf('\n', range.start);
  return {
    start: text[range.start] === '\t' ? text.lastIndexOf('\n', start - 2) + 1 : start,
    end: Math.max(range.end, end < 0 ? text.length : end),
  };
}
