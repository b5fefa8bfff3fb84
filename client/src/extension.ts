// The extension, put together by hand. Nothing here computes anything: the language server knows the study, a child
// process simulates, the panel draws.
import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { startStudyServer } from './language-client.ts';
import { evaluationPanels } from './panel/evaluation-panels.ts';
import { promptDocuments } from './prompt/prompt-documents.ts';
import { consents } from './run/consent.ts';
import { keys } from './run/keys.ts';
import type { Run } from './run/run.ts';
import { runController } from './run/run-controller.ts';
import { runsView } from './runs-view/runs-view.ts';
import { runStatusBar } from './status-bar.ts';

/** What other extensions, and tests, can wait for. */
export interface UnderstudyExtension {
  /** Resolves when the language server answers. */
  readonly serverReady: () => Promise<void>;
  /** Tells each change of a run: its start, its progress, its end. */
  readonly onDidChangeRun: vscode.Event<Run>;
}

/** Called by VS Code when a YAML file is opened, or a folder with a study. The server starts with the first study. */
export function activate(context: vscode.ExtensionContext): UnderstudyExtension {
  const log = vscode.window.createOutputChannel('Understudy Runs', { log: true });
  const server = startStudyServer(context);
  const agreed = consents(context.globalState);
  const stored = keys(context.secrets);
  const script = context.asAbsolutePath('dist/understudy.mjs');
  const runs = runController({ server, consents: agreed, keys: stored, log, script });
  const panels = evaluationPanels({ context, server, runs });
  const prompts = promptDocuments(server, context.workspaceState);
  context.subscriptions.push(
    log,
    server,
    runs,
    panels,
    prompts,
    runsView(server, runs),
    runStatusBar(runs),
    registerCommands({ server, runs, panels, prompts, consents: agreed, keys: stored, log, script }),
  );
  return { serverReady: server.ready, onDidChangeRun: runs.onDidChange };
}
