import type { CodedTable, CodedVariable } from '#engine/data';
import type { Subgroup } from '#engine/study';

interface Grouped {
  readonly columns: readonly CodedVariable[];
  readonly groups: readonly Int32Array[];
}

/** So many divisions of one list of people are kept: an editor asks for the same ones after every edit. */
const mostKept = 20;

const kept = new WeakMap<Int32Array, Map<string, Grouped>>();

/** The rows in each group of an entry of `subgroups`, in the order of `groupsOf` (the last attribute runs fastest). */
export function groupRows(
  subgroup: Subgroup,
  size: number,
  table: CodedTable,
  rows: Int32Array,
): readonly Int32Array[] {
  const columns = subgroup.attributes.flatMap(({ value }) => table.variables.get(value) ?? []);
  const known = kept.get(rows) ?? new Map<string, Grouped>();
  kept.set(rows, known);
  const key = `${size} ${subgroup.attributes.map(({ value }) => value).join(' ')}`;
  const last = known.get(key);
  if (last?.columns.length === columns.length && columns.every((column, index) => column === last.columns[index])) {
    return last.groups;
  }
  const groups = divided(columns, size, rows);
  if (known.size >= mostKept) {
    known.clear();
  }
  known.set(key, { columns, groups });
  return groups;
}

function divided(columns: readonly CodedVariable[], size: number, rows: Int32Array): readonly Int32Array[] {
  const groups = Array.from({ length: size }, (): number[] => []);
  for (const row of size === 0 ? [] : rows) {
    let index = 0;
    for (const { codes, labels } of columns) {
      const code = codes[row] ?? -1;
      index = code < 0 || index < 0 ? -1 : index * labels.length + code;
    }
    groups[index]?.push(row);
  }
  return groups.map((group) => Int32Array.from(group));
}
