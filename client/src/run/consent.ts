import * as vscode from 'vscode';
import type { EndpointInfo } from '#engine/node';
import { consentText, isThisMachine } from './endpoint-words.ts';

const storeKey = 'understudy.consents';

/** Remembers for which endpoints a person has agreed that a run may call them. */
export interface Consents {
  /** Whether a run may call the endpoint; asks once for each address and key. */
  readonly given: (endpoint: EndpointInfo, calls: number | null) => Promise<boolean>;
  /** Forgets every consent. Returns how many there were. */
  readonly withdrawAll: () => Promise<number>;
}

export function consents(memory: vscode.Memento): Consents {
  const stored = (): readonly string[] => memory.get<readonly string[]>(storeKey, []);
  return {
    async given(endpoint, calls) {
      const subject = `${endpoint.origin} ${endpoint.keyVariable}`;
      if (isThisMachine(endpoint.origin) || stored().includes(subject)) {
        return true;
      }
      const agree = 'Call This Endpoint';
      const chosen = await vscode.window.showWarningMessage(
        `Ask ${endpoint.model} at ${endpoint.origin}?`,
        { modal: true, detail: consentText(endpoint, calls) },
        agree,
      );
      if (chosen !== agree) {
        return false;
      }
      await memory.update(storeKey, [...stored(), subject]);
      return true;
    },
    async withdrawAll() {
      const { length } = stored();
      await memory.update(storeKey, undefined);
      return length;
    },
  };
}
