import { columnOf, pairedCorrelation } from '#engine/statistics';
import { type FitData, type FitResult, fitRegression, fitResult } from './regression-job.ts';

/** One regression of people and of their simulated twins, each fitted once, and how their estimates move together. */
export interface PairedFitJob {
  readonly kind: 'paired-fit';
  readonly human: PairedSide;
  readonly simulated: PairedSide;
  /** How many units there are on either side. */
  readonly units: number;
  /** Which coefficient of people stands beside which one of the simulation. */
  readonly coefficients: readonly (readonly [human: number, simulated: number])[];
}

export interface PairedSide {
  readonly data: FitData;
  /** For each respondent used whose they are: a person, or with clustered errors a cluster of people. */
  readonly units: Int32Array;
  /** For each respondent used the row of `data`; null where each has their own. */
  readonly rowOf: Int32Array | null;
}

export interface PairedFitResult {
  readonly kind: 'paired-fit';
  readonly human: FitResult;
  readonly simulated: FitResult;
  /** For each pair of coefficients the correlation of the two estimates; NaN where a side has no such estimate or no errors. */
  readonly correlations: Float64Array;
}

/** Fits both sides and correlates the influences of twins. */
export function runPairedFitJob(job: PairedFitJob): PairedFitResult {
  const human = fitRegression(job.human.data, { alsoGive: 'influences' });
  const simulated = fitRegression(job.simulated.data, { alsoGive: 'influences' });
  const correlations = Float64Array.from(job.coefficients, ([own, other]) => {
    const at = human.kept.indexOf(own);
    const otherAt = simulated.kept.indexOf(other);
    const { influences } = human;
    const { influences: otherInfluences } = simulated;
    if (at < 0 || otherAt < 0 || influences == null || otherInfluences == null) {
      return Number.NaN;
    }
    return pairedCorrelation(
      { influences: ofRespondents(columnOf(influences, at), job.human), units: job.human.units },
      { influences: ofRespondents(columnOf(otherInfluences, otherAt), job.simulated), units: job.simulated.units },
      job.units,
    );
  });
  return {
    kind: 'paired-fit',
    human: fitResult(human, job.human.data),
    simulated: fitResult(simulated, job.simulated.data),
    correlations,
  };
}

function ofRespondents(influences: Float64Array, { rowOf }: PairedSide): Float64Array {
  if (rowOf === null) {
    return influences;
  }
  const own = new Float64Array(rowOf.length);
  for (let index = 0; index < own.length; index += 1) {
    own[index] = influences[rowOf[index]];
  }
  return own;
}
