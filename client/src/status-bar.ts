import * as vscode from 'vscode';
import { percentOf, progressText, type Run } from './run/run.ts';
import type { RunController } from './run/run-controller.ts';

/** An entry of the status bar while a study is being simulated; a click on it shows the evaluation panel. */
export function runStatusBar(runs: RunController): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('understudy.run', vscode.StatusBarAlignment.Left);
  item.name = 'Understudy';
  const subscription = runs.onDidChange(() =>
    show(
      item,
      runs.running().filter((run) => run.state.kind === 'running'),
    ),
  );
  return vscode.Disposable.from(item, subscription);
}

function show(item: vscode.StatusBarItem, running: readonly Run[]): void {
  const [first] = running;
  vscode.commands.executeCommand('setContext', 'understudy.isRunning', first !== undefined);
  if (first === undefined) {
    item.hide();
    return;
  }
  const percent = percentOf(first);
  const more = running.length > 1 ? `, ${running.length - 1} more` : '';
  item.text = `$(sync~spin) ${first.name}${percent === null ? '' : ` ${percent} %`}${more}`;
  item.tooltip = running.map((run) => `${run.name}: ${progressText(run)}`).join('\n');
  item.command = { title: 'Open Evaluation', command: 'understudy.openEvaluation', arguments: [first.study] };
  item.show();
}
