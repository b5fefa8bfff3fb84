import path from 'node:path';
import * as vscode from 'vscode';
import type { RunEvent } from '#engine';
import { reached } from '../milestones.ts';
import { offer, type PreparedRun, type PrepareParts, prepareRun } from './prepare-run.ts';
import { progressText, type Run, type RunState } from './run.ts';
import { type RunEnd, type RunProcess, startRunProcess } from './run-process.ts';

export interface RunController extends vscode.Disposable {
  /**
   * Simulates a study and compares it with people. Comes back at the end of the run, with undefined when it did not
   * start: the person has then been told why, or has said no.
   */
  readonly simulateAndCompare: (study: vscode.Uri) => Promise<Run | undefined>;
  /** Stops the run of a study; without one the only run, or the one that the person picks. */
  readonly cancel: (study?: vscode.Uri) => Promise<void>;
  /** The runs that are going on. */
  readonly running: () => readonly Run[];
  /** Tells each change of a run: its start, its progress, its end. */
  readonly onDidChange: vscode.Event<Run>;
}

export interface RunControllerParts extends PrepareParts {
  readonly log: vscode.LogOutputChannel;
  /** The bundle of the command line. */
  readonly script: string;
}

/** A run of a study that was asked for. It has no process while the person is still being asked. */
interface Entry {
  run: Run;
  process: RunProcess | null;
}

/** What a run has said about its outcome. */
interface Outcome {
  evaluation: string | null;
  failure: string | null;
}

export function runController(parts: RunControllerParts): RunController {
  /** By the study's address: one run of a study at a time. */
  const entries = new Map<string, Entry>();
  const changes = new vscode.EventEmitter<Run>();

  function change(entry: Entry, changed: Partial<Run>): void {
    entry.run = { ...entry.run, ...changed };
    changes.fire(entry.run);
  }

  async function run(entry: Entry, prepared: PreparedRun): Promise<void> {
    const { study } = entry.run;
    const outcome: Outcome = { evaluation: null, failure: null };
    const model = prepared.model === null ? [] : ['--model', prepared.model];
    const args = ['simulate', study.fsPath, ...model, '--evaluate', '--events'];
    parts.log.info(`${prepared.name}: understudy ${args.join(' ')}`);
    entry.process = startRunProcess({
      executable: process.execPath,
      args: [parts.script, ...args],
      cwd: path.dirname(study.fsPath),
      env: { ...process.env, ...prepared.keys, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
      onLog: (text) => parts.log.info(`${prepared.name}: ${text.trimEnd()}`),
      onEvent(event) {
        note(event, outcome);
        logEvent(parts.log, prepared.name, event);
        if (event.kind === 'progress') {
          change(entry, { progress: event });
        }
      },
    });
    change(entry, { name: prepared.name, model: prepared.model, compares: prepared.compares });
    if (prepared.model !== null) {
      reached('model');
    }
    const state = endOf(await entry.process.ended, outcome, prepared.compares);
    parts.log.info(`${prepared.name}: ${state.kind}`);
    change(entry, { state });
  }

  /** Shows the run's progress, with a button that cancels it, until it ends. */
  function shown(entry: Entry, work: () => Promise<void>): Thenable<void> {
    const title = `Simulating ${path.basename(entry.run.study.fsPath)}`;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const subscriptions = [
        token.onCancellationRequested(() => entry.process?.cancel()),
        changes.event((changed) => {
          if (changed === entry.run) {
            progress.report({ message: progressText(changed) });
          }
        }),
      ];
      try {
        await work();
      } finally {
        vscode.Disposable.from(...subscriptions).dispose();
      }
    });
  }

  return {
    async simulateAndCompare(study) {
      const key = study.toString();
      if (entries.has(key)) {
        const action = { title: 'Cancel Run', command: 'understudy.cancelRun', args: [study] };
        offer(vscode.window.showInformationMessage, `${path.basename(study.fsPath)} is running already.`, action);
        return undefined;
      }
      const entry: Entry = {
        run: {
          study,
          name: path.basename(study.fsPath),
          model: null,
          compares: false,
          progress: null,
          state: { kind: 'running' },
        },
        process: null,
      };
      entries.set(key, entry);
      try {
        const prepared = await prepareRun(study, parts);
        if (prepared === undefined) {
          return undefined;
        }
        await shown(entry, () => run(entry, prepared));
      } finally {
        entries.delete(key);
      }
      tellEnd(entry.run, parts.log);
      return entry.run;
    },
    async cancel(study) {
      const running = [...entries.values()].filter((entry) => entry.process !== null);
      const chosen = study === undefined ? await choose(running) : entries.get(study.toString());
      if (running.length === 0) {
        vscode.window.showInformationMessage('No study is being simulated.');
      }
      chosen?.process?.cancel();
    },
    running: () => [...entries.values()].filter((entry) => entry.process !== null).map((entry) => entry.run),
    onDidChange: changes.event,
    dispose() {
      for (const entry of entries.values()) {
        entry.process?.cancel();
      }
      changes.dispose();
    },
  };
}

async function choose(running: readonly Entry[]): Promise<Entry | undefined> {
  if (running.length < 2) {
    return running[0];
  }
  const choices = running.map((entry) => ({ label: entry.run.name, description: progressText(entry.run), entry }));
  return (await vscode.window.showQuickPick(choices, { title: 'Which run is to stop?' }))?.entry;
}

function note(event: RunEvent, outcome: Outcome): void {
  if (event.kind === 'evaluated') {
    outcome.evaluation = event.file;
  }
  if (event.kind === 'failed') {
    outcome.failure = event.location === undefined ? event.message : `${event.location}: ${event.message}`;
  }
}

function logEvent(log: vscode.LogOutputChannel, name: string, event: RunEvent): void {
  switch (event.kind) {
    case 'notice':
      log[event.severity === 'warning' ? 'warn' : 'info'](`${name}: ${event.message}`);
      break;
    case 'failed':
      log.error(`${name}: ${event.message}`);
      break;
    case 'planned':
      log.info(`${name}: ${event.model}: ${event.calls} calls, ${event.stored} of them stored (${event.folder})`);
      break;
    default:
      log.debug(`${name}: ${JSON.stringify(event)}`);
  }
}

/** Exit code of a run that was asked to stop. */
const interrupted = 130;

function endOf(end: RunEnd, outcome: Outcome, compares: boolean): RunState {
  if (end.kind === 'not-started') {
    return { kind: 'failed', message: `It could not be started: ${end.reason}` };
  }
  if (end.kind === 'signal' || end.code === interrupted) {
    return end.kind === 'signal' && end.signal !== 'SIGTERM' && end.signal !== 'SIGKILL'
      ? { kind: 'failed', message: `It was ended by the system (${end.signal}).` }
      : { kind: 'cancelled' };
  }
  if (outcome.failure !== null) {
    return { kind: 'failed', message: outcome.failure };
  }
  const isFine = outcome.evaluation !== null || (end.code === 0 && !compares);
  return isFine
    ? { kind: 'finished', file: outcome.evaluation }
    : { kind: 'failed', message: `It ended without an evaluation (exit code ${end.code}).` };
}

function tellEnd(run: Run, log: vscode.LogOutputChannel): void {
  if (run.state.kind === 'cancelled') {
    vscode.window.showInformationMessage(
      `Stopped simulating ${run.name}. What was answered is kept, and the next run goes on from there.`,
    );
  }
  if (run.state.kind === 'finished' && run.state.file === null) {
    vscode.window.showInformationMessage(
      `Simulated ${run.name}. To compare it with people, name their data under \`human\`.`,
    );
  }
  if (run.state.kind === 'failed') {
    const message = `Simulating ${run.name} failed. ${run.state.message}`;
    vscode.window.showErrorMessage(message, 'Show Log').then((chosen) => {
      if (chosen !== undefined) {
        log.show();
      }
    });
  }
}
