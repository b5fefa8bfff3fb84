import * as vscode from 'vscode';
import type { EndpointInfo } from '#engine/node';
import { isThisMachine } from './endpoint-words.ts';

/** The keys of endpoints: in VS Code's SecretStorage, bound to the address, or in the environment. Never elsewhere. */
export interface Keys {
  /**
   * The variables that the child process needs to call the endpoint: empty when the environment has the key already, or
   * none is needed. Asks for a key where there is none; `cancelled` when the person gives none.
   */
  readonly environmentFor: (endpoint: EndpointInfo) => Promise<Readonly<Record<string, string>> | 'cancelled'>;
  /** Asks for the key of an endpoint and stores it; an empty one deletes it. */
  readonly ask: (endpoint: EndpointInfo) => Promise<string | undefined>;
}

export function keys(secrets: vscode.SecretStorage): Keys {
  const nameOf = (endpoint: EndpointInfo) => `understudy.key ${endpoint.origin}`;
  const ask = async (endpoint: EndpointInfo) => {
    const key = await vscode.window.showInputBox({
      title: `Key for ${endpoint.origin}`,
      prompt: `Kept in VS Code's secret storage and given to runs as ${endpoint.keyVariable}. Leave it empty to delete the stored key.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) {
      return undefined;
    }
    if (key.trim() === '') {
      await secrets.delete(nameOf(endpoint));
    } else {
      await secrets.store(nameOf(endpoint), key.trim());
    }
    return key.trim();
  };
  return {
    ask,
    async environmentFor(endpoint) {
      const stored = await secrets.get(nameOf(endpoint));
      if (stored !== undefined) {
        return { [endpoint.keyVariable]: stored };
      }
      if ((process.env[endpoint.keyVariable] ?? '') !== '' || isThisMachine(endpoint.origin)) {
        return {};
      }
      const key = await ask(endpoint);
      return key === undefined || key === '' ? 'cancelled' : { [endpoint.keyVariable]: key };
    },
  };
}
