import type { CodeLens, Range } from 'vscode-languageserver';
import { verdictWords } from '#engine';
import { openEvaluationCommand, simulateCommand } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { endpointsOf } from '../endpoints.ts';
import { toLspRange } from '../positions.ts';
import { runSizeOf } from '../run-size.ts';
import { promptLenses } from './prompt-lens.ts';

/**
 * The lenses above `study:`: simulate and compare, with its size; where there is an evaluation, open it, and the verdict on
 * the last run; and the one above `personas:`.
 */
export function codeLenses(analysis: Analysis): CodeLens[] {
  const { open } = analysis;
  const range = toLspRange(open.document, open.study.id.range);
  const simulate = { title: simulateTitle(analysis), command: simulateCommand, arguments: [open.uri] };
  const evaluation = { title: 'Open evaluation', command: openEvaluationCommand, arguments: [open.uri] };
  return [
    { range, command: simulate },
    ...(analysis.evaluation.newest === null ? [] : [{ range, command: evaluation }]),
    ...lastRun(analysis, range),
    ...promptLenses(open),
  ];
}

/** Whose answers were judged last, and how; a click shows why. */
function lastRun({ open, evaluation: { newest } }: Analysis, range: Range): readonly CodeLens[] {
  if (newest === null) {
    return [];
  }
  const title = `Last run, ${newest.evaluation.subject}: ${verdictWords(newest.evaluation)}`;
  return [{ range, command: { title, command: openEvaluationCommand, arguments: [open.uri] } }];
}

function simulateTitle(analysis: Analysis): string {
  const { study } = analysis.open;
  const { respondents, calls } = runSizeOf(analysis);
  const what = study.human === null ? 'Simulate' : 'Simulate & compare';
  const size = respondents === null ? '' : `${count(respondents, 'respondent')}, `;
  const endpoints = endpointsOf(study).map(({ id }) => id);
  const each = endpoints.length > 1 ? ' each' : '';
  const number = calls === null ? 'calls' : count(calls, 'call');
  const paid = endpoints.length === 0 ? '' : ` (or ${endpoints.join(', ')}: ${number}${each})`;
  return `$(play) ${what}: ${size}built-in models, no calls${paid}`;
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}
