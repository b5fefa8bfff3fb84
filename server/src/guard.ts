import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export type Log = (message: string) => void;

/**
 * Runs the work of one request handler. An error is logged, and the request is answered with `otherwise`, so that no
 * fault of one feature stops the server. Rejects only with answers of the protocol: a request that was cancelled, before
 * the work or during it, is answered so.
 */
export async function guarded<T>(
  what: string,
  log: Log,
  token: CancellationToken,
  otherwise: T,
  work: () => T | Promise<T>,
): Promise<T> {
  throwIfCancelled(token);
  let result = otherwise;
  try {
    result = await work();
  } catch (error) {
    if (error instanceof ResponseError) {
      throw error;
    }
    log(`${what}: ${reasonOf(error)}`);
  }
  throwIfCancelled(token);
  return result;
}

/** Runs work that nobody waits for; an error is logged. */
export function unattended(what: string, log: Log, work: () => void | Promise<void>): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => log(`${what}: ${reasonOf(error)}`));
}

/** What to write to the log about something that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  }
}
