import * as vscode from 'vscode';
import type { StudyRuns } from '#engine/node';
import type { StudyServer } from '../language-client.ts';
import type { RunController } from '../run/run-controller.ts';
import { isStudy } from '../study-files.ts';
import { type RunsNode, runItem, studyItem, verdictItem } from './run-items.ts';
import { studyRows } from './study-rows.ts';

export const runsViewId = 'understudy.runs';

/** The view of the runs of the open studies. Its place in the activity bar is there while a study is open. */
export function runsView(server: StudyServer, runs: RunController): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const tree = vscode.window.createTreeView<RunsNode>(runsViewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem(node) {
        switch (node.kind) {
          case 'study':
            return studyItem(node);
          case 'run':
            return runItem(node);
          case 'verdict':
            return verdictItem(node);
        }
      },
      async getChildren(node): Promise<RunsNode[]> {
        switch (node?.kind) {
          case undefined:
            return studyRows(await server.runs()).map((row) => ({ kind: 'study', ...row }));
          case 'study':
            return runNodes(node.runs);
          case 'run':
            return node.run.verdict.map((line) => ({ kind: 'verdict', study: node.study, run: node.run, line }));
          case 'verdict':
            return [];
        }
      },
    },
  });
  const tellWhetherThereIsOne = () =>
    vscode.commands.executeCommand('setContext', 'understudy.hasStudy', isStudyOpen());
  tellWhetherThereIsOne();
  return vscode.Disposable.from(
    changed,
    tree,
    vscode.workspace.onDidOpenTextDocument(tellWhetherThereIsOne),
    vscode.workspace.onDidCloseTextDocument(tellWhetherThereIsOne),
    server.onDidChangeRuns(() => changed.fire()),
    runs.onDidChange(({ state }) => {
      if (state.kind !== 'running') {
        changed.fire();
      }
    }),
  );
}

/** Whether one is open, also without an editor. */
export function isStudyOpen(): boolean {
  return vscode.workspace.textDocuments.some(({ uri }) => isStudy(uri));
}

function runNodes({ uri, runs }: StudyRuns): RunsNode[] {
  const newest = runs.find(({ evaluation }) => evaluation !== null);
  return runs.map((run) => ({ kind: 'run', study: vscode.Uri.parse(uri), run, isNewest: run === newest }));
}
