import OpenAI from 'openai';
import type { CallError } from '#engine';

/**
 * What went wrong with a request, found from the error's class, HTTP status, headers and the `code` and `type` fields of
 * its body; the wording is only passed on. `now` is milliseconds since 1970, for dates in Retry-After.
 */
export function callError(error: unknown, now: number, redact: (text: string) => string): CallError {
  const detail = shortened(redact(error instanceof Error ? error.message : String(error)));
  if (error instanceof OpenAI.APIUserAbortError) {
    return { kind: 'cancelled', status: null, retryAfterMs: null, detail };
  }
  if (error instanceof OpenAI.APIConnectionTimeoutError) {
    return { kind: 'timeout', status: null, retryAfterMs: null, detail };
  }
  if (error instanceof OpenAI.APIConnectionError) {
    return { kind: 'connection', status: null, retryAfterMs: null, detail: withCause(detail, error, redact) };
  }
  if (error instanceof OpenAI.APIError && typeof error.status === 'number') {
    const status: number = error.status;
    const headers: unknown = error.headers;
    const retryAfterMs = headers instanceof Headers ? retryAfter(headers, now) : null;
    const isQuota = error.code === 'insufficient_quota' || error.type === 'insufficient_quota';
    return { kind: isQuota ? 'quota' : kindOfStatus(status), status, retryAfterMs, detail };
  }
  // What is left is a body that is not what the protocol says: half of one, or no JSON.
  return { kind: 'unreadable', status: null, retryAfterMs: null, detail };
}

/** Some servers answer with a whole page. */
function shortened(detail: string): string {
  return detail.length > 500 ? `${detail.slice(0, 500)}…` : detail;
}

/** Whether an error says that a filter declined the prompt or the reply, which is a refusal and no fault. */
export function isFiltered(error: unknown): boolean {
  return error instanceof OpenAI.APIError && error.code === 'content_filter';
}

/** How long a server asks to wait, in milliseconds; null when it does not say, or says nonsense. */
export function retryAfter(headers: Headers, now: number): number | null {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) {
    return milliseconds;
  }
  const text = headers.get('retry-after');
  if (text === null || text.trim() === '') {
    return null;
  }
  const seconds = Number(text);
  const wait = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

function kindOfStatus(status: number): CallError['kind'] {
  if (status === 401 || status === 403) {
    return 'authentication';
  }
  if (status === 404) {
    return 'not-found';
  }
  if (status === 429) {
    return 'rate-limited';
  }
  return status >= 500 || status === 408 || status === 409 || status === 425 ? 'server' : 'bad-request';
}

function withCause(detail: string, error: Error, redact: (text: string) => string): string {
  const { cause } = error;
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? `${detail} ${redact(inner.message)}`.trim() : detail;
}
