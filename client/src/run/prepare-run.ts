import * as vscode from 'vscode';
import type { StudyServer } from '../language-client.ts';
import { chooseModel } from './choose-model.ts';
import type { Consents } from './consent.ts';
import type { Keys } from './keys.ts';

/** What a person has decided about a run that may start now. */
export interface PreparedRun {
  readonly name: string;
  /** The id of an endpoint model, or null for the built-in respondents. */
  readonly model: string | null;
  /** Whether the study has people to compare with. */
  readonly compares: boolean;
  /** Variables that hold keys. They go to the child process and nowhere else. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface PrepareParts {
  readonly server: StudyServer;
  readonly consents: Consents;
  readonly keys: Keys;
}

/** Asks all that has to be asked before a run. Undefined when it may not start; the person knows why. */
export async function prepareRun(study: vscode.Uri, parts: PrepareParts): Promise<PreparedRun | undefined> {
  if (!isTrusted() || !(await isSaved(study))) {
    return undefined;
  }
  const info = await parts.server.studyInfo(study);
  if (info === null || info.errors > 0) {
    const number = info === null || info.errors === 1 ? 'an error' : `${info.errors} errors`;
    offer(vscode.window.showErrorMessage, `The study has ${number}. Correct that before simulating.`, {
      title: 'Show Problems',
      command: 'workbench.actions.view.problems',
    });
    return undefined;
  }
  const chosen = await chooseModel(info);
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen.kind === 'built-in') {
    return { name: info.study, model: null, compares: info.hasHumans, keys: {} };
  }
  const { endpoint } = chosen;
  if (endpoint.origin === '') {
    vscode.window.showErrorMessage(`The \`base_url\` of the model \`${endpoint.id}\` is not an address.`);
    return undefined;
  }
  if (!(await parts.consents.given(endpoint, info.calls))) {
    return undefined;
  }
  const found = await parts.keys.environmentFor(endpoint);
  return found === 'cancelled'
    ? undefined
    : { name: info.study, model: endpoint.id, compares: info.hasHumans, keys: found };
}

/** Shows a message with one button, without waiting for an answer that may never come. */
export function offer(
  show: (message: string, ...items: string[]) => Thenable<string | undefined>,
  message: string,
  action: { readonly title: string; readonly command: string; readonly args?: readonly unknown[] },
): void {
  show(message, action.title).then((chosen) => {
    if (chosen === action.title) {
      vscode.commands.executeCommand(action.command, ...(action.args ?? []));
    }
  });
}

function isTrusted(): boolean {
  if (!vscode.workspace.isTrusted) {
    offer(
      vscode.window.showWarningMessage,
      'Simulating is off in Restricted Mode: a run writes files and may call addresses that the study names. Trust this folder to simulate.',
      { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
    );
  }
  return vscode.workspace.isTrusted;
}

/** A run reads the file on disk, so what was typed has to be there. Also opens the file, so that the server knows it. */
async function isSaved(study: vscode.Uri): Promise<boolean> {
  if (study.scheme !== 'file') {
    vscode.window.showErrorMessage('Save the study to a file on this machine before simulating.');
    return false;
  }
  const document = await vscode.workspace.openTextDocument(study);
  if (document.isDirty && !(await document.save())) {
    vscode.window.showErrorMessage('The study could not be saved, so it was not simulated.');
    return false;
  }
  return true;
}
