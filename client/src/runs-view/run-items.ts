import * as vscode from 'vscode';
import { type ListedRun, openEvaluationCommand } from '#engine/node';
import { nodeId } from './node-ids.ts';
import type { StudyRow } from './study-rows.ts';

export type RunsNode = StudyNode | RunNode | VerdictNode;

export interface StudyNode extends StudyRow {
  readonly kind: 'study';
}

export interface RunNode {
  readonly kind: 'run';
  readonly study: vscode.Uri;
  readonly run: ListedRun;
  /** Whether it is the newest of its study that has been evaluated. */
  readonly isNewest: boolean;
}

export interface VerdictNode {
  readonly kind: 'verdict';
  readonly study: vscode.Uri;
  readonly run: ListedRun;
  readonly line: ListedRun['verdict'][number];
}

export function studyItem(node: StudyNode): vscode.TreeItem {
  const { runs, description } = node;
  const item = new vscode.TreeItem(runs.study, vscode.TreeItemCollapsibleState.Expanded);
  item.id = nodeId(node);
  item.description = description;
  item.resourceUri = vscode.Uri.parse(runs.uri);
  item.iconPath = new vscode.ThemeIcon('notebook');
  item.contextValue = 'study';
  return item;
}

export function runItem(node: RunNode): vscode.TreeItem {
  const { study, run, isNewest } = node;
  const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const state = run.verdict.length === 0 ? None : isNewest ? Expanded : Collapsed;
  const item = new vscode.TreeItem(run.model ?? run.run, state);
  item.id = nodeId(node);
  item.description = [countOf(run), dateOf(run), ...(run.status === 'finished' ? [] : [run.status])]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = tooltipOf(run);
  // Without this a screen reader would read the tooltip.
  item.accessibilityInformation = { label: `${run.model ?? run.run}, ${item.description}` };
  item.iconPath = iconOf(run);
  item.contextValue = [
    'run',
    ...(run.report === null ? [] : ['report']),
    ...(run.status === 'running' ? [] : ['idle']),
  ].join(' ');
  return run.evaluation === null ? item : opening(item, study, run);
}

/** As the panel and the report call the lines of a verdict. */
const names = {
  marginal: 'Answers',
  structural: 'Regressions',
  'heterogeneity-and-coherence': 'Heterogeneity and coherence',
} as const;

const outcomes = {
  PASS: { icon: 'pass', color: 'testing.iconPassed' },
  FAIL: { icon: 'error', color: 'testing.iconFailed' },
  UNDECIDED: { icon: 'question', color: 'testing.iconQueued' },
} as const;

export function verdictItem(node: VerdictNode): vscode.TreeItem {
  const { study, run, line } = node;
  const { icon, color } = outcomes[line.outcome];
  const item = new vscode.TreeItem(names[line.name]);
  item.id = nodeId(node);
  item.description = line.outcome;
  item.tooltip = line.reasons.join('\n');
  item.accessibilityInformation = { label: `${names[line.name]}: ${line.outcome}` };
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = 'verdict';
  return opening(item, study, run);
}

/** A click shows the evaluation of just this run. */
function opening(item: vscode.TreeItem, study: vscode.Uri, { evaluation }: ListedRun): vscode.TreeItem {
  item.command = { title: 'Open Evaluation', command: openEvaluationCommand, arguments: [study, evaluation] };
  return item;
}

function countOf({ answered, calls }: ListedRun): string {
  if (answered === null || calls === null) {
    return '';
  }
  const all = calls.toLocaleString('en');
  return answered === calls ? `n ${all}` : `${answered.toLocaleString('en')} of ${all}`;
}

function dateOf({ created }: ListedRun): string {
  const date = new Date(created ?? '');
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

function iconOf({ status, evaluation }: ListedRun): vscode.ThemeIcon {
  switch (status) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin');
    case 'finished':
      return new vscode.ThemeIcon(evaluation === null ? 'check' : 'graph');
    case 'cancelled':
    case 'interrupted':
      return new vscode.ThemeIcon('debug-pause');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'unreadable':
      return new vscode.ThemeIcon('warning');
  }
}

const meanings: Readonly<Record<ListedRun['status'], string>> = {
  running: 'It is going on.',
  finished: 'It is finished.',
  cancelled: 'It was stopped. The next run goes on from there.',
  interrupted: 'It ended before its time. The next run goes on from there.',
  failed: 'It failed. What was answered is kept.',
  unreadable: '',
};

function tooltipOf(run: ListedRun): string {
  const state =
    run.problem === null
      ? meanings[run.status]
      : `Its run.json cannot be read: ${run.problem}. Delete the run, or mend it.`;
  const compared = run.evaluation !== null || run.status === 'running' ? [] : ['There is no evaluation of its own.'];
  return [run.run, state, ...compared].join('\n');
}
