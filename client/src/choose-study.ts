import * as vscode from 'vscode';
import { studyOfPrompt } from './prompt/prompt-documents.ts';
import { isStudy } from './study-files.ts';

/** How choosing a study has ended: `none` where there is none to choose, `left` where the person left the question. */
export type ChosenStudy =
  | { readonly kind: 'study'; readonly study: vscode.Uri }
  | { readonly kind: 'none' }
  | { readonly kind: 'left' };

/** As many studies of the open folders as a person may want to choose from. */
const mostOffered = 200;
const ownFolders = '**/{node_modules,.understudy,.git}/**';

/**
 * The study that a command is about when it was told none: the one in front, by itself or by its prompt; or else the one
 * that is open; or else the one in the open folders, which is then opened. Of several the person picks.
 */
export async function chooseStudy(): Promise<ChosenStudy> {
  const inFront = studyInFront();
  if (inFront !== undefined) {
    return { kind: 'study', study: inFront };
  }
  const open = await oneOf(openStudies());
  if (open.kind !== 'none') {
    return open;
  }
  const inFolders = await oneOf(await vscode.workspace.findFiles('**/*.study.yaml', ownFolders, mostOffered));
  if (inFolders.kind === 'study') {
    await vscode.window.showTextDocument(inFolders.study, { preview: false });
  }
  return inFolders;
}

/** The study at an address, or the one whose prompt is shown there; undefined for anything else. */
export function studyIn(uri: vscode.Uri): vscode.Uri | undefined {
  const study = studyOfPrompt(uri) ?? uri;
  return isStudy(study) ? study : undefined;
}

/** An output that has the focus is the active editor, and no tab. */
function studyInFront(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor?.document.uri;
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uris = [editor, tab instanceof vscode.TabInputText ? tab.uri : undefined];
  return uris.flatMap((uri) => (uri === undefined ? [] : (studyIn(uri) ?? [])))[0];
}

/** Where the walkthrough is in front, or a view, a study may still be open in a tab. */
function openStudies(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  return uris.filter(isStudy);
}

async function oneOf(uris: readonly vscode.Uri[]): Promise<ChosenStudy> {
  const studies = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const [first] = studies;
  if (first === undefined) {
    return { kind: 'none' };
  }
  if (studies.length === 1) {
    return { kind: 'study', study: first };
  }
  const choices = studies
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const picked = await vscode.window.showQuickPick(choices, { title: 'Which study?' });
  return picked === undefined ? { kind: 'left' } : { kind: 'study', study: picked.uri };
}
