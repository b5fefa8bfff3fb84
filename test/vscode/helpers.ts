// What suites share: opening the studies of the staged folder, and waiting for what the extension tells. Nothing sleeps.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { UnderstudyExtension } from '../../client/src/extension.ts';
import type { Run } from '../../client/src/run/run.ts';

/** The first folder that is open: copies of the samples and of test/vscode/workspace. */
export function openFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return folder.uri;
}

/** Opens a study of that folder in the first column. */
export async function openStudy(...names: readonly string[]): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(openFolder(), ...names));
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

/** Resolves with what `look` finds: now, or after one of the events. `what` says what was waited for, when time is up. */
export function until<T>(
  what: string,
  look: () => T | undefined,
  ...events: readonly vscode.Event<unknown>[]
): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscriptions: vscode.Disposable[] = [];
    const timer = setTimeout(() => {
      vscode.Disposable.from(...subscriptions).dispose();
      reject(new Error(`did not come: ${what}`));
    }, 45_000);
    const attempt = () => {
      const found = look();
      if (found !== undefined) {
        clearTimeout(timer);
        vscode.Disposable.from(...subscriptions).dispose();
        resolve(found);
      }
    };
    subscriptions.push(...events.map((event) => event(attempt)));
    attempt();
  });
}

/** Our diagnostics of a document, once `when` holds of them. */
export function diagnosticsOf(
  uri: vscode.Uri,
  what: string,
  when: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return until(
    `${what} in ${path.basename(uri.path)}`,
    () => {
      const found = ours(uri);
      return when(found) ? found : undefined;
    },
    vscode.languages.onDidChangeDiagnostics,
  );
}

export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'understudy');
}

/** The code of a diagnostic, with or without a link. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The place of a text in a document, `within` characters behind its beginning. */
export function placeIn(document: vscode.TextDocument, text: string, within = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `the study does not say ${text}`);
  return document.positionAt(offset + within);
}

/** Replaces one text by another, as typing does. */
export async function replace(editor: vscode.TextEditor, old: string, by: string): Promise<void> {
  const start = placeIn(editor.document, old);
  const end = placeIn(editor.document, old, old.length);
  assert.ok(await editor.edit((edit) => edit.replace(new vscode.Range(start, end), by)));
}

/** Resolves when the language server answers. */
export async function serverReady(): Promise<void> {
  const { serverReady: ready } = await activated();
  await ready();
}

/** Resolves with the next change of a run of this study such that `when` holds. */
export async function runChange(study: vscode.Uri, when: (run: Run) => boolean): Promise<Run> {
  const { onDidChangeRun } = await activated();
  return new Promise((resolve) => {
    const subscription = onDidChangeRun((run) => {
      if (run.study.toString() === study.toString() && when(run)) {
        subscription.dispose();
        resolve(run);
      }
    });
  });
}

async function activated(): Promise<UnderstudyExtension> {
  const extension = vscode.extensions.getExtension<UnderstudyExtension>('understudy.understudy');
  assert.ok(extension);
  return extension.activate();
}

/** Leaves nothing open for the next suite: edits are taken back, editors closed, messages cleared. */
export async function tidy(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** Resolves with the document in the active editor, once `when` holds of it. */
export function activeDocument(
  what: string,
  when: (document: vscode.TextDocument) => boolean,
): Promise<vscode.TextDocument> {
  return until(
    what,
    () => {
      const document = vscode.window.activeTextEditor?.document;
      return document !== undefined && when(document) ? document : undefined;
    },
    vscode.window.onDidChangeActiveTextEditor,
    vscode.workspace.onDidChangeTextDocument,
  );
}
