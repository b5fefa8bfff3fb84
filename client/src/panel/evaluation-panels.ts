import path from 'node:path';
import * as vscode from 'vscode';
import type { HostMessage } from '#engine';
import type { StudyServer } from '../language-client.ts';
import { reached } from '../milestones.ts';
import type { Run } from '../run/run.ts';
import type { RunController } from '../run/run-controller.ts';
import { panelPage } from './panel-page.ts';
import { readPanelRequest } from './panel-request.ts';
import { revealPlace } from './reveal-place.ts';

/** The evaluation panels: at most one for each study, beside its file. */
export interface EvaluationPanels extends vscode.Disposable {
  /**
   * Shows the panel of a study without taking the focus from the editor: with the evaluation in `file` until another run
   * ends or the panel is shown without one, else with the newest.
   */
  readonly show: (study: vscode.Uri, file?: string | null) => void;
}

export interface EvaluationPanelsParts {
  readonly context: vscode.ExtensionContext;
  readonly server: StudyServer;
  readonly runs: RunController;
}

/** Reading an evaluation takes much code, which is loaded with the first panel. */
const evaluations = () => import('../deferred/evaluations.ts');

const viewType = 'understudy.evaluation';

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  /** Shows a change of a run of this study. */
  readonly tell: (run: Run) => void;
  /** Shows the evaluation in a file; null for the newest. */
  readonly pin: (file: string | null) => void;
}

export function evaluationPanels(parts: EvaluationPanelsParts): EvaluationPanels {
  const { context, runs } = parts;
  const open = new Map<string, OpenPanel>();
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');

  const isRunning = (study: vscode.Uri) => runs.running().some((run) => run.study.toString() === study.toString());

  function adopt(panel: vscode.WebviewPanel, study: vscode.Uri, file: string | null): void {
    const key = study.toString();
    open.set(key, fill(panel, study, file));
    panel.onDidDispose(() => open.delete(key));
  }

  function fill(panel: vscode.WebviewPanel, study: vscode.Uri, file: string | null): OpenPanel {
    const { webview } = panel;
    let pinned = file;
    const post = (message: HostMessage) => webview.postMessage(message);
    const showNewest = async (otherwise: HostMessage | null) => {
      const { newestReport, reportIn } = await evaluations();
      const chosen = pinned === null ? null : await reportIn(pinned);
      const found = chosen === null || chosen.kind === 'none' ? await newestReport(study) : chosen;
      const broken = found.kind === 'broken' ? ({ kind: 'failed', message: found.message } as const) : otherwise;
      const message = found.kind === 'report' ? ({ kind: 'report', report: found.report } as const) : broken;
      if (message !== null) {
        await post(message);
      }
      if (message?.kind === 'report') {
        reached('evaluation');
      }
    };
    const tell = (run: Run) => {
      pinned = null;
      if (run.state.kind === 'failed') {
        post({ kind: 'failed', message: run.state.message });
      } else if (run.state.kind === 'finished') {
        showNewest(null);
      } else if (run.state.kind === 'cancelled') {
        showNewest({ kind: 'failed', message: 'The run was stopped. What was answered is kept.' });
      } else if (run.progress !== null) {
        const { phase, done, total, model } = run.progress;
        post({ kind: 'progress', phase, done, total, model });
      }
    };
    const watching = evaluations().then(({ watchEvaluations }) =>
      watchEvaluations(study, () => {
        if (!isRunning(study)) {
          showNewest(null);
        }
      }),
    );
    const subscriptions = vscode.Disposable.from(
      new vscode.Disposable(() => {
        watching.then((watcher) => watcher.dispose()).catch(() => undefined);
      }),
      webview.onDidReceiveMessage(async (received: unknown) => {
        const request = readPanelRequest(received);
        if (request?.kind === 'ready') {
          await showNewest(null);
          runs
            .running()
            .filter((run) => run.study.toString() === study.toString())
            .forEach(tell);
        } else if (request?.kind === 'reveal') {
          await revealPlace(study, request.path, parts.server);
        }
      }),
    );
    panel.onDidDispose(() => subscriptions.dispose());
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = panelPage(webview, vscode.Uri.joinPath(dist, 'panel.js'), panel.title, study.toString());
    const pin = (other: string | null) => {
      if (other !== pinned) {
        pinned = other;
        showNewest(null);
      }
    };
    return { panel, tell, pin };
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const study = studyOfState(state);
      if (study === null || open.has(study.toString())) {
        panel.dispose();
      } else {
        adopt(panel, study, null);
      }
    },
  });
  const changes = runs.onDidChange((run) => open.get(run.study.toString())?.tell(run));
  return {
    show(study, file = null) {
      const existing = open.get(study.toString());
      if (existing !== undefined) {
        existing.pin(file);
        existing.panel.reveal(undefined, true);
        return;
      }
      const title = `${path.basename(study.path, '.study.yaml')} evaluation`;
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel(viewType, title, place, { enableScripts: true });
      panel.iconPath = {
        light: vscode.Uri.joinPath(context.extensionUri, 'client', 'media', 'evaluation-light.svg'),
        dark: vscode.Uri.joinPath(context.extensionUri, 'client', 'media', 'evaluation-dark.svg'),
      };
      adopt(panel, study, file);
    },
    dispose() {
      vscode.Disposable.from(serializer, changes).dispose();
    },
  };
}

/** The study of a panel that was open before VS Code was reloaded; null for a state that says none. */
function studyOfState(state: unknown): vscode.Uri | null {
  if (typeof state !== 'object' || state === null || !('study' in state) || typeof state.study !== 'string') {
    return null;
  }
  return vscode.Uri.parse(state.study);
}
