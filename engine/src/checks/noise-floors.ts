import type { CodedTable } from '#engine/data';
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
    const n = answers?.n ?? 0;
    const simulated = (n * simulatedRespondents(study, heldOut)) / heldOut;
    const floor = answers === null ? null : expectedFloor(answers.counts, answers.space, n, simulated);
    if (floor === null) {
      return [];
    }
    const { mean, q90, q95 } = floor;
    return [{ item: item.id.value, n, mean, q95, detectable: Math.min(1, q95 + (NORMAL_Q80 / NORMAL_Q95) * q90) }];
  });
}

function simulatedRespondents({ sample }: Study, heldOut: number): number {
  return sample.kind === 'draw' ? sample.n : heldOut;
}

interface Answers {
  readonly counts: ArrayLike<number>;
  readonly n: number;
  readonly space: AnswerSpace;
}

/** Numbers are counted in so many classes: the floor hardly depends on more. */
const classes = 50;

function answersOf(item: Item, table: CodedTable, rows: Int32Array): Answers | null {
  const variable = table.variables.get(item.id.value);
  if (variable === undefined) {
    return null;
  }
  const { values } = variable;
  if (item.measure.kind !== 'numeric' || values === null) {
    const counts = new Int32Array(variable.labels.length);
    const n = tally(rows, counts, (row) => variable.codes[row] ?? -1);
    const space: AnswerSpace =
      item.measure.kind === 'nominal' ? { kind: 'nominal' } : { kind: 'line', scores: variable.scores };
    return { counts, n, space };
  }
  const { min, max } = item.measure.number;
  if (min === null || max === null || !(max > min)) {
    return null;
  }
  const counts = new Int32Array(classes);
  const n = tally(rows, counts, (row) => {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? -1 : Math.min(classes - 1, Math.floor(((value - min) / (max - min)) * classes));
  });
  return { counts, n, space: { kind: 'line', scores: Array.from(counts, (_, index) => index), range: [0, classes] } };
}

/** Counts the classes of rows; gives how many rows have one. */
function tally(rows: Int32Array, counts: Int32Array, classOf: (row: number) => number): number {
  let n = 0;
  for (const row of rows) {
    const index = classOf(row);
    if (index >= 0 && index < counts.length) {
      counts[index] = (counts[index] ?? 0) + 1;
      n += 1;
    }
  }
  return n;
}
