/**
 * Why a call came back without a reply. The kind is found from the status, the error's type and its structured fields,
 * never from the wording of its message; `detail` is only for people to read.
 */
export interface CallError {
  readonly kind:
    | 'rate-limited'
    | 'server'
    | 'connection'
    | 'timeout'
    | 'unreadable'
    | 'authentication'
    | 'not-found'
    | 'quota'
    | 'bad-request'
    | 'cancelled';
  readonly status: number | null;
  /** What the server asked to wait before the next attempt. */
  readonly retryAfterMs: number | null;
  readonly detail: string;
}

/** Whether the same call may succeed a little later. */
export function isTransient(error: CallError): boolean {
  switch (error.kind) {
    case 'rate-limited':
    case 'server':
    case 'connection':
    case 'timeout':
    case 'unreadable':
      return true;
    default:
      return false;
  }
}

/** Whether every other call would fail in the same way, so that the run stops. */
export function stopsTheRun(error: CallError): boolean {
  return error.kind === 'authentication' || error.kind === 'not-found' || error.kind === 'quota';
}
