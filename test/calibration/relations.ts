// Spread, gaps, treatment effects, associations and coefficients, from evaluations of made-up samples.
import {
  type CoefficientEstimate,
  coefficientDifferenceUsed,
  type Evaluation,
  gapDifferenceUsed,
  type Interval,
} from '#engine/evaluation';
import type { Replications } from './distances.ts';
import { replicate, type Setting, templateOf } from './made-samples.ts';
import { type Rate, Tallies, type Wanted } from './tallies.ts';
import { effectOf, gapOf, type MadeItem, ranks, sdOf, type World } from './worlds.ts';

const template = templateOf(`
study: calibration-relations
human: { data: people.csv, id: id }
personas:
  attributes:
    group: { levels: [few, most] }
    dose: { number: { min: 0, max: 4 } }
treatments:
  notice: { arms: { none: {}, shown: {} } }
beliefs:
  rating: { ask: How much?, scale: ["1", "2", "3", "4", "5"] }
  amount: { ask: How many?, number: { min: 0, max: 20 } }
  visits: { ask: How often?, number: { min: 0, max: 30 } }
actions:
  act: { ask: Do you?, options: ["Yes", "No"] }
coherence:
  high-raters-do: { when: rating >= "4", then: act == "Yes" }
regressions:
  amount: { formula: amount ~ notice + dose, family: gaussian, errors: HC3 }
  amount-classical: { formula: amount ~ notice + dose, family: gaussian, errors: classical }
  act: { formula: act == "Yes" ~ notice + dose, family: binomial, errors: HC3 }
  visits: { formula: visits ~ notice + dose, family: poisson, errors: HC1 }
  rating: { formula: rating ~ notice + dose, family: ordinal }
alignment: { min_n: 30, fdr: 0.05, margin: 0.05 }
`);

/** What makes up a population: per item an intercept (or thresholds), the effect of the arm, and that of a dose. */
export interface Coefficients {
  readonly amount: readonly [number, number, number];
  /** Answers to `amount` lie up to this far around their mean, in a triangle. */
  readonly amountNoise: number;
  readonly act: readonly [number, number, number];
  readonly visits: readonly [number, number, number];
  readonly thresholds: readonly number[];
  readonly rating: readonly [number, number];
}

/** The people of these simulations. */
export const human: Coefficients = {
  amount: [6, 1, 0.5],
  amountNoise: 5,
  act: [-0.6, 0.5, 0.3],
  visits: [0.4, 0.3, -0.1],
  thresholds: [-1.2, -0.2, 0.8, 2],
  rating: [0.5, 0.25],
};

/** As people, but with less spread, a wider gap, and other coefficients: by how much is known. */
export const differing: Coefficients = {
  amount: [6, 2, 0.75],
  amountNoise: 2,
  act: [-1.2, -0.6, -0.2],
  visits: [0.4, -0.3, 0.1],
  thresholds: [-1.2, -0.2, 0.8, 2],
  rating: [1.5, 0.8],
};

/** How everybody of a population answers. */
export function worldOf(own: Coefficients): World {
  const at = ([intercept, arm, dose]: readonly [number, number, number], hasArm: number, itsDose: number): number =>
    intercept + arm * hasArm + dose * itsDose;
  return {
    rating: {
      values: ranks(5),
      shares: (arm, dose) => {
        const [ofArm, ofDose] = own.rating;
        const upTo = own.thresholds.map((threshold) => logistic(threshold - ofArm * arm - ofDose * dose));
        return [...upTo, 1].map((share, index) => share - (index === 0 ? 0 : upTo[index - 1]));
      },
    },
    amount: {
      // Doses move the mean by halves: noise lies around whole and half numbers alike.
      values: ranks(41).map((at) => at / 2),
      shares: (arm, dose) => triangle(2 * at(own.amount, arm, dose), 2 * own.amountNoise, 41),
    },
    visits: { values: ranks(31), shares: (arm, dose) => poisson(Math.exp(at(own.visits, arm, dose)), 31) },
    act: {
      values: ranks(2),
      shares: (arm, dose) => {
        const yes = logistic(at(own.act, arm, dose));
        return [yes, 1 - yes];
      },
    },
  };
}

/** Shares of whole numbers around a centre, falling off evenly to `width` on both sides. */
function triangle(centre: number, width: number, count: number): readonly number[] {
  const heights = ranks(count).map((at) => Math.max(0, width - Math.abs(at - centre)));
  const all = heights.reduce((sum, height) => sum + height, 0);
  return heights.map((height) => height / all);
}

/** Above the last number there is less than a share of 1e-15 at the means used here. */
function poisson(mean: number, count: number): readonly number[] {
  const shares: number[] = [];
  for (let at = 0; at < count; at += 1) {
    shares.push(at === 0 ? Math.exp(-mean) : (shares[at - 1] * mean) / at);
  }
  return shares;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The true figures of a population. */
function truthOf(own: Coefficients) {
  const world = worldOf(own);
  const named = (coefficients: readonly number[]): ReadonlyMap<string, number> =>
    new Map(coefficients.slice(-2).map((value, index) => [['noticeshown', 'dose'][index], value]));
  return {
    sd: new Map(Object.entries(world).map(([id, item]) => [id, sdOf(item)])),
    effect: new Map(
      Object.entries(world).map(([id, item]) => [id, id === 'act' ? -effectOf(item, 1) : effectOf(item, ranges[id])]),
    ),
    gap: gapOf(
      itemOf(world, 'rating'),
      (answer) => answer >= 3,
      itemOf(world, 'act'),
      (answer) => answer === 1,
    ),
    coefficients: new Map([
      ['amount', named(own.amount)],
      ['amount-classical', named(own.amount)],
      ['act', named(own.act)],
      ['visits', named(own.visits)],
      ['rating', named(own.rating)],
    ]),
  };
}

const ranges: Readonly<Record<string, number>> = { rating: 4, amount: 20, visits: 30 };

function itemOf(world: World, id: string): MadeItem {
  return world[id];
}

export const ninetyFive: Wanted = { atLeast: 0.93, atMost: 0.97 };

/** Whether intervals of spread, gaps, effects and coefficients hold the truth; where the populations differ, whether the direction is found. */
export async function intervalsHold(
  setting: Omit<Setting, 'human' | 'simulated'>,
  populations: 'equal' | 'differing',
  { seed, replications, bootstrap }: Replications & { readonly bootstrap: number },
): Promise<readonly Rate[]> {
  const simulated = populations === 'equal' ? human : differing;
  const truth = { human: truthOf(human), simulated: truthOf(simulated) };
  const tallies = new Tallies();
  const full: Setting = { ...setting, human: worldOf(human), simulated: worldOf(simulated) };
  const draws = { permutations: 99, bootstrap, refits: 0, subsamples: 0 };
  for (let replication = 0; replication < replications; replication += 1) {
    const evaluation = await replicate(template, full, { seed, replication, draws });
    countIntervals(evaluation, truth, tallies);
    if (populations === 'differing') {
      countDirections(evaluation, truth, tallies);
    }
  }
  return tallies.all();
}

type Truth = ReturnType<typeof truthOf>;

function countIntervals(evaluation: Evaluation, truth: { human: Truth; simulated: Truth }, tallies: Tallies): void {
  for (const { item, sd_ratio_interval_95, sd_ratio_interval } of evaluation.heterogeneity) {
    if (item !== 'act') {
      const ratio = (truth.simulated.sd.get(item) ?? Number.NaN) / (truth.human.sd.get(item) ?? Number.NaN);
      tallies.count(`sd_ratio, 95 %: ${item}`, ninetyFive, holds(sd_ratio_interval_95, ratio));
      tallies.count(`sd_ratio, 90 %: ${item}`, { atLeast: 0.87, atMost: 0.93 }, holds(sd_ratio_interval, ratio));
    }
  }
  for (const { item, human: own, simulated } of evaluation.treatment_effects.effects) {
    tallies.count(
      `mean difference of arms, people: ${item}`,
      ninetyFive,
      holds(own?.interval ?? null, truth.human.effect.get(item)),
    );
    tallies.count(
      `mean difference of arms, simulated: ${item}`,
      ninetyFive,
      holds(simulated?.interval ?? null, truth.simulated.effect.get(item)),
    );
  }
  for (const { interval, interval_90 } of evaluation.coherence.map(gapDifferenceUsed)) {
    const difference = truth.simulated.gap - truth.human.gap;
    tallies.count('difference of gaps, 95 %', ninetyFive, holds(interval, difference));
    tallies.count('difference of gaps, 90 %', { atLeast: 0.87, atMost: 0.93 }, holds(interval_90, difference));
  }
  for (const { id, coefficients } of evaluation.regressions) {
    for (const coefficient of coefficients) {
      const { name, human: own, simulated } = coefficient;
      const { difference_interval_90 } = coefficientDifferenceUsed(coefficient);
      const [people, model] = [truth.human, truth.simulated].map((side) => side.coefficients.get(id)?.get(name));
      if (people === undefined || model === undefined) {
        continue;
      }
      tallies.count(`coefficient, people: ${id} ${name}`, ninetyFive, holds(intervalOf(own), people));
      tallies.count(`coefficient, simulated: ${id} ${name}`, ninetyFive, holds(intervalOf(simulated), model));
      tallies.count(
        `difference of coefficients, 90 %: ${id} ${name}`,
        { atLeast: 0.87, atMost: 0.93 },
        holds(difference_interval_90, model - people),
      );
    }
  }
}

function countDirections(evaluation: Evaluation, truth: { human: Truth; simulated: Truth }, tallies: Tallies): void {
  const found: Wanted = { atLeast: 0.95 };
  const clear: Wanted = { atLeast: 0.5 };
  const wrong: Wanted = { atMost: 0.025, errors: 2 };
  for (const { item, sd_ratio, sd_ratio_interval_95: ends } of evaluation.heterogeneity.filter(
    ({ item }) => item === 'amount',
  )) {
    const ratio = (truth.simulated.sd.get(item) ?? Number.NaN) / (truth.human.sd.get(item) ?? Number.NaN);
    tallies.count(
      `sd_ratio on the right side of 1: ${item} (${ratio.toFixed(2)})`,
      found,
      sd_ratio === null ? null : Math.sign(sd_ratio - 1) === Math.sign(ratio - 1),
    );
    tallies.count(`sd_ratio clearly so: ${item}`, clear, ends === null ? null : ratio < 1 ? ends[1] < 1 : ends[0] > 1);
    tallies.count(
      `sd_ratio clearly on the wrong side: ${item}`,
      wrong,
      ends === null ? null : ratio < 1 ? ends[0] > 1 : ends[1] < 1,
    );
  }
  for (const rule of evaluation.coherence) {
    const { difference } = rule;
    const { interval } = gapDifferenceUsed(rule);
    const gap = truth.simulated.gap - truth.human.gap;
    tallies.count(
      `gap differs in the right direction (${gap.toFixed(2)})`,
      found,
      difference === null ? null : Math.sign(difference) === Math.sign(gap),
    );
    tallies.count('gap clearly so', clear, interval === null ? null : gap < 0 ? interval[1] < 0 : interval[0] > 0);
    tallies.count(
      'gap clearly in the wrong direction',
      wrong,
      interval === null ? null : gap < 0 ? interval[0] > 0 : interval[1] < 0,
    );
  }
  for (const { id, coefficients } of evaluation.regressions) {
    for (const coefficient of coefficients) {
      const { name, human: own, simulated } = coefficient;
      const ends = coefficientDifferenceUsed(coefficient).difference_interval_90;
      const people = truth.human.coefficients.get(id)?.get(name);
      const model = truth.simulated.coefficients.get(id)?.get(name);
      if (people === undefined || model === undefined || own === null || simulated === null) {
        continue;
      }
      const difference = model - people;
      const key = `${id} ${name} (${difference > 0 ? '+' : ''}${difference.toFixed(2)})`;
      tallies.count(
        `coefficient differs in the right direction: ${key}`,
        found,
        Math.sign(simulated.estimate - own.estimate) === Math.sign(difference),
      );
      tallies.count(`clearly so: ${key}`, clear, ends === null ? null : difference < 0 ? ends[1] < 0 : ends[0] > 0);
    }
  }
}

function intervalOf(estimate: CoefficientEstimate | null): Interval | null {
  return estimate?.interval ?? null;
}

/** Null where there is no interval or no truth to hold. */
export function holds(interval: Interval | null, truth: number | undefined): boolean | null {
  return interval === null || truth === undefined ? null : interval[0] <= truth && truth <= interval[1];
}
