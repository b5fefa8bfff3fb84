import { comparedVariables, type Study, type Subgroup } from '#engine/study';
import type { CodedTable, CodedVariable } from './coded-table.ts';
import { variableShape } from './variable-shape.ts';

/** One level of one attribute. */
export interface GroupPart {
  readonly attribute: string;
  readonly label: string;
  /** The level's, or bin's, code. */
  readonly code: number;
}

/** One arm of one treatment. */
export interface ArmPart {
  readonly treatment: string;
  readonly label: string;
  readonly code: number;
}

/** A part of the respondents: an arm (null: all arms) and a subgroup (empty: everyone). */
export interface Slice {
  /** `everyone`, `gender=Female`, `gender=Female,race=White`, and in an arm `show_data=shown/everyone`. Unique in a study. */
  readonly key: string;
  readonly arm: ArmPart | null;
  readonly group: readonly GroupPart[];
  /** The entry of `subgroups` that the group comes from; null for everyone. */
  readonly subgroup: Subgroup | null;
}

/** Where one distance is measured: an item within a slice. */
export interface Cell extends Slice {
  readonly item: string;
}

/** All cells of a study, item by item (derived variables that rest on items last): item × {all arms, each arm of each treatment} × {everyone, each subgroup}. */
export function cellsOf(study: Study): readonly Cell[] {
  const slices = slicesOf(study);
  return comparedVariables(study).flatMap((item) =>
    slices.map((slice) => ({ ...slice, item: item.id.value, key: `${item.id.value}/${slice.key}` })),
  );
}

/** {all arms, each arm of each treatment} × {everyone, each level or combination of each entry of `subgroups`}. */
export function slicesOf(study: Study): readonly Slice[] {
  const arms: readonly (ArmPart | null)[] = [
    null,
    ...study.treatments.flatMap((treatment) =>
      treatment.arms.map((arm, code) => ({ treatment: treatment.id.value, label: arm.label.value, code })),
    ),
  ];
  const groups = [{ group: [], subgroup: null }, ...study.subgroups.flatMap((subgroup) => groupsOf(study, subgroup))];
  const slices = arms.flatMap((arm) =>
    groups.map(({ group, subgroup }) => ({ key: sliceKey(arm, group), arm, group, subgroup })),
  );
  const seen = new Set<string>();
  return slices.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** The levels, or crossed levels, of one entry of `subgroups`. Empty where an attribute is unknown or has neither levels nor bins. */
export function groupsOf(
  study: Study,
  subgroup: Subgroup,
): readonly { readonly group: readonly GroupPart[]; readonly subgroup: Subgroup }[] {
  let groups: readonly (readonly GroupPart[])[] = [[]];
  for (const { value } of subgroup.attributes) {
    const attribute = study.attributes.find((known) => known.id.value === value);
    const labels = attribute === undefined ? [] : variableShape(attribute).labels;
    groups = groups.flatMap((group) => labels.map((label, code) => [...group, { attribute: value, label, code }]));
  }
  return groups.map((group) => ({ group, subgroup }));
}

/**
 * The rows of a table that are in a slice, ascending. Someone whose level is missing is in no subgroup of that
 * attribute. `within` narrows the search to some rows.
 */
export function rowsOf(slice: Pick<Slice, 'arm' | 'group'>, table: CodedTable, within?: Int32Array): Int32Array {
  const wanted: { readonly codes: Int16Array; readonly code: number }[] = [];
  const parts = [
    ...(slice.arm === null ? [] : [{ id: slice.arm.treatment, code: slice.arm.code }]),
    ...slice.group.map((part) => ({ id: part.attribute, code: part.code })),
  ];
  for (const { id, code } of parts) {
    const variable = table.variables.get(id);
    if (variable === undefined) {
      return new Int32Array(0);
    }
    wanted.push({ codes: variable.codes, code });
  }
  const rows = within ?? Int32Array.from({ length: table.size }, (_, row) => row);
  return wanted.reduce((left, { codes, code }) => withCode(left, codes, code), rows);
}

/** The rows that have a code: counted first, so that a million rows make no garbage. */
function withCode(rows: Int32Array, codes: Int16Array, code: number): Int32Array {
  let count = 0;
  for (let index = 0; index < rows.length; index += 1) {
    count += codes[rows[index]] === code ? 1 : 0;
  }
  const kept = new Int32Array(count);
  let filled = 0;
  for (let index = 0; index < rows.length; index += 1) {
    if (codes[rows[index]] === code) {
      kept[filled] = rows[index];
      filled += 1;
    }
  }
  return kept;
}

/** `rowsOf` for many slices of one table: rows of what slices have in common are looked for once. */
export function rowsOfAll(slices: readonly Pick<Slice, 'arm' | 'group'>[], table: CodedTable): readonly Int32Array[] {
  const everyone = rowsOf({ arm: null, group: [] }, table);
  const known = new Map<string, Int32Array>();
  const narrowed = (within: Int32Array, key: string, slice: Pick<Slice, 'arm' | 'group'>): Int32Array => {
    const found = known.get(key) ?? rowsOf(slice, table, within);
    known.set(key, found);
    return found;
  };
  return slices.map(({ arm, group }) => {
    const inGroup = group.reduce(
      ({ rows, key }, part) => {
        const own = `${key} ${part.attribute} ${part.code}`;
        return { rows: narrowed(rows, own, { arm: null, group: [part] }), key: own };
      },
      { rows: everyone, key: '' },
    );
    return arm === null
      ? inGroup.rows
      : narrowed(inGroup.rows, `${inGroup.key} in ${arm.treatment} ${arm.code}`, { arm, group: [] });
  });
}

/** How many of the rows (all, if none are named) have each label; one entry a label, missing and other answers left out. */
export function categoryCounts(variable: CodedVariable, rows?: Int32Array): Int32Array {
  const last = lastCounts.get(variable);
  if (last !== undefined && last.rows === rows) {
    return last.counts.slice();
  }
  const counts = countCategories(variable, rows);
  lastCounts.set(variable, { rows, counts });
  return counts.slice();
}

/** The last counts of each column: an editor asks for the same ones after every edit. */
const lastCounts = new WeakMap<CodedVariable, { readonly rows: Int32Array | undefined; readonly counts: Int32Array }>();

function countCategories(variable: CodedVariable, rows: Int32Array | undefined): Int32Array {
  const counts = new Int32Array(variable.labels.length);
  const add = (code: number): void => {
    if (code >= 0 && code < counts.length) {
      counts[code] += 1;
    }
  };
  if (rows === undefined) {
    variable.codes.forEach(add);
  } else {
    for (const row of rows) {
      add(variable.codes[row]);
    }
  }
  return counts;
}

/** The weight on each label, each respondent counting once where there are no weights; one entry a label. */
export function categoryWeights(variable: CodedVariable, weights: Float64Array | null): Float64Array {
  const sums = new Float64Array(variable.labels.length);
  variable.codes.forEach((code, row) => {
    if (code >= 0 && code < sums.length) {
      sums[code] += weights === null ? 1 : weights[row];
    }
  });
  return sums;
}

function sliceKey(arm: ArmPart | null, group: readonly GroupPart[]): string {
  const people = group.length === 0 ? 'everyone' : group.map((part) => `${part.attribute}=${part.label}`).join(',');
  return arm === null ? people : `${arm.treatment}=${arm.label}/${people}`;
}
