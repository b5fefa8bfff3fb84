import type { Connection, SemanticTokens, SemanticTokensDelta, ServerCapabilities } from 'vscode-languageserver';
import type { HintKind, Severities } from '#engine';
import type { Analysis } from './analysis.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { Patience } from './data-files.ts';
import { codeActionKinds, codeActions } from './features/code-actions.ts';
import { codeLenses } from './features/code-lens.ts';
import { completions, resolved, studyOfItem } from './features/completion.ts';
import { definitions } from './features/definition.ts';
import { documentHighlights } from './features/document-highlights.ts';
import { documentLinks } from './features/document-links.ts';
import { documentSymbols } from './features/document-symbols.ts';
import { foldingRanges } from './features/folding-ranges.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { referencesAt } from './features/references.ts';
import { prepareRename, renameAt } from './features/rename.ts';
import { selectionRanges } from './features/selection-ranges.ts';
import { noTokens, semanticTokens, semanticTokensLegend } from './features/semantic-tokens.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { guarded, type Log } from './guard.ts';
import type { OpenStudy } from './open-studies.ts';
import type { WorkspaceStudies } from './workspace-studies.ts';

/** What every language feature is made with. */
export interface FeatureParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly workspace: WorkspaceStudies;
  readonly abilities: () => ClientAbilities;
  /** The severities that the user has set. */
  readonly severities: () => Severities;
  /** Whether the editor has our commands. */
  readonly hasCommands: () => boolean;
  /** The kinds of inlay hints that the user wants to see. */
  readonly hints: () => ReadonlySet<HintKind>;
  /** Works on the newest text of a study; `otherwise` when it is not open. */
  readonly withStudy: <T>(uri: string, otherwise: T, work: (open: OpenStudy) => T) => T;
  /**
   * Works on the newest text with data and evaluation; `otherwise` when the text changes while these are read. Waits a
   * moment for the people in a large file, unless `patience` says otherwise.
   */
  readonly withAnalysis: <T>(
    uri: string,
    otherwise: T,
    work: (analysis: Analysis) => T | Promise<T>,
    patience?: Patience,
  ) => Promise<T>;
}

/** What the server says that it can do in every editor. docs/editor.md has a row for each. */
export const languageCapabilities = {
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds: [...codeActionKinds] },
  semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true }, range: true },
  inlayHintProvider: true,
  completionProvider: { triggerCharacters: ['{', '"', ' ', '~', '['], resolveProvider: true },
} as const satisfies ServerCapabilities;

/** Answers the requests of the language features, each behind a guard. */
export function registerLanguageFeatures(parts: FeatureParts): void {
  const { connection, log, workspace, abilities, severities, hasCommands, hints, withStudy, withAnalysis } = parts;
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    guarded('documentSymbol', log, token, [], () => withStudy(uri, [], documentSymbols)),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guarded('workspace/symbol', log, token, [], async () =>
      workspaceSymbols(await workspace.all(() => token.isCancellationRequested), query),
    ),
  );
  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    guarded('foldingRange', log, token, [], () => withStudy(uri, [], foldingRanges)),
  );
  connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
    guarded('selectionRange', log, token, [], () => withStudy(uri, [], (open) => selectionRanges(open, positions))),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    guarded('documentLink', log, token, [], () => withStudy(uri, [], documentLinks)),
  );
  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    guarded('definition', log, token, [], () => withStudy(uri, [], (open) => definitions(open, position))),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    guarded('references', log, token, [], () => withStudy(uri, [], (open) => referencesAt(open, position, context))),
  );
  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    guarded('documentHighlight', log, token, [], () =>
      withStudy(uri, [], (open) => documentHighlights(open, position)),
    ),
  );
  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    guarded('prepareRename', log, token, null, () => withStudy(uri, null, (open) => prepareRename(open, position))),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
    guarded('rename', log, token, null, () =>
      withAnalysis(uri, null, (analysis) => renameAt(analysis, position, newName), 'none'),
    ),
  );
  connection.onHover(({ textDocument: { uri }, position }, token) =>
    guarded('hover', log, token, null, () => withAnalysis(uri, null, (analysis) => hover(analysis, position))),
  );
  connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    guarded('completion', log, token, [], () =>
      withAnalysis(uri, [], (analysis) => completions(analysis, position, abilities()), 'none'),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guarded('completionItem/resolve', log, token, item, () => {
      const uri = studyOfItem(item);
      return uri === null ? item : withAnalysis(uri, item, (analysis) => resolved(item, analysis));
    }),
  );
  connection.onCodeAction(({ textDocument: { uri }, ...asked }, token) =>
    guarded('codeAction', log, token, [], () =>
      withAnalysis(uri, [], (analysis) => codeActions(analysis, asked, abilities(), severities(), hasCommands())),
    ),
  );
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    guarded('inlayHint', log, token, [], () =>
      withAnalysis(uri, [], (analysis) => inlayHints(analysis, range, hints()), 'patient'),
    ),
  );
  const tokens = semanticTokens();
  connection.languages.semanticTokens.on(({ textDocument: { uri } }, token) =>
    guarded('semanticTokens/full', log, token, noTokens, () => withStudy(uri, noTokens, tokens.full)),
  );
  connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }, token) =>
    guarded('semanticTokens/full/delta', log, token, noTokens, () =>
      withStudy<SemanticTokens | SemanticTokensDelta>(uri, noTokens, (open) => tokens.delta(open, previousResultId)),
    ),
  );
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }, token) =>
    guarded('semanticTokens/range', log, token, noTokens, () =>
      withStudy(uri, noTokens, (open) => tokens.range(open, range)),
    ),
  );
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    guarded('codeLens', log, token, [], () => withAnalysis(uri, [], codeLenses, 'patient')),
  );
}
