import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type OutlineEntry, type OutlineKind, outline } from '#engine';
import type { OpenStudy } from '../open-studies.ts';
import { toLspRange } from '../positions.ts';

/** The outline of a study: its sections, what they define, and the levels, arms and answers of that. */
export function documentSymbols({ document, study }: OpenStudy): DocumentSymbol[] {
  return outline(study).map((entry) => symbol(document, entry));
}

function symbol(document: TextDocument, entry: OutlineEntry): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: symbolKinds[entry.kind],
    range: toLspRange(document, entry.range),
    selectionRange: toLspRange(document, entry.selectionRange),
    children: entry.children.map((child) => symbol(document, child)),
  };
}

/** What editors show the parts of a study as. */
export const symbolKinds: Readonly<Record<OutlineKind, SymbolKind>> = {
  section: SymbolKind.Namespace,
  attribute: SymbolKind.Field,
  treatment: SymbolKind.Event,
  belief: SymbolKind.Variable,
  action: SymbolKind.Method,
  derived: SymbolKind.Constant,
  category: SymbolKind.EnumMember,
  rule: SymbolKind.Boolean,
  regression: SymbolKind.Function,
  model: SymbolKind.Interface,
  setting: SymbolKind.Property,
};
