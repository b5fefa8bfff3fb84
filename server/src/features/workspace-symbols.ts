import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { isMatch, type NamedPart } from '#engine';
import { toLspRange } from '../positions.ts';
import type { NamedInFile } from '../workspace-studies.ts';
import { symbolKinds } from './document-symbols.ts';

/** Longer lists than this are no use to anybody. */
const mostSymbols = 1000;

/** What studies name that matches a query, study by study; all of it for an empty one. */
export function workspaceSymbols(files: readonly NamedInFile[], query: string): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const { uri, document, parts } of files) {
    for (const { name, kind, container, range } of parts) {
      if (found.length < mostSymbols && isMatch(name, query)) {
        const location = { uri, range: toLspRange(document, range) };
        found.push({ name, kind: kindOf(kind), location, ...(container === '' ? {} : { containerName: container }) });
      }
    }
  }
  return found;
}

function kindOf(kind: NamedPart['kind']): SymbolKind {
  return kind === 'study' ? SymbolKind.Module : symbolKinds[kind];
}
