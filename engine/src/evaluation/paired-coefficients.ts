import { errorOfDifference, holm, normalQuantile, normalTwoSided, studentTQuantile } from '#engine/statistics';
import type { Regression } from '#engine/study';
import type { Coefficient, CoefficientEstimate, PairedDifference } from './generated/evaluation-types.ts';
import { finite, finiteInterval } from './numbers.ts';
import type { PairedFitJob, PairedFitResult } from './paired-fit-job.ts';
import { placesOf } from './places.ts';
import type { ClustersOf, Setup } from './regression-setup.ts';
import type { ModelSide, Sides } from './sides.ts';

/** What is fitted for the twins of one model, and how many units both sides have. */
export interface PairedPlan {
  readonly job: PairedFitJob;
  readonly n_pairs: number;
}

/**
 * People and their twins in one regression. Null for models whose respondents are nobody's twin, and where a side cannot be set up.
 * Where errors are clustered on a column, the clusters of people are what both sides share; else each person is.
 */
export function planPairs(
  sides: Sides,
  model: ModelSide,
  regression: Regression,
  { human, simulated }: { readonly human: Setup; readonly simulated: Setup },
  clustersOf: (ids: readonly string[]) => ClustersOf,
): PairedPlan | null {
  const { twins } = model.source.seeds[0];
  if (twins === null || human.kind !== 'ready' || simulated.kind !== 'ready') {
    return null;
  }
  const number = unitNumbers(sides, regression, clustersOf);
  const humanUnits = number(sides.people.ids, human.frame.rows);
  const shared = new Uint8Array(humanUnits.reduce((most, unit) => Math.max(most, unit + 1), 0));
  for (const unit of humanUnits) {
    shared[unit] = 1;
  }
  const simulatedUnits = number(twins, simulated.frame.rows);
  let units = shared.length;
  let n_pairs = 0;
  for (const unit of simulatedUnits) {
    units = Math.max(units, unit + 1);
    n_pairs += shared[unit] === 1 ? 1 : 0;
    // Each unit is one pair, however many rows it has.
    shared[unit] = 0;
  }
  const places = new Map(simulated.names.map(({ name }, at) => [name, at]));
  return {
    n_pairs,
    job: {
      kind: 'paired-fit',
      human: { data: human.data, units: humanUnits, rowOf: human.rowOf },
      simulated: { data: simulated.data, units: simulatedUnits, rowOf: simulated.rowOf },
      units,
      coefficients: human.names.flatMap(({ name }, at) => {
        const other = places.get(name);
        return other === undefined ? [] : [[at, other] as const];
      }),
    },
  };
}

/** Numbers units from 0 in the order in which they are met: people, or with clustered errors their clusters. */
function unitNumbers(
  { people, persons }: Sides,
  { errors }: Regression,
  clustersOf: (ids: readonly string[]) => ClustersOf,
): (ids: readonly string[], rows: Int32Array) => Int32Array {
  let count = 0;
  const ofCluster = new Map<number, number>();
  const ofOther = new Map<string, number>();
  const ofPerson = new Int32Array(people.size).fill(-1);
  const fresh = (): number => {
    count += 1;
    return count - 1;
  };
  const personal = (person: number, id: string): number => {
    if (person >= 0) {
      ofPerson[person] = ofPerson[person] < 0 ? fresh() : ofPerson[person];
      return ofPerson[person];
    }
    const known = ofOther.get(id) ?? fresh();
    ofOther.set(id, known);
    return known;
  };
  return (ids, rows) => {
    const clusters = errors.value.kind === 'cluster' ? clustersOf(ids)(errors.value.column) : null;
    const places = placesOf(ids, persons);
    return rows.map((row) => {
      const cluster = clusters === null ? -1 : clusters[row];
      if (cluster < 0) {
        return personal(places[row], ids[row]);
      }
      const known = ofCluster.get(cluster) ?? fresh();
      ofCluster.set(cluster, known);
      return known;
    });
  };
}

/** What is known of the pairs of one regression: for each coefficient of people the correlation with that of their twins. */
export interface Pairs {
  readonly n_pairs: number;
  readonly correlationOf: (coefficient: number) => number;
}

/** Puts plan and result together; null where there are no pairs. */
export function pairsOf(plan: PairedPlan | null, result: PairedFitResult | null): Pairs | null {
  if (plan === null || result === null) {
    return null;
  }
  const at = new Map(plan.job.coefficients.map(([human], index) => [human, index]));
  return {
    n_pairs: plan.n_pairs,
    correlationOf: (coefficient) => result.correlations[at.get(coefficient) ?? -1] ?? Number.NaN,
  };
}

/** Coefficients with what is said of their differences when twins are kept together; as they are where there are no pairs. */
export function withPairs(
  coefficients: readonly Coefficient[],
  pairs: Pairs | null,
  df: number | null,
): readonly Coefficient[] {
  if (pairs === null) {
    return coefficients;
  }
  const paired = coefficients.map((coefficient, at) => differenceOf(coefficient, pairs, at, df));
  const tested = paired.flatMap((difference, at) =>
    coefficients[at].kind === 'term' && difference?.p != null ? [{ at, p: difference.p }] : [],
  );
  const adjusted = holm(tested.map(({ p }) => p));
  return coefficients.map((coefficient, at) => {
    const difference = paired[at];
    const index = tested.findIndex((one) => one.at === at);
    const p_holm = index < 0 ? null : finite(adjusted[index]);
    return difference === null
      ? { ...coefficient, paired: null }
      : { ...coefficient, paired: { ...difference, p_holm } };
  });
}

/** Null where a side has no error or the two estimates no correlation. `df` is given where Student's t applies. */
function differenceOf(
  { human, simulated, p }: Coefficient,
  pairs: Pairs,
  at: number,
  df: number | null,
): PairedDifference | null {
  const correlation = pairs.correlationOf(at);
  const errors = errorsOf(human, simulated);
  if (errors === null || human === null || simulated === null || p === null || !Number.isFinite(correlation)) {
    return null;
  }
  const difference = simulated.estimate - human.estimate;
  const error = errorOfDifference(...errors, correlation);
  // Where twins answer exactly alike both are 0 but for the last digits, and there is nothing to test.
  const isAlike = Math.abs(difference) <= 1e-9 * Math.hypot(...errors);
  const z = isAlike ? 0 : difference / error;
  const half = (df === null ? normalQuantile(0.95) : studentTQuantile(0.95, df)) * error;
  return {
    n_pairs: pairs.n_pairs,
    correlation,
    error,
    z: finite(z),
    p: finite(normalTwoSided(z)),
    p_holm: null,
    difference_interval_90: finiteInterval(difference - half, difference + half),
  };
}

function errorsOf(
  human: CoefficientEstimate | null,
  simulated: CoefficientEstimate | null,
): readonly [number, number] | null {
  const own = human?.error ?? null;
  const other = simulated?.error ?? null;
  return own === null || other === null ? null : [other, own];
}
