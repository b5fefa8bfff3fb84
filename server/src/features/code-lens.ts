import type { CodeLens } from 'vscode-languageserver';
import { openEvaluationCommand, simulateCommand } from '#engine/node';
import type { Analysis } from '../analysis.ts';
import { endpointsOf } from '../endpoints.ts';
import { toLspRange } from '../positions.ts';
import { runSizeOf } from '../run-size.ts';
import { promptLenses } from './prompt-lens.ts';

/**
 * The lenses above `study:`: simulate and compare, with its size, and open the evaluation where there is one; and the one
 * above `personas:`.
 */
export function codeLenses(analysis: Analysis): CodeLens[] {
  const { open } = analysis;
  const range = toLspRange(open.document, open.study.id.range);
  const simulate = { title: simulateTitle(analysis), command: simulateCommand, arguments: [open.uri] };
  const evaluation = { title: 'Open evaluation', command: openEvaluationCommand, arguments: [open.uri] };
  return [
    { range, command: simulate },
    ...(analysis.evaluation.newest === null ? [] : [{ range, command: evaluation }]),
    ...promptLenses(open),
  ];
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
