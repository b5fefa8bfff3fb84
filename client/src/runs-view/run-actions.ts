import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { fileReason, isLocked, simulateCommand } from '#engine/node';
import type { EvaluationPanels } from '../panel/evaluation-panels.ts';
import { offer } from '../run/prepare-run.ts';
import type { RunNode } from './run-items.ts';

/**
 * Opens the HTML report in the browser. Where it is on another machine, whose files no browser here can open, shows what
 * is in it in the panel.
 */
export async function openReport({ study, run }: RunNode, panels: EvaluationPanels): Promise<void> {
  const file = run.report !== null && fs.existsSync(run.report) ? vscode.Uri.file(run.report) : undefined;
  if (file === undefined) {
    const message = `The run ${run.run} has no report. A run gets one when it is compared with people.`;
    const action = { title: 'Simulate & Compare', command: simulateCommand, args: [study] };
    offer(vscode.window.showInformationMessage, message, action);
    return;
  }
  if (!isElsewhere() && (await vscode.env.openExternal(file))) {
    return;
  }
  panels.show(study, run.evaluation);
  const place = vscode.workspace.asRelativePath(file);
  const message = `The report is shown here, because its file is on the machine that VS Code is connected to: ${place}`;
  offer(vscode.window.showInformationMessage, message, {
    title: 'Show File',
    command: 'revealInExplorer',
    args: [file],
  });
}

/** Shows the folder of a run: in the system's files, or where these are on another machine, in the explorer. */
export async function revealRun({ run }: RunNode): Promise<void> {
  const command = isElsewhere() ? 'revealInExplorer' : 'revealFileInOS';
  await vscode.commands.executeCommand(command, vscode.Uri.file(run.folder));
}

/** Deletes the files of a run, after the person has agreed. A run that goes on is left alone. */
export async function deleteRun({ run }: RunNode): Promise<void> {
  if (path.basename(path.dirname(path.dirname(run.folder))) !== '.understudy') {
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

/** Whether it is what the view hands over from the menu of a run. */
export function isRunNode(value: unknown): value is RunNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run' && 'run' in value;
}

/** Whether the files are on another machine than the person's screen. */
function isElsewhere(): boolean {
  return vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
}
