import { type RandomStream, randomStream } from '#engine/random';
import {
  type AnswerSpace,
  drawMultiplicities,
  effectAgreement,
  entropyMillerMadow,
  momentsOfCounts,
  primaryDistance,
} from '#engine/statistics';
import { associationOfTypes, sdOfCounts, sumsByClass } from './count-figures.ts';

/**
 * A block of bootstrap draws of respondents, for all figures at once: in each draw respondents are taken with replacement
 * together with everything that they, and their simulated twins, answered.
 */
export interface BootstrapJob {
  readonly kind: 'bootstrap';
  readonly seed: number;
  readonly block: number;
  readonly draws: number;
  /** All draws of a block are of one turn: distances of models with further seeds are those of the turn's seed. People and matched models are one population; every other model is its own. */
  readonly populations: readonly Population[];
  readonly figures: readonly BootstrapFigure[];
}

export interface Population {
  /** Respondents, of whom as many are drawn. */
  readonly size: number;
  /** What each counts for, scaled to sum to their effective number; null where all count once. */
  readonly weights: Float64Array | null;
  /** The number of types of each tally. */
  readonly tallySizes: readonly number[];
  /** What is counted respondent by respondent; together these fill all tallies. */
  readonly columns: readonly Column[];
}

/** One type for each respondent, −1 for none: of one tally, or joint types of several. */
export interface Column {
  readonly types: Int32Array;
  readonly counts:
    | { readonly kind: 'tally'; readonly tally: number }
    | {
        readonly kind: 'joint';
        readonly size: number;
        /** For each joint type the type in a tally, −1 for none. */
        readonly parts: readonly { readonly tally: number; readonly of: Int32Array }[];
      };
}

/** Something to be counted: each respondent has one type for each array, −1 for none. */
export interface Tally {
  readonly types: readonly Int32Array[];
  readonly size: number;
}

/** Which tally: population and position. */
export interface TallyRef {
  readonly population: number;
  readonly tally: number;
}

/** A human and a simulated tally of one item by arm combination: type = combination × `answers` + answer. */
export interface ArmTallies {
  readonly human: TallyRef;
  readonly simulated: TallyRef;
  readonly answers: number;
}

/** What is computed in each draw. */
export type BootstrapFigure =
  /** Mean primary distance over the cells of all items. */
  | { readonly kind: 'distance'; readonly parts: readonly DistancePart[] }
  | { readonly kind: 'sd-ratio'; readonly counts: ArmTallies; readonly scores: Float64Array }
  /** Of the answers, put together in classes. */
  | { readonly kind: 'entropy-ratio'; readonly counts: ArmTallies; readonly classOf: Int32Array }
  /** Simulated − human association; the tallies count joint types. */
  | { readonly kind: 'association'; readonly human: JointTally; readonly simulated: JointTally }
  /** Slope of human effects on simulated ones. */
  | { readonly kind: 'calibration-slope'; readonly effects: readonly EffectSpec[] };

/** The cells of one item; each is a list of arm combinations. */
export interface DistancePart {
  readonly counts: ArmTallies;
  readonly space: AnswerSpace;
  readonly cells: readonly (readonly number[])[];
}

export interface JointTally {
  readonly counts: TallyRef;
  readonly measure: 'spearman_rho' | 'cramers_v';
  /** For each joint type the position of its first and second answer. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstSize: number;
  readonly secondSize: number;
  /** 1, or −1 where exactly one of two answers is ordered against its positions. */
  readonly direction: 1 | -1;
}

/** One treatment effect: mean of `values` in the arm − in the reference. */
export interface EffectSpec {
  readonly counts: ArmTallies;
  readonly values: Float64Array;
  readonly arm: readonly number[];
  readonly reference: readonly number[];
}

export interface BootstrapResult {
  readonly kind: 'bootstrap';
  /** Draw by draw, a number for each figure: `values[draw * figures + figure]`. NaN where a figure is not defined. */
  readonly values: Float64Array;
}

/** Draws a block. A step is a draw. */
export function* bootstrapSteps(job: BootstrapJob): Generator<void, BootstrapResult, void> {
  const random = randomStream(job.seed, 'respondents', job.block);
  const counters = job.populations.map(counterOf);
  const counts = counters.map(({ tallies }) => tallies);
  const values = new Float64Array(job.draws * job.figures.length);
  for (let draw = 0; draw < job.draws; draw += 1) {
    for (const counter of counters) {
      counter.draw(random);
    }
    job.figures.forEach((figure, index) => {
      values[draw * job.figures.length + index] = figureOf(figure, counts);
    });
    yield;
  }
  return { kind: 'bootstrap', values };
}

/** The figures of the respondents as they are, without resampling. */
export function observedFigures(
  populations: readonly Population[],
  figures: readonly BootstrapFigure[],
): readonly number[] {
  const counts = populations.map((population) => {
    const counter = counterOf(population);
    counter.countEveryone();
    return counter.tallies;
  });
  return figures.map((figure) => figureOf(figure, counts));
}

/** From so many respondents on, what costs time for each of them is done by other means than for few. */
export const LARGE = 20_000;

/** Fills the tallies of one population. */
interface Counter {
  readonly tallies: readonly Float64Array[];
  /** Counts a sample with return. */
  draw(random: RandomStream): void;
  countEveryone(): void;
}

function counterOf({ size, weights, tallySizes, columns }: Population): Counter {
  const tallies = tallySizes.map((kinds) => new Float64Array(kinds));
  const ofColumn = columns.map(({ counts }) => new Float64Array(counts.kind === 'joint' ? counts.size : 0));
  const count = (add: (types: Int32Array, into: Float64Array) => void): void => {
    for (const tally of tallies) {
      tally.fill(0);
    }
    columns.forEach(({ types, counts }, at) => {
      if (counts.kind === 'tally') {
        add(types, tallies[counts.tally]);
        return;
      }
      const own = ofColumn[at].fill(0);
      add(types, own);
      for (const { tally, of } of counts.parts) {
        addTypes(own, of, tallies[tally]);
      }
    });
  };
  const times = new Uint16Array(weights === null ? size : 0);
  return {
    tallies,
    draw(random) {
      if (weights !== null) {
        const chosen = Int32Array.from({ length: size }, () => random.integer(size));
        count((types, into) => addWeights(types, chosen, weights, into));
        return;
      }
      if (size >= LARGE) {
        drawMultiplicities(times, random);
      } else {
        times.fill(0);
        for (let drawn = 0; drawn < size; drawn += 1) {
          times[random.integer(size)] += 1;
        }
      }
      count((types, into) => addTimes(types, times, into));
    },
    countEveryone() {
      if (weights !== null) {
        const everyone = Int32Array.from({ length: size }, (_, row) => row);
        count((types, into) => addWeights(types, everyone, weights, into));
        return;
      }
      times.fill(1);
      count((types, into) => addTimes(types, times, into));
    },
  };
}

function addTypes(counts: Float64Array, of: Int32Array, into: Float64Array): void {
  for (let type = 0; type < counts.length; type += 1) {
    if (of[type] >= 0) {
      into[of[type]] += counts[type];
    }
  }
}

function addTimes(types: Int32Array, times: Uint16Array, into: Float64Array): void {
  for (let row = 0; row < types.length; row += 1) {
    if (types[row] >= 0) {
      into[types[row]] += times[row];
    }
  }
}

function addWeights(types: Int32Array, chosen: Int32Array, weights: Float64Array, into: Float64Array): void {
  for (let index = 0; index < chosen.length; index += 1) {
    const type = types[chosen[index]];
    if (type >= 0) {
      into[type] += weights[chosen[index]];
    }
  }
}

type AllCounts = readonly (readonly Float64Array[])[];

function figureOf(figure: BootstrapFigure, counts: AllCounts): number {
  switch (figure.kind) {
    case 'distance': {
      let sum = 0;
      let cells = 0;
      for (const part of figure.parts) {
        const { answers } = part.counts;
        for (const combinations of part.cells) {
          const distance = primaryDistance(
            within(countsAt(counts, part.counts.human), answers, combinations),
            within(countsAt(counts, part.counts.simulated), answers, combinations),
            part.space,
          );
          if (!Number.isNaN(distance)) {
            sum += distance;
            cells += 1;
          }
        }
      }
      return sum / cells;
    }
    case 'sd-ratio':
    case 'entropy-ratio': {
      const human = overall(countsAt(counts, figure.counts.human), figure.counts.answers);
      const simulated = overall(countsAt(counts, figure.counts.simulated), figure.counts.answers);
      return figure.kind === 'sd-ratio'
        ? ratio(sdOfCounts(simulated, figure.scores), sdOfCounts(human, figure.scores))
        : ratio(
            entropyMillerMadow(sumsByClass(simulated, figure.classOf)),
            entropyMillerMadow(sumsByClass(human, figure.classOf)),
          );
    }
    case 'association':
      return (
        associationOfTypes(countsAt(counts, figure.simulated.counts), figure.simulated) -
        associationOfTypes(countsAt(counts, figure.human.counts), figure.human)
      );
    case 'calibration-slope':
      return calibrationSlope(figure.effects, counts);
  }
}

function calibrationSlope(effects: readonly EffectSpec[], counts: AllCounts): number {
  const pairs = effects.map((effect) => ({
    human: { estimate: effectOf(effect, countsAt(counts, effect.counts.human)), standardError: 0 },
    simulated: { estimate: effectOf(effect, countsAt(counts, effect.counts.simulated)), standardError: 0 },
  }));
  return effectAgreement(pairs).calibrationSlope;
}

function effectOf(effect: EffectSpec, counts: Float64Array): number {
  const { answers } = effect.counts;
  return (
    momentsOfCounts(within(counts, answers, effect.arm), effect.values).mean -
    momentsOfCounts(within(counts, answers, effect.reference), effect.values).mean
  );
}

function countsAt(counts: AllCounts, ref: TallyRef): Float64Array {
  return counts[ref.population][ref.tally];
}

/** Counts of each answer in some arm combinations. */
function within(counts: Float64Array, answers: number, combinations: readonly number[]): Float64Array {
  const sums = new Float64Array(answers);
  for (const combination of combinations) {
    for (let answer = 0; answer < answers; answer += 1) {
      sums[answer] += counts[combination * answers + answer];
    }
  }
  return sums;
}

function overall(counts: Float64Array, answers: number): Float64Array {
  return within(
    counts,
    answers,
    Array.from({ length: counts.length / answers }, (_, index) => index),
  );
}

function ratio(simulated: number, human: number): number {
  return human > 0 ? simulated / human : Number.NaN;
}
