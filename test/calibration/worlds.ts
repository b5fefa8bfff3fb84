// Made-up populations whose figures are known exactly: how each item is answered, by arm and dose.
import { momentsOfCounts } from '#engine/statistics';

/** The doses that respondents have, equally often. */
export const doses = [0, 1, 2, 3, 4] as const;

/** An item of a population: what each answer is worth, and how likely it is. */
export interface MadeItem {
  readonly values: readonly number[];
  /** Sums to 1. */
  readonly shares: (arm: 0 | 1, dose: number) => readonly number[];
}

/** All items of one population, by id. */
export type World = Readonly<Record<string, MadeItem>>;

/** An item that everybody answers alike, whatever the arm and dose. */
export function constant(shares: readonly number[], values: readonly number[] = ranks(shares.length)): MadeItem {
  return { values, shares: () => shares };
}

/** `shares` moved towards `other`, so far that their distance is `wanted`; distances are norms, which grow in proportion. */
export function movedBy(
  shares: readonly number[],
  other: readonly number[],
  wanted: number,
  distance: (from: readonly number[], to: readonly number[]) => number,
): readonly number[] {
  const part = wanted / distance(shares, other);
  return shares.map((share, index) => share + part * (other[index] - share));
}

/** 0, 1, 2, … */
export function ranks(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Answers over all arms and doses. */
export function overall(item: MadeItem): readonly number[] {
  return averageOf(item, [0, 1]);
}

/** The standard deviation of an item in the population. */
export function sdOf(item: MadeItem): number {
  const mean = meanOf(item.values, overall(item));
  return Math.sqrt(
    meanOf(
      item.values.map((value) => (value - mean) ** 2),
      overall(item),
    ),
  );
}

/** The effect of the arm on an item's mean, as a share of `range`. */
export function effectOf(item: MadeItem, range: number): number {
  return (meanOf(item.values, averageOf(item, [1])) - meanOf(item.values, averageOf(item, [0]))) / range;
}

/** Share of those who answer `then` against the rule among those who answer `when` for it; answers are independent given arm and dose. */
export function gapOf(
  when: MadeItem,
  isWhen: (answer: number) => boolean,
  then: MadeItem,
  isAgainst: (answer: number) => boolean,
): number {
  let all = 0;
  let against = 0;
  for (const [arm, dose] of combinations([0, 1])) {
    const holds = shareOf(when.shares(arm, dose), isWhen);
    all += holds;
    against += holds * shareOf(then.shares(arm, dose), isAgainst);
  }
  return against / all;
}

function averageOf(item: MadeItem, arms: readonly (0 | 1)[]): readonly number[] {
  const all = combinations(arms).map(([arm, dose]) => item.shares(arm, dose));
  return item.values.map((_, index) => all.reduce((sum, shares) => sum + shares[index], 0) / all.length);
}

function combinations(arms: readonly (0 | 1)[]): readonly (readonly [0 | 1, number])[] {
  return arms.flatMap((arm) => doses.map((dose) => [arm, dose] as const));
}

function shareOf(shares: readonly number[], counts: (answer: number) => boolean): number {
  return shares.reduce((sum, share, answer) => sum + (counts(answer) ? share : 0), 0);
}

function meanOf(values: readonly number[], shares: readonly number[]): number {
  return momentsOfCounts(shares, values).mean;
}
