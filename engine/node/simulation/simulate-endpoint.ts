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
import { type Asked, whyNoReply } from './endpoint-words.ts';
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
  const { id, model, key_env } = run.model;
  const asked: Asked = { origin: made.origin, model: model ?? id, keyName: key_env };
  const asking = new Asking(endpoint, cache, open, world, stopping, request.fresh, asked);
  let replies = 0;
  let inARow = 0;
  let lastError: string | null = null;
  let lost = 0;
  let failure: string | null = null;

  const concurrency = request.concurrency ?? modelConcurrency(request) ?? DEFAULT_CONCURRENCY;
  await inParallel(calls, concurrency, stopping, async (call) => {
    const conversation = conversationFor(study, plan, call);
    const result = await asking.ask(call, conversation);
    if (result.kind === 'reply') {
      replies += 1;
      inARow = 0;
      const line = parseReply(study, call, conversation, result.value);
      open.journal.append([line]);
      progress.answered([line]);
      return 'continue';
    }
    const { error } = result;
    if (error.kind === 'cancelled' || stopping.aborted) {
      return 'stop';
    }
    lost += 1;
    inARow += 1;
    lastError = whyNoReply(error, asked);
    if (stopsTheRun(error) || inARow >= GIVE_UP_AFTER) {
      failure = lastError;
      stop.abort();
      return 'stop';
    }
    const line = failedAnswers(study, call);
    open.journal.append([line]);
    progress.answered([line]);
    return 'continue';
  });
  const capabilities = { structured_replies: endpoint.structuredReplies() };
  if (replies === 0 && !signal.aborted) {
    // Whoever asked for a few respondents first wants to hear that nothing came of it.
    failure ??= lastError;
  }
  if (failure !== null) {
    return outcomeOf(open, progress, 'failed', failure, { capabilities });
  }
  if (lastError !== null) {
    const calls = lost === 1 ? 'One call' : `${lost} calls`;
    const message = `${run.model.id}: ${calls} got no reply. The last time: ${lastError}`;
    world.tell({ kind: 'notice', severity: 'warning', message });
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
  readonly #asked: Asked;
  /** The kinds of failure that were told of when a call was tried again. */
  readonly #told = new Set<string>();

  constructor(
    endpoint: Endpoint,
    cache: ResponseCache,
    open: OpenRun,
    world: SimulationWorld,
    signal: AbortSignal,
    fresh: boolean,
    asked: Asked,
  ) {
    this.#endpoint = endpoint;
    this.#cache = cache;
    this.#open = open;
    this.#world = world;
    this.#signal = signal;
    this.#fresh = fresh;
    this.#asked = asked;
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
      onRetry: (error) => this.#tellOnce(error),
    });
    if (result.kind === 'reply') {
      this.#cache.put(key, result.value);
    }
    return result;
  }

  /** A first wait of each kind is told of, so that nobody looks at a run that seems to do nothing. */
  #tellOnce(error: CallError): void {
    if (!this.#told.has(error.kind)) {
      this.#told.add(error.kind);
      const message = `${this.#open.run.model.id}: ${whyNoReply(error, this.#asked)} Trying again.`;
      this.#world.tell({ kind: 'notice', severity: 'information', message });
    }
  }
}

function modelConcurrency(request: SimulationRequest): number | null {
  const model = request.loaded.study.models.find((one) => one.id.value === request.model);
  return model?.kind === 'openai' ? model.concurrency : null;
}
