import { type CodedTable, groupsOf } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import type { Subgroup } from '#engine/study';
import type { Rule } from '../rule.ts';
import { makesGroups } from '../variable-kinds.ts';

/** Says once an entry of `subgroups` which of its levels have too few held-out people to be tested. */
export const smallSubgroup: Rule = {
  codes: ['small-subgroup'],
  *check({ study, data, variables }) {
    if (data.kind !== 'table' || data.split.value.heldOut.length === 0) {
      return;
    }
    const { table } = data.people.value;
    const { heldOut } = data.split.value;
    const { min_n } = study.alignment;
    for (const subgroup of study.subgroups) {
      const known = subgroup.attributes.every(({ value }) => {
        const variable = variables.get(value);
        return variable?.kind === 'attribute' && makesGroups(variable) && table.variables.has(value);
      });
      const groups = known ? groupsOf(study, subgroup) : [];
      const counts = groupCounts(subgroup, groups.length, table, heldOut);
      const sizes = groups.map(({ group }, index) => ({
        name: group.map((part) => part.label).join(' × '),
        count: counts[index] ?? 0,
      }));
      const small = sizes.filter(({ count }) => count < min_n);
      // where nobody has any level, the column has been reported
      if (small.length > 0 && sizes.some(({ count }) => count > 0)) {
        const shown = small.slice(0, 5).map(({ name, count }) => `"${name}" (${count})`);
        const more = small.length > shown.length ? ` and ${small.length - shown.length} more` : '';
        yield diagnostic(
          'small-subgroup',
          subgroup.range,
          `Fewer than ${min_n} held-out people: ${shown.join(', ')}${more}. These are shown, but never tested.`,
          { data: { subject: subgroup.attributes.map(({ value }) => value).join(' × '), count: small.length } },
        );
      }
    }
  },
};

/** How many of the rows are in each group, in one pass over them; groups in the order of `groupsOf`, the last attribute running fastest. */
function groupCounts(subgroup: Subgroup, size: number, table: CodedTable, rows: Int32Array): Int32Array {
  const counts = new Int32Array(size);
  const columns = subgroup.attributes.flatMap(({ value }) => table.variables.get(value) ?? []);
  for (const row of size === 0 ? [] : rows) {
    let index = 0;
    for (const { codes, labels } of columns) {
      const code = codes[row] ?? -1;
      index = code < 0 || index < 0 ? -1 : index * labels.length + code;
    }
    if (index >= 0) {
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return counts;
}
