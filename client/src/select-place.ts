import * as vscode from 'vscode';
import type { Place } from '#engine/node';

/** Selects what the author of a study writes over, in the editor that shows it; nothing where none does. */
export async function selectPlace(study: vscode.Uri, place: unknown): Promise<void> {
  const shows = ({ document }: vscode.TextEditor): boolean => document.uri.toString() === study.toString();
  const active = vscode.window.activeTextEditor;
  const editor = active !== undefined && shows(active) ? active : vscode.window.visibleTextEditors.find(shows);
  if (editor === undefined || !isPlace(place)) {
    return;
  }
  const { start, end } = place;
  editor.selection = new vscode.Selection(start.line, start.character, end.line, end.character);
  editor.revealRange(editor.selection);
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}
