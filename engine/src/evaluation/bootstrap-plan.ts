import { type RandomStream, randomStream } from '#engine/random';
import { scaledToEffective } from '#engine/statistics';
import type {
  ArmTallies,
  BootstrapFigure,
  DistancePart,
  EffectSpec,
  JointTally,
  Population,
  Tally,
  TallyRef,
} from './bootstrap-job.ts';
import { askedItems, hasOrder, type MeasuredItem, wasAsked } from './measured-items.ts';
import type { ModelSide, Sides } from './sides.ts';
import { inColumns } from './tally-columns.ts';

/** What the bootstrap of respondents resamples, what it computes in each draw, and for whom. */
export interface BootstrapPlan {
  /**
   * One for each seed of the built-in models: distances are those of the turn's seed, all else of the first. Every turn has
   * the same figures in the same places.
   */
  readonly turns: readonly [Turn, ...Turn[]];
  /** Whether a model has more respondents than another, so that distances are of a random part of them. */
  readonly hasUnequalSizes: boolean;
  /** Position of a figure, −1 where there is none. */
  readonly positionOf: (kind: BootstrapFigure['kind'], model: string, item?: string, other?: string) => number;
}

export interface Turn {
  readonly populations: readonly Population[];
  readonly figures: readonly BootstrapFigure[];
}

/** One treatment effect that can be computed. */
export interface PlannedEffect {
  readonly item: MeasuredItem;
  readonly treatment: string;
  readonly arm: string;
  readonly reference: string;
  /** The option of a nominal item. */
  readonly option: string | null;
  /** What each position is worth: score ÷ range, or 1 for the option. */
  readonly values: Float64Array;
  readonly armCombinations: readonly number[];
  readonly referenceCombinations: readonly number[];
}

/** Lays out tallies and figures for every model. `cells` holds, for each item, the slices that models are compared in. */
export function bootstrapPlan(sides: Sides, cells: readonly (readonly number[])[], seed: number): BootstrapPlan {
  const made = new Map<string, Tally>();
  const seeds = Math.max(...sides.models.map((model) => model.seeds.length));
  const layOut = (turn: number) => turnOf(sides, cells, seed, turn, made);
  const { names, ...first } = layOut(0);
  const further = Array.from({ length: seeds - 1 }, (_, index): Turn => {
    const { populations, figures } = layOut(index + 1);
    return { populations, figures };
  });
  const sizes = new Set(sides.models.map((model) => respondentsOf(model)));
  return {
    turns: [first, ...further],
    hasUnequalSizes: sizes.size > 1,
    positionOf: (kind, model, item = '', other = '') => names.get(JSON.stringify([kind, model, item, other])) ?? -1,
  };
}

/** The tallies and figures of one turn. `made` keeps tallies, so that turns share what they have in common. */
function turnOf(
  sides: Sides,
  comparedSlices: readonly (readonly number[])[],
  randomSeed: number,
  turn: number,
  made: Map<string, Tally>,
): Turn & { readonly names: ReadonlyMap<string, number> } {
  const populations: { size: number; weights: Float64Array | null; tallies: Tally[] }[] = [
    { size: sides.people.size, weights: effectiveWeights(sides), tallies: [] },
  ];
  const figures: BootstrapFigure[] = [];
  const names = new Map<string, number>();
  const add = (figure: BootstrapFigure, model: string, item = '', other = ''): void => {
    names.set(JSON.stringify([figure.kind, model, item, other]), figures.length);
    figures.push(figure);
  };
  const effects = plannedEffects(sides).filter(({ item }) => wasAsked(item));
  const peopleArms = armCombinations(sides, sides.people.variables);
  const smallest = Math.min(...sides.models.map((model) => respondentsOf(model)));
  const known = new Map<string, TallyRef>();
  /** The tally, or one that counts the same. */
  const tallyOf = (population: number, key: string, make: () => Tally): TallyRef => {
    const found = known.get(key);
    if (found !== undefined) {
      return found;
    }
    const owner = populations[population];
    const tally = made.get(key) ?? make();
    made.set(key, tally);
    owner.tallies.push(tally);
    const ref = { population, tally: owner.tallies.length - 1 };
    known.set(key, ref);
    return ref;
  };
  for (const model of sides.models) {
    const own = model.matched ? 0 : populations.push({ size: respondentsOf(model, 0), weights: null, tallies: [] }) - 1;
    /** Answers by arm of one seed; `rows` takes some respondents of an independent model. */
    const talliesOf = (population: number, seed: number, rows: Int32Array | null): readonly ArmTallies[] => {
      const arms = model.matched ? peopleArms : armCombinations(sides, model.seeds[seed].table.variables);
      const name = `${model.id} ${seed} ${rows === null ? 'all' : 'some'}`;
      return sides.items.map((item, index) => {
        const human = completeAnswers(sides, model, seed, index);
        const answers = item.size;
        const size = arms.size * answers;
        return {
          answers,
          human: tallyOf(0, human.complete ? `people ${index}` : `people ${index} with ${name}`, () => ({
            types: [byArm(human.answers, peopleArms.of, answers)],
            size,
          })),
          simulated: tallyOf(population, `${name} ${index}`, () => ({
            types: human.simulated.map((answered) => {
              const types = byArm(answered, arms.of, answers);
              return rows === null ? types : rows.map((row) => types[row]);
            }),
            size,
          })),
        };
      });
    };
    const tallies = talliesOf(own, 0, null);
    const seed = turn % model.seeds.length;
    const someRows = model.matched
      ? null
      : randomPart(respondentsOf(model, seed), smallest, randomStream(randomSeed, 'equal numbers', model.id, seed));
    const drawnFrom = (): number =>
      model.matched
        ? own
        : populations.push({ size: someRows?.length ?? respondentsOf(model, seed), weights: null, tallies: [] }) - 1;
    const compared = seed === 0 && someRows === null ? tallies : talliesOf(drawnFrom(), seed, someRows);
    const parts = askedItems(sides.items).map(
      ({ item, index }): DistancePart => ({
        counts: compared[index],
        space: item.space,
        cells: comparedSlices[index].map((slice) => combinationsIn(sides, slice)),
      }),
    );
    add({ kind: 'distance', parts }, model.id);
    sides.items.forEach((item, index) => {
      if (item.measure !== 'nominal') {
        add({ kind: 'sd-ratio', counts: tallies[index], scores: item.scores }, model.id, item.id);
      }
      add({ kind: 'entropy-ratio', counts: tallies[index], classOf: item.classOf }, model.id, item.id);
    });
    for (const { belief, action, beliefIndex, actionIndex } of beliefActionPairs(sides)) {
      const human = jointTally(belief, action, [sides.human[beliefIndex]], [sides.human[actionIndex]]);
      const answers = model.seeds[0].answers;
      const simulated = jointTally(belief, action, answers[beliefIndex], answers[actionIndex]);
      add(
        {
          kind: 'association',
          human: { ...human.spec, counts: tallyOf(0, `people ${belief.id}×${action.id}`, () => human.tally) },
          simulated: {
            ...simulated.spec,
            counts: tallyOf(own, `${model.id} ${belief.id}×${action.id}`, () => simulated.tally),
          },
        },
        model.id,
        belief.id,
        action.id,
      );
    }
    if (effects.length > 1) {
      const specs = effects.map(
        (effect): EffectSpec => ({
          counts: tallies[sides.items.indexOf(effect.item)],
          values: effect.values,
          arm: effect.armCombinations,
          reference: effect.referenceCombinations,
        }),
      );
      add({ kind: 'calibration-slope', effects: specs }, model.id);
    }
  }
  return { populations: populations.map(inColumns), figures, names };
}

/** People's weights, scaled to sum to their effective number; null where there are none. */
function effectiveWeights({ people }: Sides): Float64Array | null {
  if (people.weights === null) {
    return null;
  }
  const weights = people.weights.slice();
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  scaledToEffective(squares, weights, []);
  return weights;
}

/** Respondents of a model that can be resampled. */
function respondentsOf(model: ModelSide, seed = 0): number {
  return model.matched ? model.seeds[0].asked.length : model.seeds[seed].table.size;
}

/** So many of the rows, at random, in their order; null for all. A plan may be ordered by arm: the first would be one arm. */
function randomPart(rows: number, wanted: number, random: RandomStream): Int32Array | null {
  if (rows <= wanted) {
    return null;
  }
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (let index = 0; index < wanted; index += 1) {
    const other = index + random.integer(rows - index);
    const held = order[index];
    order[index] = order[other];
    order[other] = held;
  }
  return order.slice(0, wanted).sort();
}

/** People's answers in complete pairs, and the simulated answers of these pairs by repeat. */
function completeAnswers(
  sides: Sides,
  model: ModelSide,
  seed: number,
  item: number,
): { readonly answers: Int32Array; readonly simulated: readonly Int32Array[]; readonly complete: boolean } {
  const human = sides.human[item];
  const simulated = model.seeds[seed].answers[item];
  if (!model.matched) {
    return { answers: human, simulated, complete: true };
  }
  const given = new Uint8Array(human.length);
  for (const repeat of simulated) {
    for (let row = 0; row < repeat.length; row += 1) {
      given[row] |= Number(repeat[row] >= 0);
    }
  }
  let complete = true;
  let everyone = true;
  for (let row = 0; row < human.length; row += 1) {
    complete &&= human[row] < 0 || given[row] === 1;
    everyone &&= human[row] >= 0;
  }
  return {
    answers: complete ? human : human.map((answer, row) => (given[row] === 1 ? answer : -1)),
    simulated: everyone
      ? simulated
      : simulated.map((repeat) => repeat.map((answer, row) => (human[row] >= 0 ? answer : -1))),
    complete,
  };
}

/** The combination of arms of each respondent (null without treatments), and how many there are; a missing arm is one of its own. */
export function armCombinations(
  sides: Sides,
  variables: Sides['people']['variables'],
): { readonly of: Int32Array | null; readonly size: number } {
  let size = 1;
  let of: Int32Array | null = null;
  for (const treatment of sides.study.treatments) {
    const arms = treatment.arms.length + 1;
    const codes = variables.get(treatment.id.value)?.codes;
    const before: Int32Array | null = of;
    const length: number = codes?.length ?? before?.length ?? 0;
    of = new Int32Array(length);
    for (let row = 0; row < length; row += 1) {
      const code = codes === undefined || codes[row] < 0 ? arms - 1 : codes[row];
      of[row] = (before?.[row] ?? 0) * arms + code;
    }
    size *= arms;
  }
  return { of, size };
}

/** The combinations that make up all arms, or the arm of a slice. */
function combinationsIn(sides: Sides, slice: number): readonly number[] {
  const { arm } = sides.slices[slice];
  return arm === null ? combinationsOf(sides, null, 0) : combinationsOf(sides, arm.treatment, arm.code);
}

function combinationsOf(sides: Sides, treatment: string | null, code: number): readonly number[] {
  let combinations: readonly { readonly at: number; readonly matches: boolean }[] = [{ at: 0, matches: true }];
  for (const known of sides.study.treatments) {
    const arms = known.arms.length + 1;
    combinations = combinations.flatMap(({ at, matches }) =>
      Array.from({ length: arms }, (_, arm) => ({
        at: at * arms + arm,
        matches: matches && (known.id.value !== treatment || arm === code),
      })),
    );
  }
  return combinations.flatMap(({ at, matches }) => (matches ? [at] : []));
}

function byArm(answers: Int32Array, arms: Int32Array | null, size: number): Int32Array {
  if (arms === null) {
    return answers;
  }
  const types = new Int32Array(answers.length);
  for (let row = 0; row < types.length; row += 1) {
    types[row] = answers[row] < 0 ? -1 : arms[row] * size + answers[row];
  }
  return types;
}

/** Every belief with every action. */
export function beliefActionPairs(sides: Sides): readonly {
  readonly belief: MeasuredItem;
  readonly action: MeasuredItem;
  readonly beliefIndex: number;
  readonly actionIndex: number;
}[] {
  const indexed = askedItems(sides.items);
  return indexed
    .filter(({ asked }) => asked.role === 'belief')
    .flatMap((belief) =>
      indexed
        .filter(({ asked }) => asked.role === 'action')
        .map((action) => ({
          belief: belief.item,
          action: action.item,
          beliefIndex: belief.index,
          actionIndex: action.index,
        })),
    );
}

/** Joint types of two answers that occur, in the order of the grid. */
export function jointTally(
  first: MeasuredItem,
  second: MeasuredItem,
  firstAnswers: readonly Int32Array[],
  secondAnswers: readonly Int32Array[],
): { readonly tally: Tally; readonly spec: Omit<JointTally, 'counts'> } {
  const occurs = new Uint8Array(first.size * second.size);
  const joint = firstAnswers.map((answers, repeat) => {
    const others = secondAnswers[repeat];
    const types = new Int32Array(answers.length).fill(-1);
    for (let row = 0; row < types.length; row += 1) {
      if (answers[row] >= 0 && others[row] >= 0) {
        types[row] = answers[row] * second.size + others[row];
        occurs[types[row]] = 1;
      }
    }
    return types;
  });
  const at = new Int32Array(occurs.length).fill(-1);
  const found: number[] = [];
  occurs.forEach((does, type) => {
    if (does === 1) {
      at[type] = found.length;
      found.push(type);
    }
  });
  for (const types of joint) {
    for (let row = 0; row < types.length; row += 1) {
      types[row] = types[row] < 0 ? -1 : at[types[row]];
    }
  }
  const reversed = (item: MeasuredItem): boolean => item.measure === 'nominal';
  return {
    tally: { types: joint, size: found.length },
    spec: {
      measure: hasOrder(first) && hasOrder(second) ? 'spearman_rho' : 'cramers_v',
      first: Int32Array.from(found, (type) => Math.floor(type / second.size)),
      second: Int32Array.from(found, (type) => type % second.size),
      firstSize: first.size,
      secondSize: second.size,
      direction: reversed(first) === reversed(second) ? 1 : -1,
    },
  };
}

/** Every effect: item × arm but the reference, and for nominal items × option but the last. */
export function plannedEffects(sides: Sides): readonly PlannedEffect[] {
  return sides.items.flatMap((item) =>
    sides.study.treatments.flatMap((treatment) =>
      treatment.arms.slice(1).flatMap((arm, index): PlannedEffect[] => {
        const base = {
          item,
          treatment: treatment.id.value,
          arm: arm.label.value,
          reference: treatment.arms[0].label.value,
          armCombinations: combinationsOf(sides, treatment.id.value, index + 1),
          referenceCombinations: combinationsOf(sides, treatment.id.value, 0),
        };
        if (item.range === null) {
          return item.labels.slice(0, -1).map((option, position) => ({
            ...base,
            option,
            values: Float64Array.from(item.labels, (_, at) => Number(at === position)),
          }));
        }
        const width = item.range[1] - item.range[0];
        return width > 0 ? [{ ...base, option: null, values: item.scores.map((score) => score / width) }] : [];
      }),
    ),
  );
}
