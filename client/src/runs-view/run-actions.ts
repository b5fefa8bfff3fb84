import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { fileReason, isLocked } from '#engine/node';
import type { RunNode } from './run-items.ts';

/** The run that a menu of the view is about; undefined for anything else. */
export function runOf(argument: unknown): RunNode['run'] | undefined {
  return isRunNode(argument) ? argument.run : undefined;
}

/** Opens the HTML report: in the browser, or where that is on another machine, as text. */
export async function openReport(run: RunNode['run'] | undefined): Promise<void> {
  if (run === undefined || run.report === null) {
    return;
  }
  const report = vscode.Uri.file(run.report);
  const isElsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  if (isElsewhere || !(await vscode.env.openExternal(report))) {
    await vscode.commands.executeCommand('vscode.open', report);
  }
}

/** Shows the folder of a run: in the system's files, or where these are on another machine, in the explorer. */
export async function revealRun(run: RunNode['run'] | undefined): Promise<void> {
  if (run !== undefined) {
    const isElsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
    const command = isElsewhere ? 'revealInExplorer' : 'revealFileInOS';
    await vscode.commands.executeCommand(command, vscode.Uri.file(run.folder));
  }
}

/** Deletes the files of a run, after the person has agreed. A run that goes on is left alone. */
export async function deleteRun(run: RunNode['run'] | undefined): Promise<void> {
  if (run === undefined || path.basename(path.dirname(path.dirname(run.folder))) !== '.understudy') {
    return;
  }
  const number = (run.answered ?? 0).toLocaleString('en');
  const answers = run.answered === 1 ? 'Its one answer' : `Its ${number} answers`;
  const chosen = await vscode.window.showWarningMessage(
    `Delete the run ${run.run}?`,
    { modal: true, detail: `${answers} and all that was made of them are deleted. This cannot be undone.` },
    'Delete',
  );
  if (chosen !== 'Delete') {
    return;
  }
  // Asked only now: it may have gone on while the question stood there.
  if (isLocked(path.join(run.folder, 'run.lock'))) {
    vscode.window.showInformationMessage('The run is going on. Cancel it before deleting it.');
    return;
  }
  try {
    await fs.promises.rm(run.folder, { recursive: true, force: true });
  } catch (error) {
    vscode.window.showErrorMessage(`The run could not be deleted: ${fileReason(error)}.`);
  }
}

function isRunNode(value: unknown): value is RunNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run' && 'run' in value;
}
