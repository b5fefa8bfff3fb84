import type { CodedTable } from '#engine/data';
import { type RandomStream, randomStream } from '#engine/random';
import type { Study } from '#engine/study';
import { isAnswered } from './given-answers.ts';
import { gowerDistances } from './gower.ts';
import type { Fitted, ItemDraw, Pilot, RespondentsInput } from './input.ts';
import { rowPicker } from './weighted-pick.ts';

/** Distances closer than this are ties: the same sums of thirds and fifths in another order. */
const TIE = 1e-9;

/**
 * `resample`: each respondent answers as one whole pilot respondent of the same combination of arms, the nearest in
 * persona by Gower's distance, ties at random per respondent (by survey weight, where there are weights). Only pilot people who answered every item serve. Where
 * nobody in the pilot has the combination of arms, people of any arm do, and a note says so.
 */
export function fitResample(input: RespondentsInput, pilot: Pilot): Fitted {
  const donors = pilot.rows.filter((row) =>
    input.study.items.every((item) => {
      const variable = pilot.table.variables.get(item.id.value);
      return variable !== undefined && isAnswered(variable, row);
    }),
  );
  if (donors.length === 0) {
    return {
      kind: 'unavailable',
      reason: '`resample` needs pilot people who answered every item, and there are none.',
    };
  }
  const { nearestDonors, notes } = findNearest(input, pilot, donors);
  const columns = input.study.items.map((item) => ({
    id: item.id.value,
    source: pilot.table.variables.get(item.id.value),
  }));
  const drawOnce = (seed: number, repeat: number): ReadonlyMap<string, ItemDraw> => {
    const random = randomStream(seed, 'resample', repeat);
    const chosen = Int32Array.from(nearestDonors, (pick) => pick(random));
    const draws = new Map<string, ItemDraw>();
    for (const { id, source } of columns) {
      if (source !== undefined) {
        const { values } = source;
        draws.set(id, {
          codes: Int16Array.from(chosen, (row) => source.codes[row]),
          values: values === null ? null : Float64Array.from(chosen, (row) => values[row]),
        });
      }
    }
    return draws;
  };
  return { kind: 'ready', drawOnce, notes };
}

/** For each respondent of the plan a draw among the pilot people nearest to them. Equal respondents share one. */
function findNearest(
  input: RespondentsInput,
  pilot: Pilot,
  donors: Int32Array,
): { readonly nearestDonors: readonly ((random: RandomStream) => number)[]; readonly notes: readonly string[] } {
  const asked = input.plan.respondents;
  const armsOfAsked = armKeys(input.study, asked);
  const armsOfPilot = armKeys(input.study, pilot.table);
  const donorsByArms = new Map<string, number[]>();
  for (const row of donors) {
    const key = armsOfPilot(row);
    const group = donorsByArms.get(key);
    if (group === undefined) {
      donorsByArms.set(key, [row]);
    } else {
      group.push(row);
    }
  }
  const distancesTo = gowerDistances(input.study, asked, pilot.table, pilot.rows);
  const personaOf = personaKeys(input.study, asked);
  const known = new Map<string, (random: RandomStream) => number>();
  const distances = new Float64Array(donors.length);
  let withoutArm = 0;
  const nearestDonors: ((random: RandomStream) => number)[] = [];
  for (let row = 0; row < asked.size; row += 1) {
    const arms = armsOfAsked(row);
    const sameArms = donorsByArms.get(arms);
    withoutArm += sameArms === undefined ? 1 : 0;
    const key = `${arms}|${personaOf(row)}`;
    let ties = known.get(key);
    if (ties === undefined) {
      const candidates = sameArms ?? donors;
      distancesTo(row, candidates, distances);
      ties = rowPicker(nearestOf(candidates, distances), pilot.table.weights);
      known.set(key, ties);
    }
    nearestDonors.push(ties);
  }
  const notes =
    withoutArm === 0
      ? []
      : [
          `${withoutArm} of ${asked.size} respondents were resampled from pilot people of other arms: nobody in the pilot with complete answers has theirs.`,
        ];
  return { nearestDonors, notes };
}

function nearestOf(candidates: ArrayLike<number>, distances: Float64Array): Int32Array {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < candidates.length; i += 1) {
    smallest = Math.min(smallest, distances[i]);
  }
  return Int32Array.from(Array.from(candidates).filter((_, i) => distances[i] <= smallest + TIE));
}

function armKeys(study: Study, table: CodedTable): (row: number) => string {
  const codes = study.treatments.map((treatment) => table.variables.get(treatment.id.value)?.codes);
  return (row) => codes.map((column) => column?.[row] ?? -1).join(',');
}

function personaKeys(study: Study, table: CodedTable): (row: number) => string {
  const columns = study.attributes
    .map((attribute) => table.variables.get(attribute.id.value))
    .filter((variable) => variable !== undefined && variable.measure !== 'text');
  return (row) => columns.map((variable) => variable?.values?.[row] ?? variable?.codes[row] ?? -1).join(',');
}
