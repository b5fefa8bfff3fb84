import { variableShape } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import { quotedList } from '../hints.ts';
import type { Rule } from '../rule.ts';
import { makesGroups } from '../variable-kinds.ts';

const tolerance = 1e-6;

/** The quotas of an attribute share out everybody. */
export const quotaShares: Rule = {
  codes: ['quota-shares'],
  *check({ study, variables }) {
    for (const { attribute, shares } of (study.sample.kind === 'draw' ? study.sample.quotas : null) ?? []) {
      const variable = variables.get(attribute.value);
      if (shares.length === 0 || variable?.kind !== 'attribute' || !makesGroups(variable)) {
        continue;
      }
      const { labels } = variableShape(variable);
      if (shares.some(({ label }) => !labels.includes(label.value))) {
        continue;
      }
      const missing = labels.filter((label) => !shares.some((share) => share.label.value === label));
      const left = missing.length === 0 ? '' : ` It leaves out ${quotedList(missing)}.`;
      const sum = shares.reduce((total, { share }) => total + share, 0);
      const data = { subject: attribute.value };
      if (Math.abs(sum - 1) > tolerance) {
        const message = `The quotas of \`${attribute.value}\` add up to ${Number(sum.toFixed(6))}, not to 1.${left}`;
        yield diagnostic('quota-shares', attribute.range, message, { data });
      } else if (missing.length > 0) {
        const message = `The quotas of \`${attribute.value}\` leave out ${quotedList(missing)}: nobody of them is drawn. If that is meant, write 0.`;
        yield diagnostic('quota-shares', attribute.range, message, { severity: 'warning', data });
      }
    }
  },
};
