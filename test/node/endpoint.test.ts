import OpenAI from 'openai';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { Conversation, RunModel } from '#engine';
import { callError, retryAfter } from '../../engine/node/endpoint/endpoint-error.ts';
import { type EndpointOptions, openAiEndpoint } from '../../engine/node/endpoint/openai-endpoint.ts';
import { redactor } from '../../engine/node/endpoint/redact.ts';
import { type ScriptedEndpoint, type ScriptedReply, scriptedEndpoint } from '../tools/scripted-endpoint.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const plain = (text: string): string => text;

describe('kinds of error', () => {
  const ofStatus = (status: number, body: Readonly<Record<string, unknown>> = {}) =>
    callError(
      OpenAI.APIError.generate(status, { error: body }, 'try again, invalid key, 404', new Headers()),
      NOW,
      plain,
    ).kind;

  test.each([
    [400, 'bad-request'],
    [401, 'authentication'],
    [403, 'authentication'],
    [404, 'not-found'],
    [408, 'server'],
    [409, 'server'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [500, 'server'],
    [503, 'server'],
    [529, 'server'],
  ])('HTTP %i is %s, whatever the message says', (status, kind) => {
    expect(ofStatus(status)).toBe(kind);
  });

  it('has no quota left only where a field says so', () => {
    expect(ofStatus(429, { code: 'insufficient_quota' })).toBe('quota');
    expect(ofStatus(429, { type: 'insufficient_quota' })).toBe('quota');
    expect(ofStatus(429, { message: 'insufficient_quota' })).toBe('rate-limited');
  });
});

test.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['parts of a second', { 'retry-after': '0.5' }, 500],
  ['milliseconds, which go first', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['a date', { 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
  ['a date that is over', { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  ['nonsense', { 'retry-after': 'soon' }, null],
  ['nothing', {}, null],
])('Retry-After: %s', (_, headers, expected) => {
  expect(retryAfter(new Headers(headers as Record<string, string>), NOW)).toBe(expected);
});

test.each([
  ['sk-abcdef', 'your sk-abcdef and sk-abcdef', 'your [key] and [key]'],
  [null, 'nothing to hide', 'nothing to hide'],
  ['a', 'too short to be a key: a', 'too short to be a key: a'],
])('a key %s is taken out', (key, text, expected) => {
  expect(redactor(key)(text)).toBe(expected);
});

describe('asking', () => {
  let server: ScriptedEndpoint | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });
  const conversation: Conversation = {
    messages: [{ role: 'user', content: 'Mood?' }],
    schema: {
      type: 'object',
      properties: { mood: { type: 'string', enum: ['low'] } },
      required: ['mood'],
      additionalProperties: false,
    },
  };
  const model = (base_url: string): RunModel => ({
    kind: 'openai',
    id: 'm',
    model: 'm-1',
    base_url,
    key_env: 'KEY',
    temperature: null,
    max_tokens: null,
    seed: null,
  });

  async function asked(
    script: () => ScriptedReply,
    more: Partial<EndpointOptions> = {},
    signal = new AbortController().signal,
  ) {
    server = await scriptedEndpoint(script);
    const made = openAiEndpoint({
      model: model(server.base_url),
      environment: {},
      structuredReplies: 'unknown',
      now: () => NOW,
      ...more,
    });
    if (made.kind === 'impossible') {
      throw new Error(made.reason);
    }
    return { result: await made.endpoint.ask(conversation, signal), endpoint: made.endpoint };
  }

  it('gives the text, the usage and what the endpoint can do', async () => {
    const { result, endpoint } = await asked(() => ({ kind: 'answers', answers: { mood: 'low' } }));
    expect(result).toEqual({
      kind: 'reply',
      value: { text: '{"mood":"low"}', isRefusal: false, usage: { input_tokens: 100, output_tokens: 10 } },
    });
    expect(endpoint.structuredReplies()).toBe('json_schema');
    expect(server?.requests[0]).toMatchObject({ model: 'm-1', temperature: undefined });
  });

  const body = (choices: string, usage = '{"prompt_tokens": 5, "completion_tokens": 2}') => ({
    kind: 'body' as const,
    body: `{"object": "chat.completion", "choices": ${choices}, "usage": ${usage}}`,
  });
  const unreadable = { kind: 'failure', error: { kind: 'unreadable' } };
  const said = (text: string, isRefusal = false) => ({ kind: 'reply', value: { text, isRefusal } });

  test.each([
    ['no choices', body('[]'), unreadable],
    ['choices that are none', body('"none"'), unreadable],
    ['a choice without a message', body('[{}]'), unreadable],
    ['a message of null', body('[{"message": null}]'), unreadable],
    ['null', { kind: 'body', body: 'null' }, unreadable],
    ['a list', { kind: 'body', body: '[]' }, unreadable],
    ['an empty body', { kind: 'body', body: '' }, unreadable],
    ['only calls of tools', body('[{"message": {"content": null, "tool_calls": [{"id": "x"}]}}]'), said('')],
    ['a number for a text', body('[{"message": {"content": 7}}]'), said('')],
    ['a text in parts', body('[{"message": {"content": [{"type": "text", "text": "{}"}, null, 1]}}]'), said('{}')],
    ['a text that was cut off', body('[{"finish_reason": "length", "message": {"content": "{\\"mo"}}]'), said('{"mo')],
    ['a refusal', body('[{"message": {"content": null, "refusal": "No."}}]'), said('No.', true)],
  ] as const)('takes %s for what it is', async (_, reply, expected) => {
    expect((await asked(() => reply)).result).toMatchObject(expected);
  });

  test.each([
    ['more than any number', '{"prompt_tokens": 1e999, "completion_tokens": 2}', null],
    ['text', '{"prompt_tokens": "5", "completion_tokens": 2}', null],
    ['not given', 'null', null],
    ['parts of one, or fewer than none', '{"prompt_tokens": 4.6, "completion_tokens": -1}', [5, 0]],
  ])('counts tokens only where they are counts: %s', async (_, usage, counts) => {
    const { result } = await asked(() => body('[{"message": {"content": "{}"}}]', usage));
    const [input_tokens, output_tokens] = counts ?? [];
    expect(result).toMatchObject({
      kind: 'reply',
      value: { usage: counts === null ? null : { input_tokens, output_tokens } },
    });
  });

  it('hands no key on that the endpoint sends back, nor a whole page', async () => {
    const key = 'sk-very-secret';
    const options = { environment: { KEY: key } };
    const error = { message: `${key} is wrong. ${'x'.repeat(5000)}` };
    for (const reply of [
      body(`[{"message": {"content": "I was given ${key}"}}]`),
      { kind: 'status', status: 401, error } as const,
    ]) {
      const said = JSON.stringify((await asked(() => reply, options)).result);
      expect(said).toContain('[key]');
      expect(said).not.toContain(key);
      expect(said.length).toBeLessThan(1000);
      await server?.close();
    }
  });

  it('takes a filter that answers with an error for a refusal', async () => {
    const { result } = await asked(() => ({ kind: 'status', status: 400, error: { code: 'content_filter' } }));
    expect(result).toMatchObject({ kind: 'reply', value: { isRefusal: true } });
    expect(server?.requests).toHaveLength(1);
  });

  it('never waits longer than it is told to', async () => {
    const { result } = await asked(() => ({ kind: 'hang' }), { timeoutMs: 50 });
    expect(result).toMatchObject({ kind: 'failure', error: { kind: 'timeout' } });
  });

  it('ends at once when it is cancelled', async () => {
    const abort = new AbortController();
    const asking = asked(
      () => {
        abort.abort();
        return { kind: 'hang' };
      },
      {},
      abort.signal,
    );
    expect((await asking).result).toMatchObject({ kind: 'failure', error: { kind: 'cancelled' } });
  });

  it('does not retry by itself', async () => {
    const { result } = await asked(() => ({ kind: 'status', status: 500 }));
    expect(result).toMatchObject({ kind: 'failure', error: { kind: 'server', status: 500 } });
    expect(server?.requests).toHaveLength(1);
  });

  test.each([
    [400, 2, 'bad-request'],
    [501, 2, 'server'],
    [429, 1, 'rate-limited'],
    [500, 1, 'server'],
  ] as const)('asks without response_format after %i: %i requests', async (status, requests, kind) => {
    const { result, endpoint } = await asked(() => ({ kind: 'status', status }));
    expect(result).toMatchObject({ kind: 'failure', error: { kind } });
    expect(server?.requests).toHaveLength(requests);
    expect(endpoint.structuredReplies()).toBe('unknown');
  });

  it('does not doubt an endpoint that has taken a schema before', async () => {
    await asked(() => ({ kind: 'status', status: 400 }), { structuredReplies: 'json_schema' });
    expect(server?.requests).toHaveLength(1);
  });
});
