import { setMaxListeners } from 'node:events';
import path from 'node:path';
import {
  type Attempt,
  type Call,
  type CallError,
  type Conversation,
  callsOf,
  conversationFor,
  defaultRetryPolicy,
  failedAnswers,
  inParallel,
  parseReply,
  type Reply,
  randomStream,
  stopsTheRun,
  withRetries,
} from '#engine';
import { type Endpoint, openAiEndpoint } from '../endpoint/openai-endpoint.ts';
import { ResponseCache } from '../runs/response-cache.ts';
import { callKey, type OpenRun } from './open-run.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { Progress } from './progress.ts';
import type { SimulationRequest } from './simulate.ts';
import type { SimulationWorld } from './world.ts';

const DEFAULT_CONCURRENCY = 8;
/** When this many calls in a row got no reply after all attempts, the endpoint is taken to be gone. */
const GIVE_UP_AFTER = 5;

/** Asks an endpoint every call of the plan that is wanted and has no answer yet, and stores each answer as it comes. */
export async function simulateEndpoint(
  request: SimulationRequest,
  open: OpenRun,
  world: SimulationWorld,
): Promise<Outcome> {
  const { study } = request.loaded;
  const { plan, run } = open;
  const all = callsOf(plan);
  const wanted = request.limit === null ? all : all.slice(0, request.limit);
  const known = new Set(open.stored.map(callKey));
  const calls = wanted.filter((call) => !known.has(callKey(call)));
  const progress = new Progress(world, run.model.id, open, wanted.length);
  if (calls.length === 0) {
    return outcomeOf(open, progress, 'finished', null);
  }
  const made = openAiEndpoint({
    model: run.model,
    environment: world.environment,
    structuredReplies: run.capabilities.structured_replies,
    now: world.now,
  });
  if (made.kind === 'impossible') {
    return outcomeOf(open, progress, 'failed', made.reason);
  }
  const { endpoint } = made;
  const signal = AbortSignal.any([world.signal, open.lost]);
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  // Each call in flight listens.
  setMaxListeners(0, stopping);
  const cache = new ResponseCache(path.join(path.dirname(path.dirname(open.places.folder)), '.cache'));
  const asking = new Asking(endpoint, cache, open, world, stopping, request.fresh);
  let withoutReply = 0;
  let failure: string | null = null;

  const concurrency = request.concurrency ?? modelConcurrency(request) ?? DEFAULT_CONCURRENCY;
  await inParallel(calls, concurrency, stopping, async (call) => {
    const conversation = conversationFor(study, plan, call);
    const result = await asking.ask(call, conversation);
    if (result.kind === 'reply') {
      withoutReply = 0;
      const line = parseReply(study, call, conversation, result.value);
      open.journal.append([line]);
      progress.answered([line]);
      return 'continue';
    }
    const { error } = result;
    if (error.kind === 'cancelled' || stopping.aborted) {
      return 'stop';
    }
    withoutReply += 1;
    if (stopsTheRun(error) || withoutReply >= GIVE_UP_AFTER) {
      failure = explained(error, made.origin, run.model.model ?? run.model.id, run.model.key_env);
      stop.abort();
      return 'stop';
    }
    const line = failedAnswers(study, call);
    open.journal.append([line]);
    progress.answered([line]);
    return 'continue';
  });
  const capabilities = { structured_replies: endpoint.structuredReplies() };
  if (failure !== null) {
    return outcomeOf(open, progress, 'failed', failure, { capabilities });
  }
  const status = signal.aborted ? 'cancelled' : 'finished';
  return outcomeOf(open, progress, status, null, { capabilities });
}

/** Asks through the cache and with retries. */
class Asking {
  readonly #endpoint: Endpoint;
  readonly #cache: ResponseCache;
  readonly #open: OpenRun;
  readonly #world: SimulationWorld;
  readonly #signal: AbortSignal;
  readonly #fresh: boolean;

  constructor(
    endpoint: Endpoint,
    cache: ResponseCache,
    open: OpenRun,
    world: SimulationWorld,
    signal: AbortSignal,
    fresh: boolean,
  ) {
    this.#endpoint = endpoint;
    this.#cache = cache;
    this.#open = open;
    this.#world = world;
    this.#signal = signal;
    this.#fresh = fresh;
  }

  async ask(call: Call, conversation: Conversation): Promise<Attempt<Reply>> {
    const { key_env: _, ...settings } = this.#open.run.model;
    const { messages, schema } = conversation;
    const { respondent, repeat } = call;
    const key = ResponseCache.key({ settings: { ...settings, id: null }, messages, schema, respondent, repeat });
    const stored = this.#fresh ? null : this.#cache.get(key);
    if (stored !== null) {
      return { kind: 'reply', value: stored };
    }
    const result = await withRetries(() => this.#endpoint.ask(conversation, this.#signal), defaultRetryPolicy, {
      wait: (milliseconds) => this.#world.wait(milliseconds, this.#signal),
      random: randomStream(this.#open.run.simulation.seed, 'retry', respondent, repeat),
    });
    if (result.kind === 'reply') {
      this.#cache.put(key, result.value);
    }
    return result;
  }
}

function modelConcurrency(request: SimulationRequest): number | null {
  const model = request.loaded.study.models.find((one) => one.id.value === request.model);
  return model?.kind === 'openai' ? model.concurrency : null;
}

function explained(error: CallError, origin: string, model: string, keyName: string | null): string {
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
      return `${origin} cannot be reached.${detail}`;
    default:
      return `${origin} does not answer as it should${status}.${detail}`;
  }
}
