import type { ClientCapabilities } from 'vscode-languageserver';

/** What a client can do, as far as the server acts on it. */
export interface ClientAbilities {
  /** It asks for diagnostics, and can be told to ask again. */
  readonly pull: boolean;
  readonly refreshCodeLens: boolean;
  readonly refreshInlayHints: boolean;
  /** What is completed may have places to fill in. */
  readonly snippets: boolean;
  /** Edits can say for which version of a text they are. */
  readonly documentChanges: boolean;
  /** It answers questions about its settings. */
  readonly configuration: boolean;
  /** It tells of folders that are opened and closed. */
  readonly workspaceFolders: boolean;
  /** It can be asked to tell of changes of settings. */
  readonly registerConfiguration: boolean;
}

export function readAbilities({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  return {
    pull: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    refreshCodeLens: workspace?.codeLens?.refreshSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
  };
}
