import { type ConfusionCounts, confusionOf, falsePositiveRate, type RegressionFit, signF1 } from '#engine/statistics';
import type { Agreement } from './generated/evaluation-types.ts';
import { meanOf } from './numbers.ts';
import type { RefitResult } from './regression-job.ts';
import type { FittedSide } from './regressions.ts';

type Estimates = Pick<RegressionFit, 'coefficients' | 'pValues'>;

/**
 * Which significant coefficients of people the model finds: counts over all coefficients but intercept and thresholds.
 * Where there are more simulated rows than people, the counts are means over subsamples as large as the human sample.
 * Null where a side has no fit.
 */
export function agreementOf(
  human: FittedSide,
  simulated: FittedSide,
  people: RefitResult | null,
  subsamples: RefitResult | null,
): Agreement | null {
  if (
    human.setup.kind !== 'ready' ||
    simulated.setup.kind !== 'ready' ||
    human.fit === null ||
    simulated.fit === null
  ) {
    return null;
  }
  const humanFit = human.fit;
  const simulatedFit = simulated.fit;
  const names = human.setup.names;
  const simulatedNames = simulated.setup.names.map((name) => name.name);
  /** For each human coefficient that counts: where it stands, and where the model's stands. */
  const terms = names.flatMap((name, at) =>
    name.kind === 'term' ? [{ at, other: simulatedNames.indexOf(name.name) }] : [],
  );
  const shared = terms.filter(({ other }) => other >= 0);
  const countsWith = (fit: Estimates): ConfusionCounts =>
    confusionOf(
      shared.map(({ at, other }) => ({ human: estimateAt(humanFit, at), simulated: estimateAt(fit, other) })),
    );
  const counts =
    subsamples === null || subsamples.fits.length === 0
      ? countsWith(simulatedFit)
      : meanCounts(subsamples.fits.map(countsWith));
  // Where people show nothing significant there is nothing to find again, and F1 says nothing.
  const findable = terms.some(({ at }) => humanFit.pValues[at] <= 0.05);
  const peopleScores = (findable ? (people?.fits ?? []) : []).flatMap((fit) => {
    const pairs = terms.map(({ at }) => ({ human: estimateAt(humanFit, at), simulated: estimateAt(fit, at) }));
    return signF1(confusionOf(pairs)) ?? [];
  });
  return {
    n_coefficients: shared.filter(({ at, other }) => isKnown(humanFit, at) && isKnown(simulatedFit, other)).length,
    n_not_estimated: shared.filter(({ at, other }) => human.unbounded[at] || simulated.unbounded[other]).length,
    tp: counts.truePositives,
    fp: counts.falsePositives,
    fn: counts.falseNegatives,
    tn: counts.trueNegatives,
    sign_flips: counts.signFlips,
    n_subsamples: subsamples?.fits.length ?? 0,
    sign_f1: findable ? signF1(counts) : null,
    false_positive_rate: falsePositiveRate(counts),
    sign_f1_people: peopleScores.length === 0 ? null : meanOf(peopleScores),
  };
}

function estimateAt(fit: Estimates, at: number): { readonly estimate: number; readonly pValue: number } {
  return { estimate: fit.coefficients[at], pValue: fit.pValues[at] };
}

function isKnown(fit: Estimates, at: number): boolean {
  return !Number.isNaN(fit.pValues[at]);
}

function meanCounts(all: readonly ConfusionCounts[]): ConfusionCounts {
  return {
    truePositives: meanOf(all.map((counts) => counts.truePositives)),
    falsePositives: meanOf(all.map((counts) => counts.falsePositives)),
    falseNegatives: meanOf(all.map((counts) => counts.falseNegatives)),
    trueNegatives: meanOf(all.map((counts) => counts.trueNegatives)),
    signFlips: meanOf(all.map((counts) => counts.signFlips)),
  };
}
