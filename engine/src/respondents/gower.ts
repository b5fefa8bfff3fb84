import { type CodedTable, type CodedVariable, MISSING } from '#engine/data';
import type { Study } from '#engine/study';

/** How far one respondent of the plan is from each of some pilot people. */
export type DistancesTo = (askedRow: number, pilotRows: ArrayLike<number>, into: Float64Array) => void;

/**
 * Gower's distance (Biometrics 27, 1971) over the study's attributes with equal weights: nominal 0 or 1; ordered |rank
 * difference| / (L − 1); numeric |difference| / range in the pilot (0 when the pilot has no range). An attribute that is missing on either side is
 * skipped and the rest renormalised; with nothing left to compare the distance is 1. Texts are not compared.
 */
export function gowerDistances(study: Study, asked: CodedTable, pilot: CodedTable, rows: Int32Array): DistancesTo {
  const parts: ((askedRow: number, pilotRow: number) => number)[] = [];
  for (const attribute of study.attributes) {
    const left = asked.variables.get(attribute.id.value);
    const right = pilot.variables.get(attribute.id.value);
    if (left !== undefined && right !== undefined && right.measure !== 'text') {
      parts.push(partialDistance(left, right, rows));
    }
  }
  return (askedRow, pilotRows, into) => {
    for (let i = 0; i < pilotRows.length; i += 1) {
      let sum = 0;
      let compared = 0;
      for (const part of parts) {
        const distance = part(askedRow, pilotRows[i]);
        if (distance >= 0) {
          sum += distance;
          compared += 1;
        }
      }
      into[i] = compared === 0 ? 1 : sum / compared;
    }
  };
}

/** The distance in one attribute, 0 or more; −1 where it is missing on either side. */
function partialDistance(
  left: CodedVariable,
  right: CodedVariable,
  pilotRows: Int32Array,
): (askedRow: number, pilotRow: number) => number {
  const { values: leftValues } = left;
  const { values: rightValues } = right;
  if (leftValues !== null && rightValues !== null) {
    const range = rangeOf(rightValues, pilotRows);
    return (a, b) => {
      const difference = Math.abs(leftValues[a] - rightValues[b]);
      return Number.isNaN(difference) ? -1 : range === 0 ? 0 : difference / range;
    };
  }
  const leftCodes = left.codes;
  const rightCodes = right.codes;
  const steps = Math.max(1, right.labels.length - 1);
  const isOrdered = right.measure === 'ordinal';
  return (a, b) => {
    const first = leftCodes[a];
    const second = rightCodes[b];
    if (first <= MISSING || second <= MISSING) {
      return -1;
    }
    return isOrdered ? Math.abs(first - second) / steps : first === second ? 0 : 1;
  };
}

function rangeOf(values: Float64Array, rows: Int32Array): number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (!Number.isNaN(values[row])) {
      lowest = Math.min(lowest, values[row]);
      highest = Math.max(highest, values[row]);
    }
  }
  return highest > lowest ? highest - lowest : 0;
}
