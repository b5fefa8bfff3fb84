import * as vscode from 'vscode';
import { openEvaluationCommand, previewPromptCommand, selectPlaceCommand, simulateCommand } from '#engine/node';
import { chooseStudy, studyIn } from './choose-study.ts';
import { newStudy } from './drafting/new-study.ts';
import { newStudyFromData } from './drafting/study-from-data.ts';
import type { StudyServer } from './language-client.ts';
import { reached } from './milestones.ts';
import type { EvaluationPanels } from './panel/evaluation-panels.ts';
import type { PromptDocuments, Turn } from './prompt/prompt-documents.ts';
import type { Consents } from './run/consent.ts';
import type { Keys } from './run/keys.ts';
import { offer } from './run/prepare-run.ts';
import type { RunController } from './run/run-controller.ts';
import { deleteRun, isRunNode, openReport, revealRun } from './runs-view/run-actions.ts';
import type { RunNode } from './runs-view/run-items.ts';
import { isStudyOpen, runsViewId } from './runs-view/runs-view.ts';
import { selectPlace } from './select-place.ts';

const walkthrough = 'understudy.understudy#understudy.start';

export interface CommandParts {
  readonly server: StudyServer;
  readonly runs: RunController;
  readonly panels: EvaluationPanels;
  readonly prompts: PromptDocuments;
  readonly consents: Consents;
  readonly keys: Keys;
  readonly log: vscode.LogOutputChannel;
  /** The bundle of the command line. */
  readonly script: string;
}

/** Registers every command of the manifest. A command that names no study takes the one in the active editor. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const register = (
    name: string,
    run: (study: vscode.Uri | undefined, given: unknown, more: unknown) => Thenable<unknown>,
  ) =>
    vscode.commands.registerCommand(name, async (argument?: unknown, more?: unknown) => {
      try {
        return await run(studyOf(argument), argument, more);
      } catch (error) {
        parts.log.error(error instanceof Error ? error : String(error));
        throw error;
      }
    });
  const turn = (to: Turn) => (study: vscode.Uri | undefined) =>
    withStudy(study, (chosen) => parts.prompts.turn(chosen, to));
  return vscode.Disposable.from(
    register(simulateCommand, (study) => withStudy(study, (chosen) => simulate(chosen, parts))),
    register(openEvaluationCommand, (study, _, file) =>
      withStudy(study, (chosen) => openEvaluation(chosen, typeof file === 'string' ? file : null, parts)),
    ),
    register(previewPromptCommand, (study) => withStudy(study, (chosen) => parts.prompts.show(chosen))),
    register(selectPlaceCommand, (study, _, place) => withStudy(study, (chosen) => selectPlace(chosen, place))),
    register('understudy.nextRespondent', turn('next')),
    register('understudy.previousRespondent', turn('previous')),
    register('understudy.randomRespondent', turn('random')),
    register('understudy.chooseRespondent', turn('choose')),
    register('understudy.chooseRepeat', turn('repeat')),
    register('understudy.newStudyFromData', (_, data) => newStudyFromData(parts.script, uriOf(data))),
    register('understudy.newStudy', (_, folder, name) =>
      newStudy(uriOf(folder), typeof name === 'string' ? name : undefined),
    ),
    register('understudy.showRuns', showRuns),
    register('understudy.openReport', (_, node) => withRun(node, (run) => openReport(run, parts.panels))),
    register('understudy.revealRun', (_, node) => withRun(node, revealRun)),
    register('understudy.deleteRun', (_, node) => withRun(node, deleteRun)),
    register('understudy.getStarted', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough),
    ),
    register('understudy.cancelRun', (study) => parts.runs.cancel(study)),
    register('understudy.setEndpointKey', (study) => withStudy(study, (chosen) => setKey(chosen, parts))),
    register('understudy.withdrawConsent', () => withdraw(parts.consents)),
    register('understudy.showLog', async () => parts.log.show()),
  );
}

/** Ends when the run ends, and tells how: `finished`, `cancelled` or `failed`; undefined when it did not start. */
async function simulate(study: vscode.Uri, { runs, panels }: CommandParts): Promise<string | undefined> {
  const opensPanel = vscode.workspace.getConfiguration('understudy', study).get<boolean>('openPanelOnRun', true);
  let shown = !opensPanel;
  const subscription = runs.onDidChange((run) => {
    if (!shown && run.compares && run.study.toString() === study.toString()) {
      shown = true;
      panels.show(study);
    }
  });
  try {
    return (await runs.simulateAndCompare(study))?.state.kind;
  } finally {
    subscription.dispose();
  }
}

/** Shows the evaluation in a file, or else the newest. */
async function openEvaluation(study: vscode.Uri, file: string | null, { runs, panels }: CommandParts): Promise<void> {
  const isRunning = runs.running().some((run) => run.study.toString() === study.toString());
  if (isRunning || file !== null || (await hasReport(study))) {
    panels.show(study, file);
    return;
  }
  offer(vscode.window.showInformationMessage, 'This study has not been compared yet.', {
    title: 'Simulate & Compare',
    command: simulateCommand,
    args: [study],
  });
}

async function hasReport(study: vscode.Uri): Promise<boolean> {
  const { newestReport } = await import('./deferred/evaluations.ts');
  return (await newestReport(study)).kind !== 'none';
}

async function setKey(study: vscode.Uri, { server, keys }: CommandParts): Promise<void> {
  const endpoints = (await server.studyInfo(study))?.endpoints ?? [];
  const [first] = endpoints;
  if (first === undefined) {
    vscode.window.showInformationMessage('This study names no model at an endpoint, so it needs no key.');
    return;
  }
  const choices = endpoints.map((endpoint) => ({ label: endpoint.id, description: endpoint.origin, endpoint }));
  const title = 'Whose key?';
  const chosen = choices.length === 1 ? first : (await vscode.window.showQuickPick(choices, { title }))?.endpoint;
  const key = chosen === undefined ? undefined : await keys.ask(chosen);
  if (chosen === undefined || key === undefined) {
    return;
  }
  if (key !== '') {
    reached('model');
  }
  vscode.window.showInformationMessage(
    key === ''
      ? `No key is stored for ${chosen.origin} any more.`
      : `The key for ${chosen.origin} is kept. It is used from the next run on.`,
  );
}

async function withdraw(consents: Consents): Promise<void> {
  const number = await consents.withdrawAll();
  vscode.window.showInformationMessage(
    number === 0
      ? 'There was no consent to withdraw.'
      : 'Consent is withdrawn for every endpoint: the next run that calls one asks again.',
  );
}

async function withStudy<T>(
  given: vscode.Uri | undefined,
  run: (study: vscode.Uri) => Promise<T>,
): Promise<T | undefined> {
  const chosen = given === undefined ? await chooseStudy() : ({ kind: 'study', study: given } as const);
  if (chosen.kind === 'none') {
    const action = { title: 'New Study', command: 'understudy.newStudy' };
    const message = 'No study is open, and the open folders have none: a file whose name ends in .study.yaml.';
    offer(vscode.window.showInformationMessage, message, action);
  }
  return chosen.kind === 'study' ? run(chosen.study) : undefined;
}

/** Shows the view of runs. It is there while a study is open, so one is opened where none is. */
async function showRuns(): Promise<void> {
  const focus = async () => {
    await vscode.commands.executeCommand(`${runsViewId}.focus`);
  };
  await (isStudyOpen() ? focus() : withStudy(undefined, focus));
}

/** The run that a menu of the view is about; other callers are told where runs are. */
async function withRun(node: unknown, run: (node: RunNode) => Promise<void>): Promise<void> {
  if (isRunNode(node)) {
    await run(node);
    return;
  }
  const message = 'Choose a run in the view Understudy, by its menu.';
  offer(vscode.window.showInformationMessage, message, { title: 'Show Runs', command: 'understudy.showRuns' });
}

/** The study that is named: itself, or by the document that shows one of its prompts. */
function studyOf(argument: unknown): vscode.Uri | undefined {
  const uri = uriOf(argument);
  return uri === undefined ? undefined : studyIn(uri);
}

/** Code lenses hand over the address as text, menus as a `Uri`. */
function uriOf(argument: unknown): vscode.Uri | undefined {
  const uri = typeof argument === 'string' ? vscode.Uri.parse(argument) : argument;
  return uri instanceof vscode.Uri ? uri : undefined;
}
