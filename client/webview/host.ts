import type { HostMessage, PanelMessage, Report } from '#engine';

interface EditorApi {
  postMessage(message: PanelMessage): void;
  setState(state: { readonly study: string }): void;
}

declare global {
  /** Given to webviews by the editor; absent in the HTML report. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

export interface Host {
  readonly post: (message: PanelMessage) => void;
}

/** The editor around the panel, or null where the page stands alone. Messages of another form are not passed on. */
export function connectHost(receive: (message: HostMessage) => void): Host | null {
  if (globalThis.acquireVsCodeApi === undefined) {
    return null;
  }
  const api = globalThis.acquireVsCodeApi();
  const study = document.body.dataset['study'];
  if (study !== undefined) {
    // What the editor gets back when it restores the panel after a reload.
    api.setState({ study });
  }
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) {
      receive(event.data);
    }
  });
  return { post: (message) => api.postMessage(message) };
}

/** The report that an HTML report brings along, or null. */
export function embeddedReport(): Report | null {
  const text = document.getElementById('understudy-report')?.textContent;
  if (text === undefined || text === null || text === '') {
    return null;
  }
  const value: unknown = JSON.parse(text);
  return isReport(value) ? value : null;
}

function isHostMessage(value: unknown): value is HostMessage {
  if (!isRecord(value)) {
    return false;
  }
  switch (value['kind']) {
    case 'report':
      return isReport(value['report']);
    case 'progress':
      return (
        typeof value['done'] === 'number' &&
        typeof value['total'] === 'number' &&
        typeof value['model'] === 'string' &&
        typeof value['phase'] === 'string'
      );
    case 'failed':
      return typeof value['message'] === 'string';
    default:
      return false;
  }
}

function isReport(value: unknown): value is Report {
  return isRecord(value) && value['format'] === 'understudy-report' && value['version'] === 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
