import type { CodedTable } from '#engine/data';
import type { Subgroup } from '#engine/study';

/** The rows in each group of an entry of `subgroups`, in the order of `groupsOf` (the last attribute runs fastest). */
export function groupRows(
  subgroup: Subgroup,
  size: number,
  table: CodedTable,
  rows: Int32Array,
): readonly Int32Array[] {
  const groups = Array.from({ length: size }, (): number[] => []);
  const columns = subgroup.attributes.flatMap(({ value }) => table.variables.get(value) ?? []);
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
