import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { callsOf, inParallel, stopsTheRun } from '#engine';
import { openAiEndpoint } from '../endpoint/openai-endpoint.ts';
import { ResponseCache } from '../runs/response-cache.ts';
import { Asking } from './asking.ts';
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
  const asking = new Asking({ endpoint, cache, run, world, signal: stopping, fresh: request.fresh, asked });
  let replies = 0;
  let inARow = 0;
  let lastError: string | null = null;
  let lost = 0;
  let failure: string | null = null;

  const concurrency = request.concurrency ?? modelConcurrency(request) ?? DEFAULT_CONCURRENCY;
  await inParallel(calls, concurrency, stopping, async (call) => {
    const result = await asking.answers(study, plan, call);
    if (result.kind === 'answered') {
      replies += 1;
      inARow = 0;
      open.journal.append([result.line]);
      progress.answered([result.line]);
      return 'continue';
    }
    const { error, line } = result;
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

function modelConcurrency(request: SimulationRequest): number | null {
  const model = request.loaded.study.models.find((one) => one.id.value === request.model);
  return model?.kind === 'openai' ? model.concurrency : null;
}
