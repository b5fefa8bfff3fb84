import type { CodedTable } from '#engine/data';
import {
  compareCoefficients,
  type FitWarning,
  holm,
  normalQuantile,
  type RegressionFit,
  studentTQuantile,
} from '#engine/statistics';
import type { Regression } from '#engine/study';
import { agreementOf } from './agreement.ts';
import type { Coefficient, CoefficientEstimate, FitSummary, RegressionCompared } from './generated/evaluation-types.ts';
import type { EvaluationInput } from './input.ts';
import { finite, finiteInterval } from './numbers.ts';
import { type PairedPlan, pairsOf, planPairs, withPairs } from './paired-coefficients.ts';
import type { PairedFitResult } from './paired-fit-job.ts';
import { placesAmong, placesOf } from './places.ts';
import { rSquared, scaleOf } from './regression-figures.ts';
import type { FitResult, RefitResult } from './regression-job.ts';
import { type ClustersOf, type CoefficientName, type Setup, setUpRegression } from './regression-setup.ts';
import type { ModelSide, Sides } from './sides.ts';
import { regressionPath, termPath } from './study-paths.ts';
import { count, listed } from './words.ts';

/** One regression of one side: set up, and fitted where that was possible. */
export interface FittedSide {
  readonly setup: Setup;
  readonly fit: RegressionFit | null;
  /** For each coefficient of the fit whether it has no finite estimate. */
  readonly unbounded: readonly boolean[];
  /** Respondents handed in. */
  readonly respondents: number;
}

/** One regression set up for people, pilot and every model. */
export interface PlannedRegression {
  readonly regression: Regression;
  readonly human: Setup;
  readonly pilot: Setup | null;
  readonly simulated: readonly Setup[];
  /** For each model how its respondents and people are paired; null for those that are nobody's twins. */
  readonly pairs: readonly (PairedPlan | null)[];
}

/** Sets up every regression of the study. */
export function planRegressions(input: EvaluationInput, sides: Sides): readonly PlannedRegression[] {
  const places = placesAmong(input.people.table.ids);
  const clustersOf =
    (ids: readonly string[]) =>
    (column: string): Int32Array | null => {
      const clusters = input.people.clusters?.get(column);
      return clusters === undefined ? null : placesOf(ids, places).map((row) => clusters[row] ?? -1);
    };
  // Rectified estimates draw respondents, each with their own row.
  const rows = sides.models.some(({ source }) => source.further !== undefined) ? 'each' : 'distinct';
  const setUp = (
    regression: Regression,
    table: CodedTable,
    clusters: ClustersOf,
    repeated: Int32Array | null = null,
  ): Setup => setUpRegression(regression, table, sides.people, clusters, repeated, { rows });
  return sides.study.regressions.map((regression) => {
    const human = setUp(regression, sides.people, clustersOf(sides.people.ids));
    const simulated = sides.models.map((model) => {
      const { table, twins, repeatOf } = model.source.seeds[0];
      const repeated =
        model.source.repeats > 1 && repeatOf !== null
          ? numbered(twins ?? table.ids.map((id) => id.replace(/#\d+$/, '')))
          : null;
      const clusters = twins === null ? () => null : clustersOf(twins);
      return setUp(regression, table, clusters, repeated);
    });
    return {
      regression,
      human,
      pilot: sides.pilot === null ? null : setUp(regression, sides.pilot, clustersOf(sides.pilot.ids)),
      simulated,
      pairs: sides.models.map((model, index) =>
        planPairs(sides, model, regression, { human, simulated: simulated[index] }, clustersOf),
      ),
    };
  });
}

/** Everything that was fitted, to be compared. */
export interface RegressionResults {
  readonly human: FitResult | null;
  readonly pilot: FitResult | null;
  readonly simulated: readonly (FitResult | null)[];
  /** How the estimates of people and their twins move together. */
  readonly pairs: readonly (PairedFitResult | null)[];
  /** Bootstrap samples of people. */
  readonly people: RefitResult | null;
  /** Subsamples of models that have more rows than people. */
  readonly subsamples: readonly (RefitResult | null)[];
}

/** One regression, for every model. */
export function compareRegression(
  sides: Sides,
  planned: PlannedRegression,
  results: RegressionResults,
): readonly RegressionCompared[] {
  const { regression } = planned;
  const human = fittedSide(planned.human, results.human, sides.people.size);
  const pilot: FittedSide | null =
    planned.pilot === null || sides.pilot === null ? null : fittedSide(planned.pilot, results.pilot, sides.pilot.size);
  return sides.models.map((model, index) => {
    const simulated = fittedSide(planned.simulated[index], results.simulated[index], model.source.seeds[0].table.size);
    return {
      id: regression.id.value,
      path: regressionPath(regression.id.value),
      formula: regression.source.text,
      family: regression.family.value,
      errors: errorsText(regression, model),
      model: model.id,
      human: summaryOf(human, sides.people.ids),
      pilot: pilot === null || sides.pilot === null ? null : summaryOf(pilot, sides.pilot.ids),
      simulated: summaryOf(simulated, model.source.seeds[0].table.ids),
      coefficients: [
        ...withPairs(
          coefficientsOf(regression, human, pilot, simulated),
          pairsOf(planned.pairs[index], results.pairs[index]),
          degreesOfFreedom(human, simulated),
        ),
      ],
      agreement: agreementOf(human, simulated, results.people, results.subsamples[index]),
    };
  });
}

function fittedSide(setup: Setup, result: FitResult | null, respondents: number): FittedSide {
  return { setup, fit: result?.fit ?? null, unbounded: result?.unbounded ?? [], respondents };
}

function errorsText(regression: Regression, model: ModelSide): string {
  const errors = regression.errors.value;
  const asked = errors.kind === 'cluster' ? `cluster(${errors.column})` : errors.kind;
  return model.source.repeats > 1 ? `${asked}; simulated: clustered on respondents` : asked;
}

function coefficientsOf(
  regression: Regression,
  human: FittedSide,
  pilot: FittedSide | null,
  simulated: FittedSide,
): Coefficient[] {
  if (human.setup.kind !== 'ready' || human.fit === null) {
    return [];
  }
  const { names, data } = human.setup;
  const id = regression.id.value;
  const coefficients = names.map((name, index): Coefficient => {
    const own = estimateOf(human, name.name);
    const other = estimateOf(simulated, name.name);
    return {
      name: name.name,
      kind: name.kind,
      term: name.term,
      term_path: name.term === null ? regressionPath(id) : termPath(id, name.term),
      human: own,
      pilot: pilot === null ? null : estimateOf(pilot, name.name),
      simulated: other,
      ...differenceOf(own, other, name, human, simulated),
      p_holm: null,
      scale: name.kind === 'term' ? scaleOf(data, index) : 1,
    };
  });
  return withHolm(coefficients);
}

/** Holm over the coefficients of one regression and run, without intercepts and thresholds. */
function withHolm(coefficients: readonly Coefficient[]): Coefficient[] {
  const terms = coefficients.filter((coefficient) => coefficient.kind === 'term' && coefficient.p !== null);
  const adjusted = holm(terms.map((coefficient) => coefficient.p ?? Number.NaN));
  return coefficients.map((coefficient) => {
    const at = terms.indexOf(coefficient);
    return at < 0 ? coefficient : { ...coefficient, p_holm: finite(adjusted[at]) };
  });
}

type Difference = Pick<
  Coefficient,
  | 'standardized_coefficient_difference'
  | 'ci_overlap'
  | 'z'
  | 'p'
  | 'difference_interval_90'
  | 'sign_agreement'
  | 'significance_agreement'
  | 'outcome'
>;

function differenceOf(
  human: CoefficientEstimate | null,
  simulated: CoefficientEstimate | null,
  name: CoefficientName,
  humanSide: FittedSide,
  simulatedSide: FittedSide,
): Difference {
  const own = complete(human);
  const other = complete(simulated);
  if (own === null || other === null) {
    return nothingToCompare;
  }
  const compared = compareCoefficients(own, other);
  const error = Math.hypot(own.standardError, other.standardError);
  const difference = other.estimate - own.estimate;
  const df = degreesOfFreedom(humanSide, simulatedSide);
  const half = (df === null ? normalQuantile(0.95) : studentTQuantile(0.95, df)) * error;
  return {
    standardized_coefficient_difference: finite(compared.standardizedCoefficientDifference),
    ci_overlap: finite(compared.ciOverlap),
    z: finite(compared.z),
    p: finite(compared.pDifference),
    difference_interval_90: finiteInterval(difference - half, difference + half),
    sign_agreement: compared.signAgreement,
    significance_agreement: compared.significanceAgreement,
    outcome: name.kind === 'term' ? outcomeOf(own, other) : null,
  };
}

/** Those of the smaller gaussian fit; null where Student's t does not apply. */
function degreesOfFreedom(human: FittedSide, simulated: FittedSide): number | null {
  const isGaussian = human.setup.kind === 'ready' && human.setup.data.family === 'gaussian';
  return isGaussian ? Math.min(human.fit?.dfResidual ?? 0, simulated.fit?.dfResidual ?? 0) : null;
}

const nothingToCompare: Difference = {
  standardized_coefficient_difference: null,
  ci_overlap: null,
  z: null,
  p: null,
  difference_interval_90: null,
  sign_agreement: null,
  significance_agreement: null,
  outcome: null,
};

interface CompleteEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly interval: readonly [number, number];
}

function complete(estimate: CoefficientEstimate | null): CompleteEstimate | null {
  return estimate === null || estimate.error === null || estimate.p === null || estimate.interval === null
    ? null
    : { estimate: estimate.estimate, standardError: estimate.error, pValue: estimate.p, interval: estimate.interval };
}

function outcomeOf(human: CompleteEstimate, simulated: CompleteEstimate): Coefficient['outcome'] {
  const wanted = human.pValue <= 0.05;
  const found = simulated.pValue <= 0.05;
  if (wanted && found) {
    return Math.sign(human.estimate) === Math.sign(simulated.estimate) ? 'TP' : 'flip';
  }
  return wanted ? 'FN' : found ? 'FP' : 'TN';
}

function estimateOf(side: FittedSide, name: string): CoefficientEstimate | null {
  if (side.setup.kind !== 'ready' || side.fit === null) {
    return null;
  }
  const at = side.setup.names.findIndex((known) => known.name === name);
  const estimate = at < 0 ? Number.NaN : side.fit.coefficients[at];
  return Number.isFinite(estimate)
    ? {
        estimate,
        is_finite: side.unbounded[at] !== true,
        error: finite(side.fit.standardErrors[at]),
        interval: finiteInterval(...side.fit.intervals[at]),
        p: finite(side.fit.pValues[at]),
      }
    : null;
}

function summaryOf(side: FittedSide, ids: readonly string[]): FitSummary {
  const { setup, fit } = side;
  if (setup.kind === 'impossible') {
    return { ...noFit, n_left_out: side.respondents, problems: [setup.problem] };
  }
  const used = setup.frame.rows.length;
  const counts = { n_used: used, n_left_out: side.respondents - used };
  if (fit === null) {
    return { ...noFit, ...counts, problems: [...setup.problems] };
  }
  const gaussian = setup.data.family === 'gaussian';
  return {
    status: 'fitted',
    ...counts,
    problems: [...setup.problems, ...fit.warnings.map((warning) => problemOf(warning, setup, ids))],
    df_residual: finite(fit.dfResidual),
    residual_sd: gaussian ? finite(Math.sqrt(fit.dispersion)) : null,
    r_squared: gaussian
      ? finite(
          rSquared(
            fit,
            setup.data,
            setup.names.some((name) => name.kind === 'intercept'),
          ),
        )
      : null,
    log_likelihood:
      setup.data.family === 'binomial' || setup.data.family === 'ordinal' ? finite(-fit.deviance / 2) : null,
  };
}

const noFit: FitSummary = {
  status: 'not-fitted',
  n_used: 0,
  n_left_out: 0,
  problems: [],
  df_residual: null,
  residual_sd: null,
  r_squared: null,
  log_likelihood: null,
};

type ReadySetup = Extract<Setup, { kind: 'ready' }>;

/** What a fit has to be read with, in words. */
function problemOf(warning: FitWarning, setup: ReadySetup, ids: readonly string[]): string {
  const people = (rows: readonly number[]): string =>
    listed(rows.map((row) => ids[setup.frame.rows[setup.rowOf?.indexOf(row) ?? row]] ?? String(row + 1)));
  const { frequencies } = setup.data;
  switch (warning.kind) {
    case 'aliased': {
      const names = listed(warning.columns.map((column) => `\`${setup.names[column]?.name}\``));
      return `${names} cannot be told from the terms before and ${warning.columns.length === 1 ? 'has' : 'have'} no coefficient.`;
    }
    case 'not-converged':
      return `The fit did not converge in ${warning.iterations} iterations; its figures are not to be used.`;
    case 'separation':
      return `The left side can be told exactly for ${count(respondentsIn(warning.rows, frequencies), 'respondent')} (separation): coefficients that grow without end have no finite estimate and are not tested.`;
    case 'leverage-one':
      return `${warning.rows.length === 1 ? 'Respondent' : 'Respondents'} ${people(warning.rows)} alone carr${warning.rows.length === 1 ? 'ies' : 'y'} a coefficient, so HC2 and HC3 do not exist. Use HC1.`;
    case 'no-error': {
      const names = listed(warning.columns.map((column) => `\`${setup.names[column]?.name}\``));
      return `${names} rest${warning.columns.length === 1 ? 's' : ''} on respondents whose answers are fitted exactly: robust errors cannot be found from them, and ${warning.columns.length === 1 ? 'it is' : 'they are'} not tested.`;
    }
    case 'no-residual-degrees-of-freedom':
      return 'There are as many coefficients as respondents: no errors can be given.';
    case 'too-few-clusters':
      return `Clustered errors want at least two clusters; here ${warning.clusters === 1 ? 'is one' : 'are none'}.`;
    case 'errors-refused':
      return `${warning.errors} errors are not defined for an ordinal regression. Use classical, HC0 or cluster errors.`;
  }
}

function respondentsIn(rows: readonly number[], frequencies: Float64Array | undefined): number {
  return frequencies === undefined ? rows.length : rows.reduce((sum, row) => sum + frequencies[row], 0);
}

function numbered(ids: readonly string[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(ids, (id) => {
    const number = known.get(id) ?? known.size;
    known.set(id, number);
    return number;
  });
}
