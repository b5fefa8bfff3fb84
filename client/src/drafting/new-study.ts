import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { newStudySnippet } from '#engine';
import { fileReason } from '#engine/node';
import { studyEnding } from '../study-files.ts';

/**
 * Makes a study with places to fill in, in the given folder or one that the person picks. Comes back with the study;
 * undefined where none was made. A file that is there is never written over.
 */
export async function newStudy(given: vscode.Uri | undefined, name?: string): Promise<vscode.Uri | undefined> {
  const folder = given ?? (await chooseFolder());
  if (folder === undefined) {
    return undefined;
  }
  const chosen = name ?? (await askName(folder));
  if (chosen === undefined) {
    return undefined;
  }
  const fault = faultOf(folder, chosen);
  const study = fileOf(folder, chosen);
  const problem = fault ?? made(study);
  if (problem !== undefined) {
    vscode.window.showErrorMessage(problem);
    return undefined;
  }
  const editor = await vscode.window.showTextDocument(study, { preview: false });
  await editor.insertSnippet(new vscode.SnippetString(newStudySnippet(chosen)), new vscode.Position(0, 0));
  return study;
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) {
    return (await vscode.window.showWorkspaceFolderPick({ placeHolder: 'The folder of the new study' }))?.uri;
  }
  const [only] = folders;
  const options = { canSelectFolders: true, canSelectFiles: false, title: 'The folder of the new study' };
  return only?.uri ?? (await vscode.window.showOpenDialog({ ...options, openLabel: 'Select' }))?.[0];
}

async function askName(folder: vscode.Uri): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'New Study',
    prompt: `A short name, such as browser-disclosure. The file is ${path.basename(folder.fsPath)}/<name>${studyEnding}.`,
    value: 'my-study',
    validateInput: (typed) => faultOf(folder, typed.trim()),
  });
  return name?.trim();
}

/** What is wrong with a name; undefined for one that can be used. */
function faultOf(folder: vscode.Uri, name: string): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    return 'Small letters, digits and hyphens, beginning with a letter or digit.';
  }
  const file = fileOf(folder, name).fsPath;
  return fs.existsSync(file) ? `${path.basename(file)} is there already.` : undefined;
}

function fileOf(folder: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, `${name}${studyEnding}`);
}

/** Makes the empty file; says why where that is not possible. */
function made(study: vscode.Uri): string | undefined {
  try {
    fs.writeFileSync(study.fsPath, '', { flag: 'wx' });
    return undefined;
  } catch (error) {
    return `${path.basename(study.fsPath)} cannot be written: ${fileReason(error)}.`;
  }
}
