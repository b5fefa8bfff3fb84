import {
  adjustedShare,
  betweenVariance,
  etaSquared,
  goodmanKruskalTau,
  type Moments,
  momentsOfCounts,
  welchTest,
  withinVariance,
} from '#engine/statistics';
import { sumOf } from './numbers.ts';

/** Answers of several groups to one item: counts on the item's grid, group by group. */
export type GroupCounts = readonly Float64Array[];

/** P of Welch's F test that all groups have one mean; NaN where the test does not exist. */
export function welchP(groups: GroupCounts, values: Float64Array): number {
  return welchTest(momentsOf(groups, values))?.p ?? Number.NaN;
}

/** Largest − smallest group mean. */
export function meanSpread(groups: GroupCounts, values: Float64Array): number {
  const means = momentsOf(groups, values).map(({ mean }) => mean);
  return Math.max(...means) - Math.min(...means);
}

/** Mean variance within groups, groups unweighted. */
export function varianceWithin(groups: GroupCounts, values: Float64Array): number {
  return withinVariance(momentsOf(groups, values));
}

/** Variance of group means net of sampling, groups unweighted; may be negative. */
export function varianceBetween(groups: GroupCounts, values: Float64Array): number {
  return betweenVariance(momentsOf(groups, values));
}

/** Adjusted η². NaN where answers do not vary. */
export function adjustedEtaSquared(groups: GroupCounts, values: Float64Array): number {
  return adjustedShare(etaSquared(momentsOf(groups, values)), totalOf(groups), groups.length);
}

/** Goodman and Kruskal's τ (answers guessed from groups), adjusted as η² is. NaN where answers do not vary. */
export function adjustedTau(groups: GroupCounts): number {
  return adjustedShare(goodmanKruskalTau(groups), totalOf(groups), groups.length);
}

function momentsOf(groups: GroupCounts, values: Float64Array): readonly Moments[] {
  return groups.map((counts) => momentsOfCounts(counts, values));
}

function totalOf(groups: GroupCounts): number {
  return groups.reduce((sum, counts) => sum + sumOf(counts), 0);
}
