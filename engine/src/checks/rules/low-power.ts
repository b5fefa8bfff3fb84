import { type CodedTable, groupsOf } from '#engine/data';
import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import { effectiveNumber } from '#engine/statistics';
import type { Study, Subgroup } from '#engine/study';
import type { Range } from '#engine/text';
import { groupRows } from '../group-rows.ts';
import { type NoiseFloor, noiseFloors } from '../noise-floors.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { makesGroups } from '../variable-kinds.ts';

/**
 * Says what is too small to be seen with so few people: once for all held-out people where sampling noise alone exceeds
 * the margin for them, else for each entry of `subgroups` at its smallest group that is tested.
 */
export const lowPower: Rule = {
  codes: ['low-power'],
  *check(context) {
    const { study, data } = context;
    if (data.kind !== 'table' || study.human === null) {
      return;
    }
    const { table } = data.people.value;
    const { heldOut } = data.split.value;
    const { min_n, margin } = study.alignment;
    if (heldOut.length < min_n) {
      return;
    }
    const all = worstFloor(study, table, heldOut, heldOut.length);
    if (all !== null && exceeds(all, margin)) {
      const place = study.human.pilot?.size.range ?? study.human.data.range;
      const who = study.human.pilot === null ? 'There are' : 'The pilot leaves';
      const people = `${heldOut.length} people to compare with${asEqual(table, heldOut)}`;
      yield found(place, `${who} ${people}`, all, margin, heldOut.length);
      return;
    }
    for (const subgroup of study.subgroups) {
      yield* smallestGroup(subgroup, context, table, heldOut);
    }
  },
};

function* smallestGroup(
  subgroup: Subgroup,
  { study, variables }: CheckContext,
  table: CodedTable,
  heldOut: Int32Array,
): Generator<Diagnostic, void> {
  const { min_n, margin } = study.alignment;
  const isKnown = subgroup.attributes.every(({ value }) => {
    const variable = variables.get(value);
    return variable?.kind === 'attribute' && makesGroups(variable) && table.variables.has(value);
  });
  const groups = isKnown ? groupsOf(study, subgroup) : [];
  const rows = groupRows(subgroup, groups.length, table, heldOut);
  // an entry with groups that are never tested has been reported as such
  if (rows.some(({ length }) => length < min_n)) {
    return;
  }
  const tested = groups
    .map(({ group }, index) => ({
      name: group.map(({ label }) => label).join(' × '),
      rows: rows[index] ?? new Int32Array(0),
    }))
    .filter((one) => one.rows.length >= min_n)
    .sort((a, b) => a.rows.length - b.rows.length);
  const [smallest] = tested;
  const floor = smallest === undefined ? null : worstFloor(study, table, smallest.rows, heldOut.length);
  if (smallest !== undefined && floor !== null && exceeds(floor, margin)) {
    const { name, rows: people } = smallest;
    const what = `"${name}" has ${people.length} people to compare with${asEqual(table, people)}`;
    yield found(subgroup.range, what, floor, margin, people.length);
  }
}

/** Whether noise exceeds the margin in the two decimals that are shown: nobody acts on a difference that they cannot see. */
function exceeds({ q95 }: NoiseFloor, margin: number): boolean {
  return Number(q95.toFixed(2)) > margin;
}

function found(place: Range, people: string, { item, q95 }: NoiseFloor, margin: number, count: number): Diagnostic {
  const withoutZero = (value: string): string => value.replace(/^0/, '');
  return diagnostic(
    'low-power',
    place,
    `${people}: distances under ${withoutZero(q95.toFixed(2))} cannot be told from sampling noise (\`${item}\`). The margin is ${withoutZero(Number(margin.toFixed(2)) === margin ? margin.toFixed(2) : String(margin))}; what lies between stays undecided.`,
    { data: { subject: item, count, floor: q95 } },
  );
}

/** The item whose answers, among these people, are the noisiest; null where nobody answered any. */
function worstFloor(study: Study, table: CodedTable, rows: Int32Array, heldOut: number): NoiseFloor | null {
  let worst: NoiseFloor | null = null;
  for (const floor of noiseFloors(study, table, rows, heldOut)) {
    if (floor.q95 > (worst?.q95 ?? 0)) {
      worst = floor;
    }
  }
  return worst;
}

/** How many people of equal weight would say as much, where there are weights; empty without. */
function asEqual({ weights }: CodedTable, rows: Int32Array): string {
  if (weights === null) {
    return '';
  }
  const effective = effectiveNumber(Float64Array.from(rows, (row) => weights[row] ?? 0));
  return `, who by their weights say as much as ${Math.round(effective)} of equal weight`;
}
