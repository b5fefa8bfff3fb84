import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { studyEnding } from '../study-files.ts';
import type { DraftOutcome } from './draft-outcome.ts';
import { draftInProcess } from './draft-process.ts';

const filters = { 'Data, one row a person': ['csv', 'tsv', 'txt'] };

/**
 * Drafts a study from a data file, beside it and named like it, and opens it at the first place that wants the author's
 * words. Comes back with the study; undefined where none was written, which the person has been told.
 */
export async function newStudyFromData(
  script: string,
  given: vscode.Uri | undefined,
  target?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const data = given ?? (await chooseData());
  if (data === undefined) {
    return undefined;
  }
  if (data.scheme !== 'file') {
    tell(vscode.window.showErrorMessage('Only a data file on this machine can be made a study of.'));
    return undefined;
  }
  const study = target ?? vscode.Uri.file(`${data.fsPath.replace(/\.[^./\\]*$/, '')}${studyEnding}`);
  if (fs.existsSync(study.fsPath)) {
    tell(offerAnother(script, data, study));
    return undefined;
  }
  const outcome = await withProgress(path.basename(data.fsPath), (signal) =>
    draftInProcess({ script, data: data.fsPath, study: study.fsPath, signal }),
  );
  if (outcome === null) {
    return undefined;
  }
  if (outcome.kind === 'failed') {
    tell(vscode.window.showErrorMessage(`No study was made. ${outcome.message}`));
    return undefined;
  }
  await openAtFirstTodo(study);
  tell(vscode.window.showInformationMessage(summary(path.basename(data.fsPath), outcome)));
  return study;
}

async function chooseData(): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const chosen = await vscode.window.showOpenDialog({
    title: 'The data: one row a person',
    openLabel: 'Draft Study',
    filters,
    ...(folder === undefined ? {} : { defaultUri: folder.uri }),
  });
  return chosen?.[0];
}

/** What is there is never written over: the person opens it, or names another file. */
async function offerAnother(script: string, data: vscode.Uri, study: vscode.Uri): Promise<void> {
  const [open, another] = ['Open It', 'Choose Another Name…'];
  const message = `${path.basename(study.fsPath)} is there already.`;
  const chosen = await vscode.window.showInformationMessage(message, open, another);
  if (chosen === open) {
    await vscode.window.showTextDocument(study);
  } else if (chosen === another) {
    const target = await vscode.window.showSaveDialog({
      title: 'The study to write',
      saveLabel: 'Draft Study',
      defaultUri: freeName(study),
      // Not `study.yaml`: dialogs know only what stands behind the last dot, and would add the whole once more.
      filters: { Study: ['yaml'] },
    });
    if (target !== undefined) {
      await newStudyFromData(script, data, asStudy(target));
    }
  }
}

/** The name with the first number that no file has. */
function freeName(study: vscode.Uri): vscode.Uri {
  const stem = study.fsPath.slice(0, -studyEnding.length);
  let number = 2;
  while (fs.existsSync(`${stem}-${number}${studyEnding}`)) {
    number += 1;
  }
  return vscode.Uri.file(`${stem}-${number}${studyEnding}`);
}

/** The file that a person has named, with the ending of a study where it was left out. */
function asStudy(named: vscode.Uri): vscode.Uri {
  return vscode.Uri.file(`${named.fsPath.replace(/(\.study)?\.yaml$/, '')}${studyEnding}`);
}

function withProgress<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Drafting a study from ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    const stop = new AbortController();
    const subscription = token.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal);
    } finally {
      subscription.dispose();
    }
  });
}

async function openAtFirstTodo(study: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(study);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const at = document.getText().search(/\bTODO:/);
  if (at >= 0) {
    const place = new vscode.Range(document.positionAt(at), document.positionAt(at + 'TODO'.length));
    editor.selection = new vscode.Selection(place.start, place.end);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function summary(data: string, drafted: Extract<DraftOutcome, { readonly kind: 'drafted' }>): string {
  const count = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
  const { people, attributes, treatments, items, todo, encoding } = drafted;
  return [
    `Drafted from ${data}, ${people === 1 ? '1 person' : `${people.toLocaleString('en')} people`}:`,
    `${count(attributes, 'attribute')}, ${count(treatments, 'treatment')}, ${count(items, 'item')}.`,
    ...(encoding === null ? [] : [`The file was read as ${encoding}: look whether its letters are right.`]),
    'All of it is a guess at what the columns mean.',
    ...(todo === 0 ? [] : [`${count(todo, 'place')} marked TODO ${todo === 1 ? 'wants' : 'want'} your words.`]),
  ].join(' ');
}

/** Lets a message stand without waiting for an answer that may never come. */
function tell(shown: Thenable<unknown>): void {
  shown.then(undefined, () => undefined);
}
