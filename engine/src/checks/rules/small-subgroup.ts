import { groupsOf } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import { groupRows } from '../group-rows.ts';
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
      const rows = groupRows(subgroup, groups.length, table, heldOut);
      const sizes = groups.map(({ group }, index) => ({
        name: group.map((part) => part.label).join(' × '),
        count: rows[index]?.length ?? 0,
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
