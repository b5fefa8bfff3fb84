import type { CallError } from '#engine';

/** Whom a run asks, as a message names it. */
export interface Asked {
  readonly origin: string;
  readonly model: string;
  /** The environment variable of the key. */
  readonly keyName: string | null;
}

/** Why an endpoint gave no reply, and what to do, in words. */
export function whyNoReply(error: CallError, { origin, model, keyName }: Asked): string {
  const status = error.status === null ? '' : ` (HTTP ${error.status})`;
  const detail = error.detail === '' ? '' : ` It said: ${error.detail}`;
  switch (error.kind) {
    case 'authentication':
      return `${origin} does not accept the key${status}: check the environment variable ${keyName ?? ''}.${detail}`;
    case 'not-found':
      return `${origin} does not have the model ${model}, or \`base_url\` is wrong${status}.${detail}`;
    case 'quota':
      return `The account at ${origin} has no quota left${status}.${detail}`;
    case 'rate-limited':
      return `${origin} keeps asking to wait${status}: try a smaller --concurrency, or later.${detail}`;
    case 'bad-request':
      return `${origin} refuses the requests${status}.${detail}`;
    case 'timeout':
      return `${origin} does not answer in time.${detail}`;
    case 'connection':
      return `${origin} cannot be reached: is the server running? (${withoutStop(error.detail)})`;
    case 'unreadable':
      return `${origin} does not answer in the form of Chat Completions: does \`base_url\` point to the API? (${withoutStop(error.detail)})`;
    default:
      return `${origin} does not answer as it should${status}.${detail}`;
  }
}

function withoutStop(detail: string): string {
  return detail.replace(/\.$/, '');
}
