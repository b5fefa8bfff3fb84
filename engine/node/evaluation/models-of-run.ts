import {
  type AnswerTable,
  type BuiltInModel,
  builtInModels,
  type ModelAnswers,
  type People,
  type Plan,
  prepareRespondents,
  type RunFile,
  type Split,
  type Study,
  selectRows,
} from '#engine';
import { apart } from './further-answers.ts';
import { codedAnswers, type StoredAnswersOfRun } from './stored-answers.ts';

/** How many seeds the built-in respondents are drawn with; their figures are means over them. */
const LADDER_SEEDS = 20;

export interface LadderRequest {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  readonly plan: Plan;
  /** The first of the seeds. */
  readonly seed: number;
  /** How many seeds each is drawn with; those of the ladder if left out. */
  readonly draws?: number;
}

/** The built-in respondents on the plan of a run, and for those that cannot answer it, why. */
export function ladderOf(request: LadderRequest): {
  readonly models: readonly ModelAnswers[];
  readonly left_out: readonly string[];
} {
  const { plan, seed, draws = LADDER_SEEDS } = request;
  const models: ModelAnswers[] = [];
  const leftOut: string[] = [];
  const size = plan.respondents.size;
  const calls = size * plan.repeats;
  const { twins } = plan;
  const personas = Int32Array.from({ length: calls }, (_, index) => index % size);
  const allTwins = twins === null ? null : Array.from(personas, (row) => twins[row] ?? '');
  const repeatOf = plan.repeats === 1 ? null : Int32Array.from({ length: calls }, (_, i) => Math.floor(i / size) + 1);
  for (const id of builtInModels) {
    const prepared = prepareRespondents(id, request);
    if (prepared.kind === 'unavailable') {
      leftOut.push(prepared.reason);
      continue;
    }
    const drawn = (offset: number) =>
      apart({ table: prepared.draw(seed + offset), twins: allTwins, repeatOf }, personas, plan);
    const first = drawn(0);
    const later = laterDraws(id, request, draws - 1) ?? rest(draws - 1, (seed) => drawn(seed).compared);
    models.push({
      id,
      kind: 'built-in',
      run: null,
      n_planned: twins?.length ?? size,
      repeats: plan.repeats,
      temperature: null,
      seeds: [first.compared, ...later],
      notes: prepared.notes,
      ...(first.further === null ? {} : { further: first.further }),
    });
  }
  return { models, left_out: leftOut };
}

/**
 * The further seeds of a built-in model where the plan has further personas: of twins alone, whose answers do not depend on
 * who follows them. Null where everybody is compared with people.
 */
function laterDraws(id: BuiltInModel, request: LadderRequest, draws: number): readonly AnswerTable[] | null {
  const { plan, seed } = request;
  const { twins, respondents, repeats } = plan;
  if (twins === null || twins.length === respondents.size) {
    return null;
  }
  const own = selectRows(
    respondents,
    twins.map((_, row) => row),
  );
  const prepared = prepareRespondents(id, { ...request, plan: { ...plan, respondents: own } });
  const calls = twins.length * repeats;
  const twinOf = Array.from({ length: calls }, (_, index) => twins[index % twins.length] ?? '');
  const repeatOf =
    repeats === 1 ? null : Int32Array.from({ length: calls }, (_, i) => Math.floor(i / twins.length) + 1);
  return prepared.kind === 'ready'
    ? rest(draws, (offset) => ({ table: prepared.draw(seed + offset), twins: twinOf, repeatOf }))
    : null;
}

/** What `make` gives for 1 … `count`. */
function rest<T>(count: number, make: (offset: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

/**
 * A run as a model that is judged, under the name `id`. A built-in one that was asked what the ladder was has the further
 * seeds of the ladder.
 */
export function modelOf(
  stored: StoredAnswersOfRun,
  study: Study,
  id: string,
  ladder: readonly ModelAnswers[],
): ModelAnswers {
  const { run } = stored;
  const answers = codedAnswers(study, stored);
  const { compared, further } = apart(
    {
      table: answers.table,
      twins: answers.twins,
      repeatOf: run.plan.repeats === 1 ? null : answers.repeats,
      ...(run.model.kind === 'openai' && run.simulation.shuffle ? { orders: answers.orders } : {}),
    },
    answers.personas,
    stored.plan,
  );
  const drawn = ladder.find((model) => model.id === run.model.id && isOfPlan(model, stored));
  return {
    id,
    kind: kinds[run.model.kind],
    run: run.run,
    n_planned: run.plan.twins?.length ?? run.plan.ids.length,
    repeats: run.plan.repeats,
    temperature: run.model.temperature,
    ...howAsked(run),
    seeds: run.model.kind === 'built-in' ? [compared, ...(drawn?.seeds.slice(1) ?? [])] : [compared],
    notes: run.notes,
    ...(further === null ? {} : { further }),
  };
}

/** What of the run's file a reader of its evaluation should know. */
function howAsked({ model, simulation, created }: RunFile): Pick<ModelAnswers, 'settings' | 'asked' | 'file'> {
  if (model.kind === 'answers') {
    return model.source === undefined ? {} : { file: model.source.file };
  }
  const { ask, seed, shuffle } = simulation;
  if (model.kind === 'built-in') {
    return { asked: { ask, seed, shuffle, created: null } };
  }
  const asked = { ask, seed, shuffle, created };
  const { model: name, base_url, temperature, max_tokens, seed: sent } = model;
  return { asked, settings: { model: name, base_url, temperature, max_tokens, seed: sent } };
}

const kinds = { 'built-in': 'built-in', openai: 'endpoint', answers: 'answers' } as const satisfies Record<
  RunFile['model']['kind'],
  ModelAnswers['kind']
>;

/** Whether a built-in model of the ladder speaks for the respondents of this run. */
function isOfPlan({ seeds: [{ table, twins }] }: ModelAnswers, { plan }: StoredAnswersOfRun): boolean {
  const size = plan.twins?.length ?? plan.respondents.size;
  return table.size === size * plan.repeats && (twins === null) === (plan.twins === null);
}
