import { type CodedTable, type CodedVariable, remembered } from '#engine/data';
import { type AnswerSpace, expectedFloor } from '#engine/statistics';
import type { Item, Study } from '#engine/study';

/** What sampling noise alone does to the primary distance of an item. */
export interface NoiseFloor {
  readonly item: string;
  /** People among the rows who answered it. */
  readonly n: number;
  readonly mean: number;
  /** Distances below this one cannot be told from noise, in 95 of 100 samples. */
  readonly q95: number;
  /**
   * The true distance that 80 of 100 such samples would show at p ≤ .05, approximately, as the evaluation has it for cells
   * (measures.md, section 8): `q95` + z(.80)/z(.95) · the 90 % radius of the distance, taken from the floor. At most 1.
   */
  readonly detectable: number;
}

/** 80 % and 95 % quantiles of the normal distribution. */
const NORMAL_Q80 = 0.8416212335729143;
const NORMAL_Q95 = 1.6448536269514722;

/**
 * The floor of every item among these people, before anything is simulated, for a run of as many respondents as the study
 * asks for `heldOut` people. Items that nobody answered are left out, and numbers without a range.
 */
export function noiseFloors(study: Study, table: CodedTable, rows: Int32Array, heldOut: number): readonly NoiseFloor[] {
  return study.items.flatMap((item) => {
    const answers = answersOf(item, table, rows);
    if (answers === null) {
      return [];
    }
    // Twins have the weights of their people; others count alike.
    const { n, effective } = answers;
    const simulated = study.sample.kind === 'draw' ? (n * study.sample.n) / heldOut : effective;
    const floor = floors(answers, [simulated], () =>
      expectedFloor(answers.counts, answers.space, effective, simulated),
    );
    if (floor === null) {
      return [];
    }
    const { mean, q90, q95 } = floor;
    return [{ item: item.id.value, n, mean, q95, detectable: Math.min(1, q95 + (NORMAL_Q80 / NORMAL_Q95) * q90) }];
  });
}

const floors = remembered<Answers, ReturnType<typeof expectedFloor>>();

interface Answers {
  /** By survey weight, where there are weights. */
  readonly counts: ArrayLike<number>;
  /** People who answered, and how many of equal weight would say as much (Kish). */
  readonly n: number;
  readonly effective: number;
  readonly space: AnswerSpace;
}

/** Numbers are counted in so many classes: the floor hardly depends on more. */
const classes = 50;

/** For each list of people, the answers of each item: an editor asks for them after every edit. */
const counted = new WeakMap<Int32Array, ReturnType<typeof remembered<CodedVariable, Answers | null>>>();

function answersOf(item: Item, table: CodedTable, rows: Int32Array): Answers | null {
  const variable = table.variables.get(item.id.value);
  if (variable === undefined) {
    return null;
  }
  const again = counted.get(rows) ?? remembered<CodedVariable, Answers | null>();
  counted.set(rows, again);
  const { min, max } = item.measure.kind === 'numeric' ? item.measure.number : { min: null, max: null };
  return again(variable, [table.weights, min, max], () => countAnswers(item, variable, table, rows));
}

function countAnswers(item: Item, variable: CodedVariable, table: CodedTable, rows: Int32Array): Answers | null {
  const { values } = variable;
  if (item.measure.kind !== 'numeric' || values === null) {
    const counts = new Float64Array(variable.labels.length);
    const numbers = tally(rows, table.weights, counts, (row) => variable.codes[row] ?? -1);
    const space: AnswerSpace =
      item.measure.kind === 'nominal' ? { kind: 'nominal' } : { kind: 'line', scores: variable.scores };
    return { counts, ...numbers, space };
  }
  const { min, max } = item.measure.number;
  if (min === null || max === null || !(max > min)) {
    return null;
  }
  const counts = new Float64Array(classes);
  const numbers = tally(rows, table.weights, counts, (row) => {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? -1 : Math.min(classes - 1, Math.floor(((value - min) / (max - min)) * classes));
  });
  const scores = Array.from(counts, (_, index) => index);
  return { counts, ...numbers, space: { kind: 'line', scores, range: [0, classes] } };
}

/** Adds up the classes of rows by weight; gives how many rows have one. */
function tally(
  rows: Int32Array,
  weights: Float64Array | null,
  counts: Float64Array,
  classOf: (row: number) => number,
): Pick<Answers, 'n' | 'effective'> {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const row of rows) {
    const index = classOf(row);
    if (index >= 0 && index < counts.length) {
      const weight = weights?.[row] ?? 1;
      counts[index] = (counts[index] ?? 0) + weight;
      n += 1;
      sum += weight;
      squares += weight * weight;
    }
  }
  return { n, effective: n === 0 ? 0 : (sum * sum) / squares };
}
