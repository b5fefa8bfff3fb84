import type * as vscode from 'vscode';

/** How the name of every study file ends. */
export const studyEnding = '.study.yaml';

/** Whether a file is a study, by its name. */
export function isStudy(uri: vscode.Uri): boolean {
  return uri.path.endsWith(studyEnding);
}
