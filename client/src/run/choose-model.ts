import * as vscode from 'vscode';
import type { EndpointInfo, StudyInfo } from '#engine/node';

export type ChosenModel =
  | { readonly kind: 'built-in' }
  | { readonly kind: 'endpoint'; readonly endpoint: EndpointInfo };

/**
 * Which model a run asks. A study without endpoints is answered by the built-in respondents, without a question;
 * undefined when the person leaves the question.
 */
export async function chooseModel(info: StudyInfo): Promise<ChosenModel | undefined> {
  if (info.endpoints.length === 0) {
    return { kind: 'built-in' };
  }
  const choices: readonly (vscode.QuickPickItem & { readonly chosen: ChosenModel })[] = [
    {
      label: 'Built-in respondents',
      description: 'no calls',
      detail: 'uniform, pooled, resample and regression: learned from the pilot, on this machine',
      chosen: { kind: 'built-in' },
    },
    ...info.endpoints.map((endpoint) => ({
      label: endpoint.id,
      description: info.calls === null ? 'calls an endpoint' : `${info.calls.toLocaleString('en')} calls`,
      detail: `${endpoint.model} at ${endpoint.origin === '' ? 'an address that cannot be read' : endpoint.origin}`,
      chosen: { kind: 'endpoint', endpoint } as const,
    })),
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: `Who answers ${info.study}?`,
    placeHolder: 'The built-in respondents are compared in every case',
  });
  return picked?.chosen;
}
