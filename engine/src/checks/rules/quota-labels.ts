import { variableShape } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import { nearest } from '#engine/text';
import { quotedList } from '../hints.ts';
import type { Rule } from '../rule.ts';
import { makesGroups } from '../variable-kinds.ts';

/** Quotas are given for levels, or bins, that the attribute has. */
export const quotaLabels: Rule = {
  codes: ['unknown-label'],
  *check({ study, variables }) {
    for (const quota of (study.sample.kind === 'draw' ? study.sample.quotas : null) ?? []) {
      const attribute = variables.get(quota.attribute.value);
      if (attribute?.kind !== 'attribute' || !makesGroups(attribute)) {
        continue;
      }
      const { labels } = variableShape(attribute);
      for (const { label } of quota.shares) {
        if (!labels.includes(label.value)) {
          const near = nearest(label.value, labels);
          const hint = near === undefined ? `It has ${quotedList(labels)}.` : `Did you mean "${near}"?`;
          yield diagnostic(
            'unknown-label',
            label.range,
            `\`${quota.attribute.value}\` has no level "${label.value}". ${hint}`,
            { data: near === undefined ? { subject: label.value } : { subject: label.value, replacement: near } },
          );
        }
      }
    }
  },
};
