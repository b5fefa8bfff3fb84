import {
  type AnswerTable,
  builtInModels,
  type CodedAnswers,
  type ModelAnswers,
  type People,
  type Plan,
  prepareRespondents,
  type RunFile,
  type Split,
  type Study,
} from '#engine';

/** How many seeds the built-in respondents are drawn with; their figures are means over them. */
const LADDER_SEEDS = 20;

export interface LadderRequest {
  readonly study: Study;
  readonly people: People;
  readonly split: Split;
  readonly plan: Plan;
  /** The first of the seeds. */
  readonly seed: number;
}

/** The built-in respondents on the plan of a run, and for those that cannot answer it, why. */
export function ladderOf(request: LadderRequest): {
  readonly models: readonly ModelAnswers[];
  readonly left_out: readonly string[];
} {
  const { plan, seed } = request;
  const models: ModelAnswers[] = [];
  const leftOut: string[] = [];
  const size = plan.respondents.size;
  const calls = size * plan.repeats;
  const { twins } = plan;
  const allTwins = twins === null ? null : Array.from({ length: calls }, (_, index) => twins[index % size] ?? '');
  const repeatOf = plan.repeats === 1 ? null : Int32Array.from({ length: calls }, (_, i) => Math.floor(i / size) + 1);
  for (const id of builtInModels) {
    const prepared = prepareRespondents(id, request);
    if (prepared.kind === 'unavailable') {
      leftOut.push(prepared.reason);
      continue;
    }
    const drawn = (offset: number): AnswerTable => ({ table: prepared.draw(seed + offset), twins: allTwins, repeatOf });
    const further = Array.from({ length: LADDER_SEEDS - 1 }, (_, index) => drawn(index + 1));
    models.push({
      id,
      kind: 'built-in',
      run: null,
      n_planned: size,
      repeats: plan.repeats,
      temperature: null,
      seeds: [drawn(0), ...further],
      notes: prepared.notes,
    });
  }
  return { models, left_out: leftOut };
}

/** The run as the model that is judged; a built-in one with the further seeds of the ladder. */
export function subjectOf(run: RunFile, answers: CodedAnswers, ladder: readonly ModelAnswers[]): ModelAnswers {
  const own: AnswerTable = {
    table: answers.table,
    twins: answers.twins,
    repeatOf: run.plan.repeats === 1 ? null : answers.repeats,
  };
  const drawn = ladder.find((model) => model.id === run.model.id);
  return {
    id: run.model.id,
    kind: run.model.kind === 'built-in' ? 'built-in' : 'endpoint',
    run: run.run,
    n_planned: run.plan.ids.length,
    repeats: run.plan.repeats,
    temperature: run.model.temperature,
    seeds: run.model.kind === 'built-in' ? [own, ...(drawn?.seeds.slice(1) ?? [])] : [own],
    notes: run.notes,
  };
}
