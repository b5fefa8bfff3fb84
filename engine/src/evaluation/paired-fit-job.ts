import { columnOf, pairedCorrelation } from '#engine/statistics';
import { type FitData, fitRegression } from './regression-job.ts';

/** One regression of people and of their simulated twins, fitted together to see how their estimates move together. */
export interface PairedFitJob {
  readonly kind: 'paired-fit';
  readonly human: FitData;
  readonly simulated: FitData;
  /** For each row of a side whose it is: a person, or with clustered errors a cluster of people. */
  readonly humanUnits: Int32Array;
  readonly simulatedUnits: Int32Array;
  /** How many units there are on either side. */
  readonly units: number;
  /** Which coefficient of people stands beside which one of the simulation. */
  readonly coefficients: readonly (readonly [human: number, simulated: number])[];
}

export interface PairedFitResult {
  readonly kind: 'paired-fit';
  /** For each pair of coefficients the correlation of the two estimates; NaN where a side has no such estimate or no errors. */
  readonly correlations: Float64Array;
}

/** Fits both sides and correlates the influences of twins. */
export function runPairedFitJob(job: PairedFitJob): PairedFitResult {
  const human = fitRegression(job.human, { alsoGive: 'influences' });
  const simulated = fitRegression(job.simulated, { alsoGive: 'influences' });
  const correlations = Float64Array.from(job.coefficients, ([own, other]) => {
    const at = human.kept.indexOf(own);
    const otherAt = simulated.kept.indexOf(other);
    const { influences } = human;
    const { influences: otherInfluences } = simulated;
    if (at < 0 || otherAt < 0 || influences == null || otherInfluences == null) {
      return Number.NaN;
    }
    return pairedCorrelation(
      { influences: columnOf(influences, at), units: job.humanUnits },
      { influences: columnOf(otherInfluences, otherAt), units: job.simulatedUnits },
      job.units,
    );
  });
  return { kind: 'paired-fit', correlations };
}
