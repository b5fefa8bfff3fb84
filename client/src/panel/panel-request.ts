import type { PanelMessage } from '#engine';

/** The request that a message of the page is, or null for anything else. */
export function readPanelRequest(message: unknown): PanelMessage | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) {
    return null;
  }
  if (message.kind === 'ready') {
    return { kind: 'ready' };
  }
  return message.kind === 'reveal' && 'path' in message && typeof message.path === 'string'
    ? { kind: 'reveal', path: message.path }
    : null;
}
