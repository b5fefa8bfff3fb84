import { scaledToEffective } from '#engine/statistics';
import { type BootstrapFigures, percentileInterval } from './bootstrap-figures.ts';
import { beliefActionPairs, jointTally } from './bootstrap-plan.ts';
import type { CellJob, CellResult } from './cell-job.ts';
import { cellScheme } from './cell-scheme.ts';
import { associationOfTypes } from './count-figures.ts';
import type { Association } from './generated/evaluation-types.ts';
import type { MeasuredItem } from './measured-items.ts';
import { finite } from './numbers.ts';
import { packed } from './packed-pairs.ts';
import type { ModelSide, Sides } from './sides.ts';

/** One belief and one action of one model. */
export interface AnswerPair {
  readonly model: ModelSide;
  readonly belief: MeasuredItem;
  readonly action: MeasuredItem;
  readonly beliefIndex: number;
  readonly actionIndex: number;
}

/** Every belief with every action, for every model. */
export function answerPairs(sides: Sides): readonly AnswerPair[] {
  return sides.models.flatMap((model) => beliefActionPairs(sides).map((pair) => ({ model, ...pair })));
}

/** The draws behind the distance of the two joint tables; null where a side has no answers. Numeric items count in classes. */
export function jointJob(
  sides: Sides,
  pair: AnswerPair,
  options: { readonly seed: number; readonly permutations: number },
): CellJob | null {
  const size = pair.belief.labels.length * pair.action.labels.length;
  const human = jointClasses(pair, sides.human[pair.beliefIndex], sides.human[pair.actionIndex]);
  const answers = pair.model.seeds[0].answers;
  const simulated = answers[pair.beliefIndex].map((belief, repeat) =>
    jointClasses(pair, belief, answers[pair.actionIndex][repeat]),
  );
  const base = {
    kind: 'cell',
    id: `${pair.model.id}/${pair.belief.id}×${pair.action.id}`,
    ...options,
    space: { kind: 'nominal' },
    classOf: null,
    bootstrap: 0,
  } as const;
  const { matched } = pair.model;
  const scheme = cellScheme({ human, simulated, size, matched, weights: sides.people.weights });
  return scheme === null ? null : { ...base, scheme: packed(scheme) };
}

/** How strongly belief and action go together, for people and the model. */
export function associationOf(
  sides: Sides,
  pair: AnswerPair,
  figures: BootstrapFigures,
  result: CellResult | null,
): Association {
  const { weights } = sides.people;
  const people = strength(pair, [sides.human[pair.beliefIndex]], [sides.human[pair.actionIndex]], weights);
  const { answers } = pair.model.seeds[0];
  const ofTwins = pair.model.matched ? weights : null;
  const model = strength(pair, answers[pair.beliefIndex], answers[pair.actionIndex], ofTwins);
  const simulated = model.value;
  const difference = simulated - people.value;
  const name = { kind: 'association', model: pair.model.id, item: pair.belief.id, other: pair.action.id } as const;
  return {
    model: pair.model.id,
    belief: pair.belief.id,
    action: pair.action.id,
    measure: people.measure,
    n_h: people.n,
    n_s: model.n,
    human: finite(people.value),
    simulated: finite(simulated),
    difference: finite(difference),
    interval: Number.isFinite(difference) ? percentileInterval(figures.drawn(name), 0.95) : null,
    reversed:
      people.measure === 'spearman_rho' &&
      Math.abs(people.value) > 0.1 &&
      Math.abs(simulated) > 0.1 &&
      people.value * simulated < 0,
    joint_distance: result === null ? null : finite(result.distance),
    joint_floor_mean: result === null ? null : finite(result.floor_mean),
    joint_floor_q95: result === null ? null : finite(result.floor_q95),
    joint_p: result === null ? null : finite(result.p_permutation),
  };
}

function strength(
  pair: AnswerPair,
  belief: readonly Int32Array[],
  action: readonly Int32Array[],
  weights: Float64Array | null,
): { readonly value: number; readonly n: number; readonly measure: Association['measure'] } {
  const { tally, spec } = jointTally(pair.belief, pair.action, belief, action);
  const counts = new Float64Array(tally.size);
  let squares = 0;
  for (const types of tally.types) {
    for (let row = 0; row < types.length; row += 1) {
      if (types[row] >= 0) {
        const weight = weights === null ? 1 : weights[row];
        counts[types[row]] += weight;
        squares += weight * weight;
      }
    }
  }
  if (weights !== null) {
    scaledToEffective(squares, counts, []);
  }
  const n = tally.types[0].reduce((sum, type) => sum + (type >= 0 ? 1 : 0), 0);
  return { value: associationOfTypes(counts, spec), n, measure: spec.measure };
}

function jointClasses(pair: AnswerPair, belief: Int32Array, action: Int32Array): Int32Array {
  return belief.map((first, row) => {
    const second = action[row];
    return first < 0 || second < 0
      ? -1
      : pair.belief.classOf[first] * pair.action.labels.length + pair.action.classOf[second];
  });
}
