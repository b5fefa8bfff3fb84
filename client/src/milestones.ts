import * as vscode from 'vscode';

/** The context that says of each milestone that it was come to in this window. */
const contexts = {
  prompt: 'understudy.promptWasShown',
  evaluation: 'understudy.evaluationWasShown',
  model: 'understudy.modelWasConnected',
} as const;

/**
 * Ticks a step of the walkthrough. The command that a step names cannot do so: VS Code counts it as done also where the
 * person left its question, or was told that there is no study.
 */
export function reached(milestone: keyof typeof contexts): void {
  vscode.commands.executeCommand('setContext', contexts[milestone], true);
}
