import * as vscode from 'vscode';
import { openEvaluationCommand, previewPromptCommand, selectPlaceCommand, simulateCommand } from '#engine/node';
import { newStudy } from './drafting/new-study.ts';
import { newStudyFromData } from './drafting/study-from-data.ts';
import type { StudyServer } from './language-client.ts';
import type { EvaluationPanels } from './panel/evaluation-panels.ts';
import { type PromptDocuments, studyOfPrompt, type Turn } from './prompt/prompt-documents.ts';
import type { Consents } from './run/consent.ts';
import type { Keys } from './run/keys.ts';
import { offer } from './run/prepare-run.ts';
import type { RunController } from './run/run-controller.ts';
import { deleteRun, openReport, revealRun, runOf } from './runs-view/run-actions.ts';
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
    register('understudy.openReport', (_, node) => openReport(runOf(node))),
    register('understudy.revealRun', (_, node) => revealRun(runOf(node))),
    register('understudy.deleteRun', (_, node) => deleteRun(runOf(node))),
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
  if (chosen !== undefined) {
    await keys.ask(chosen);
  }
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
  const study = given ?? activeStudy() ?? (await oneOfTheOpen());
  if (study !== undefined) {
    return run(study);
  }
  vscode.window.showInformationMessage('Open a study first: a file whose name ends in .study.yaml.');
  return undefined;
}

function activeStudy(): vscode.Uri | undefined {
  return studyOf(vscode.window.activeTextEditor?.document.uri);
}

/** The only study that is open, or the one of several that the person picks: where the walkthrough is in front, or a view. */
async function oneOfTheOpen(): Promise<vscode.Uri | undefined> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const studies = new Map(uris.filter(isStudy).map((uri) => [uri.toString(), uri]));
  if (studies.size < 2) {
    return [...studies.values()][0];
  }
  const choices = [...studies.values()].map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(choices, { title: 'Which study?' }))?.uri;
}

/** The study that is named: itself, or by the document that shows one of its prompts. */
function studyOf(argument: unknown): vscode.Uri | undefined {
  const uri = uriOf(argument);
  const study = uri === undefined ? undefined : (studyOfPrompt(uri) ?? uri);
  return study !== undefined && isStudy(study) ? study : undefined;
}

/** Code lenses hand over the address as text, menus as a `Uri`. */
function uriOf(argument: unknown): vscode.Uri | undefined {
  const uri = typeof argument === 'string' ? vscode.Uri.parse(argument) : argument;
  return uri instanceof vscode.Uri ? uri : undefined;
}

function isStudy(uri: vscode.Uri): boolean {
  return uri.path.endsWith('.study.yaml');
}
