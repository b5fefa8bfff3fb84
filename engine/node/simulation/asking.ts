import {
  type Attempt,
  type Call,
  type CallError,
  type Conversation,
  defaultRetryPolicy,
  failedAnswers,
  interviewAnswers,
  interviewFor,
  nextTurn,
  type Plan,
  questionnaireAnswers,
  questionnaireFor,
  type Reply,
  type RespondentAnswers,
  type RunFile,
  randomStream,
  type Study,
  withRetries,
} from '#engine';
import type { Endpoint } from '../endpoint/openai-endpoint.ts';
import { ResponseCache } from '../runs/response-cache.ts';
import { type Asked, whyNoReply } from './endpoint-words.ts';
import type { SimulationWorld } from './world.ts';

export interface AskingParts {
  readonly endpoint: Endpoint;
  readonly cache: ResponseCache;
  readonly run: Pick<RunFile, 'model' | 'simulation'>;
  readonly world: SimulationWorld;
  readonly signal: AbortSignal;
  /** Whether replies in the cache are left there. */
  readonly fresh: boolean;
  readonly asked: Asked;
}

export type AskedRespondent =
  | { readonly kind: 'answered'; readonly line: RespondentAnswers }
  /** No reply came, or one turn of an interview got none. `line` has what was answered before, the rest as errors. */
  | { readonly kind: 'failed'; readonly error: CallError; readonly line: RespondentAnswers };

/** Asks respondents through the cache and with retries. */
export class Asking {
  readonly #parts: AskingParts;
  /** The kinds of failure that were told of when a call was tried again. */
  readonly #told = new Set<string>();

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** Asks one respondent all items, in one reply or turn by turn, as the study says. */
  async answers(study: Study, plan: Plan, call: Call): Promise<AskedRespondent> {
    return study.simulation.ask === 'interview'
      ? this.#interview(study, plan, call)
      : this.#questionnaire(study, plan, call);
  }

  async #questionnaire(study: Study, plan: Plan, call: Call): Promise<AskedRespondent> {
    const questionnaire = questionnaireFor(study, plan, call);
    const result = await this.#ask(call, questionnaire);
    return result.kind === 'reply'
      ? { kind: 'answered', line: questionnaireAnswers(study, call, questionnaire, result.value) }
      : { kind: 'failed', error: result.error, line: failedAnswers(study, call) };
  }

  async #interview(study: Study, plan: Plan, call: Call): Promise<AskedRespondent> {
    const interview = interviewFor(study, plan, call);
    const replies: Reply[] = [];
    for (let turn = nextTurn(interview, replies); turn !== null; turn = nextTurn(interview, replies)) {
      const result = await this.#ask(call, turn);
      if (result.kind === 'failure') {
        return { kind: 'failed', error: result.error, line: interviewAnswers(study, call, interview, replies) };
      }
      replies.push(result.value);
    }
    return { kind: 'answered', line: interviewAnswers(study, call, interview, replies) };
  }

  async #ask(call: Call, conversation: Conversation): Promise<Attempt<Reply>> {
    const { key_env: _, ...settings } = this.#parts.run.model;
    const { messages, schema } = conversation;
    const { respondent, repeat } = call;
    const key = ResponseCache.key({ settings: { ...settings, id: null }, messages, schema, respondent, repeat });
    const stored = this.#parts.fresh ? null : this.#parts.cache.get(key);
    if (stored !== null) {
      return { kind: 'reply', value: stored };
    }
    const result = await withRetries(
      () => this.#parts.endpoint.ask(conversation, this.#parts.signal),
      defaultRetryPolicy,
      {
        wait: (milliseconds) => this.#parts.world.wait(milliseconds, this.#parts.signal),
        random: randomStream(this.#parts.run.simulation.seed, 'retry', respondent, repeat),
        onRetry: (error) => this.#tellOnce(error),
      },
    );
    if (result.kind === 'reply') {
      this.#parts.cache.put(key, result.value);
    }
    return result;
  }

  /** A first wait of each kind is told of, so that nobody looks at a run that seems to do nothing. */
  #tellOnce(error: CallError): void {
    if (!this.#told.has(error.kind)) {
      this.#told.add(error.kind);
      const message = `${this.#parts.run.model.id}: ${whyNoReply(error, this.#parts.asked)} Trying again.`;
      this.#parts.world.tell({ kind: 'notice', severity: 'information', message });
    }
  }
}
