import * as vscode from 'vscode';
import type { StudyServer } from '../language-client.ts';

/** Selects the place in the study that a path names, in an editor that shows the file already where there is one. */
export async function revealPlace(study: vscode.Uri, path: string, server: StudyServer): Promise<void> {
  const document = await vscode.workspace.openTextDocument(study);
  const range = await server.placeOf(study, path);
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
  });
  if (range === null) {
    vscode.window.setStatusBarMessage('This part of the study is not in its file any more.', 5_000);
    return;
  }
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
