import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the endpoint received: nothing else may decide its answer. */
export interface ReceivedRequest {
  readonly model: string;
  readonly system: string;
  /** The first one. */
  readonly user: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly temperature: number | undefined;
  readonly response_format: { readonly json_schema: { readonly schema: ReceivedSchema } } | undefined;
  readonly authorization: string | undefined;
  /** From 1. */
  readonly number: number;
}

export interface ReceivedSchema {
  readonly properties: Readonly<Record<string, { readonly type?: string; readonly enum?: readonly string[] }>>;
}

export type ScriptedReply =
  | { readonly kind: 'answers'; readonly answers: Readonly<Record<string, unknown>> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'filtered' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly error?: Readonly<Record<string, unknown>>;
    }
  /** A body that is cut off in the middle. */
  | { readonly kind: 'half' }
  /** Answers with something that is no chat completion. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'close' }
  /** Never answers; `release` of the endpoint ends it. */
  | { readonly kind: 'hang' };

export interface ScriptedEndpoint {
  readonly base_url: string;
  readonly requests: readonly ReceivedRequest[];
  /** The most requests that were open at once. */
  readonly mostAtOnce: () => number;
  /** Resolves when so many requests have come in. */
  readonly received: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An endpoint that speaks Chat Completions on 127.0.0.1 and answers by a function of what it is sent. */
export async function scriptedEndpoint(
  script: (request: ReceivedRequest) => ScriptedReply | Promise<ScriptedReply>,
): Promise<ScriptedEndpoint> {
  const requests: ReceivedRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let open = 0;
  let most = 0;
  const server = http.createServer(async (request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      response.writeHead(404).end('{}');
      return;
    }
    const received = parsed(await bodyOf(request), request.headers.authorization, requests.length + 1);
    requests.push(received);
    for (const one of waiting.filter(({ count }) => count <= requests.length)) {
      one.resolve();
    }
    send(response, await script(received));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base_url: `http://127.0.0.1:${port}/v1`,
    requests,
    mostAtOnce: () => most,
    received: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function send(response: http.ServerResponse, reply: ScriptedReply): void {
  const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  switch (reply.kind) {
    case 'answers':
      json(200, completion({ content: JSON.stringify(reply.answers), refusal: null }, 'stop'));
      return;
    case 'text':
      json(200, completion({ content: reply.text, refusal: null }, 'stop'));
      return;
    case 'refusal':
      json(200, completion({ content: null, refusal: reply.text }, 'stop'));
      return;
    case 'filtered':
      json(200, completion({ content: null, refusal: null }, 'content_filter'));
      return;
    case 'status':
      json(reply.status, { error: { message: 'scripted', ...reply.error } }, reply.headers);
      return;
    case 'body':
      response.writeHead(200, { 'content-type': 'application/json' }).end(reply.body);
      return;
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices": [{"mess', () => response.destroy());
      return;
    case 'close':
      response.destroy();
      return;
    case 'hang':
      return;
  }
}

function completion(message: Readonly<Record<string, unknown>>, finish: string): unknown {
  return {
    id: 'scripted',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish, logprobs: null }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  };
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string, authorization: string | undefined, number: number): ReceivedRequest {
  const sent = JSON.parse(body) as {
    readonly model: string;
    readonly messages: ReceivedRequest['messages'];
    readonly temperature?: number;
    readonly response_format?: NonNullable<ReceivedRequest['response_format']>;
  };
  const text = (role: string): string => sent.messages.find((message) => message.role === role)?.content ?? '';
  return {
    model: sent.model,
    system: text('system'),
    user: text('user'),
    messages: sent.messages,
    temperature: sent.temperature,
    response_format: sent.response_format,
    authorization,
    number,
  };
}
