import OpenAI from 'openai';
import {
  type Attempt,
  addressProblem,
  addressProblemWords,
  type CallError,
  type Conversation,
  type Reply,
  type RunModel,
} from '#engine';
import { callError, isFiltered } from './endpoint-error.ts';
import { originOf, usualAddress } from './origin.ts';
import { redactor } from './redact.ts';

const REQUEST_TIMEOUT_MS = 180_000;

/** Whether an endpoint takes `response_format`, as far as it is known. */
export type StructuredReplies = 'unknown' | 'json_schema' | 'none';

export interface Endpoint {
  /** Asks one conversation once. Never rejects. */
  ask(conversation: Conversation, signal: AbortSignal): Promise<Attempt<Reply>>;
  /** What was found out about the endpoint so far. */
  structuredReplies(): StructuredReplies;
}

export type EndpointResult =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly origin: string }
  | { readonly kind: 'impossible'; readonly reason: string };

export interface EndpointOptions {
  readonly model: RunModel;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly structuredReplies: StructuredReplies;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/**
 * Chat Completions at `base_url`. Without `base_url` there must be a key; with one there may be. Retries are not done
 * here. A server that refuses a request with `response_format` and takes the same one without is remembered.
 */
export function openAiEndpoint(options: EndpointOptions): EndpointResult {
  const { model } = options;
  const keyName = model.key_env ?? 'OPENAI_API_KEY';
  const key = options.environment[keyName]?.trim() ?? '';
  const baseURL = model.base_url ?? usualAddress;
  const origin = originOf(baseURL);
  if (origin === null) {
    const problem = addressProblem(baseURL) ?? 'not-http';
    return { kind: 'impossible', reason: `\`base_url\` of \`${model.id}\` ${addressProblemWords[problem]}` };
  }
  if (key === '' && model.base_url === null) {
    return { kind: 'impossible', reason: `\`${model.id}\` needs a key: set the environment variable ${keyName}.` };
  }
  const redact = redactor(key === '' ? null : key);
  const client = new OpenAI({
    apiKey: key === '' ? 'none' : key,
    baseURL,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: options.timeoutMs ?? REQUEST_TIMEOUT_MS,
    logLevel: 'off',
    ...(key === '' ? { defaultHeaders: { Authorization: null } } : {}),
  });
  let structured = options.structuredReplies;

  const request = async (
    conversation: Conversation,
    withSchema: boolean,
    signal: AbortSignal,
  ): Promise<Attempt<Reply>> => {
    const own = linked(signal);
    try {
      const completion = await client.chat.completions.create(
        {
          model: model.model ?? model.id,
          messages: conversation.messages.map((message) => ({ role: message.role, content: message.content })),
          ...(model.temperature === null ? {} : { temperature: model.temperature }),
          ...(model.max_tokens === null ? {} : { max_tokens: model.max_tokens }),
          ...(model.seed === null ? {} : { seed: model.seed }),
          ...(withSchema ? { response_format: responseFormat(conversation) } : {}),
        },
        { signal: own.signal },
      );
      return replyIn(completion, redact);
    } catch (error) {
      if (isFiltered(error)) {
        return { kind: 'reply', value: { text: '', isRefusal: true, usage: null } };
      }
      return { kind: 'failure', error: callError(error, options.now(), redact) };
    } finally {
      own.unlink();
    }
  };

  const ask = async (conversation: Conversation, signal: AbortSignal): Promise<Attempt<Reply>> => {
    const withSchema = structured !== 'none';
    const first = await request(conversation, withSchema, signal);
    if (first.kind === 'reply') {
      structured = structured === 'unknown' ? 'json_schema' : structured;
      return first;
    }
    if (structured === 'json_schema' || !withSchema || !mayRefuseSchema(first.error)) {
      return first;
    }
    const second = await request(conversation, false, signal);
    if (second.kind === 'reply') {
      structured = 'none';
    }
    return second;
  };
  return { kind: 'endpoint', endpoint: { ask, structuredReplies: () => structured }, origin };
}

/** A signal for one request. The client never lets go of the one that it is given, and a run's signal sees thousands. */
function linked(signal: AbortSignal): { readonly signal: AbortSignal; readonly unlink: () => void } {
  const own = new AbortController();
  const relay = (): void => own.abort();
  if (signal.aborted) {
    own.abort();
  }
  signal.addEventListener('abort', relay);
  return { signal: own.signal, unlink: () => signal.removeEventListener('abort', relay) };
}

function responseFormat(conversation: Conversation): OpenAI.ResponseFormatJSONSchema {
  return {
    type: 'json_schema',
    json_schema: { name: 'answers', strict: true, schema: { ...conversation.schema } },
  };
}

/** Whether a failure may be the server's way to say that it does not know `response_format`. */
function mayRefuseSchema(error: CallError): boolean {
  return error.kind === 'bad-request' || error.status === 501;
}

/** A body may be anything: servers do not always send what the types promise. */
function replyIn(
  completion: Partial<OpenAI.ChatCompletion> | null | undefined,
  redact: (text: string) => string,
): Attempt<Reply> {
  const choice = completion?.choices?.[0];
  if (choice?.message === undefined || choice.message === null) {
    const error: CallError = {
      kind: 'unreadable',
      status: null,
      retryAfterMs: null,
      detail: 'The reply has no message.',
    };
    return { kind: 'failure', error };
  }
  const { message } = choice;
  const text = textIn(message.content);
  const refusal = typeof message.refusal === 'string' ? message.refusal : '';
  return {
    kind: 'reply',
    value: {
      text: redact(text === '' ? refusal : text),
      isRefusal: refusal !== '' || choice.finish_reason === 'content_filter',
      usage: usageIn(completion?.usage),
    },
  };
}

/** The text of a message, which some servers send in parts. */
function textIn(content: unknown): string {
  if (typeof content === 'string') {
    return content;
  }
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  return parts
    .map((part) => (typeof part === 'object' && part !== null && 'text' in part ? part.text : ''))
    .filter((text) => typeof text === 'string')
    .join('');
}

/** The tokens that a server has counted, where both are counts. */
function usageIn(usage: OpenAI.CompletionUsage | null | undefined): Reply['usage'] {
  const counted = (tokens: unknown): number | null =>
    typeof tokens === 'number' && Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : null;
  const input = counted(usage?.prompt_tokens);
  const output = counted(usage?.completion_tokens);
  return input === null || output === null ? null : { input_tokens: input, output_tokens: output };
}
