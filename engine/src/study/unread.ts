import type { Diagnostic, DiagnosticCode } from '#engine/diagnostics';
import { type Range, touches } from '#engine/text';
import type { Study } from './study.ts';
import { treeOf } from './study-trees.ts';
import { type TreeNode, valueUnder } from './tree.ts';

/** Codes that may only follow from an entry that could not be read, where they speak of its name. */
const mayFollow: ReadonlySet<DiagnosticCode> = new Set([
  ...(['unknown-name', 'unknown-placeholder', 'unknown-arm', 'unknown-variable', 'unknown-label'] as const),
  ...(['wrong-comparison', 'formula-family', 'text-in-formula', 'nominal-arithmetic', 'no-groups'] as const),
  ...(['incomplete-order', 'scale-too-short', 'unmatched-values', 'unknown-column', 'wrong-range'] as const),
]);

/**
 * The diagnostics that do not merely follow from entries of the study that YAML cannot read: not at such an entry, and
 * not about its name elsewhere. All of them where everything could be read.
 */
export function withoutUnread(study: Study, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const { unsure, root } = treeOf(study);
  if (unsure.length === 0) {
    return diagnostics;
  }
  const names = unreadNames(root, unsure);
  return diagnostics.filter(({ code, range, message }) => {
    const word = study.text.slice(range.start, range.end);
    const isAboutName = names.some(
      (name) => word === name || message.includes(`\`${name}\``) || message.includes(`"${name}"`),
    );
    return !unsure.some((place) => touches(place, range)) && !(mayFollow.has(code) && isAboutName);
  });
}

function unreadNames(root: TreeNode | null, unsure: readonly Range[]): readonly string[] {
  const sections = [
    valueUnder(valueUnder(root, 'personas'), 'attributes'),
    ...['treatments', 'beliefs', 'actions', 'derived', 'models'].map((section) => valueUnder(root, section)),
  ];
  return sections.flatMap((section) =>
    section?.kind !== 'map'
      ? []
      : section.entries
          .filter((entry) => unsure.some((place) => touches(place, entry.range)))
          .map(({ key }) => key.text),
  );
}
