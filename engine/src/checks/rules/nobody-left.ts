import { diagnostic } from '#engine/diagnostics';
import { namesInCondition } from '#engine/formula';
import { brokenDerived, hasUnknownLabel } from '../broken-derived.ts';
import type { Rule } from '../rule.ts';

/** `where` is true for somebody; where it names what is not known, that is said elsewhere. */
export const nobodyLeft: Rule = {
  codes: ['nobody-left'],
  *check(context) {
    const { study, data } = context;
    const where = study.human?.where ?? null;
    if (data.kind !== 'table' || where?.condition == null) {
      return;
    }
    const { flow, table } = data.people.value;
    const broken = brokenDerived(context);
    const known = namesInCondition(where.condition).every(({ name }) => table.variables.has(name) && !broken.has(name));
    if (known && !hasUnknownLabel(where.condition, context.variables) && flow.rows > 0 && flow.excluded === flow.rows) {
      yield diagnostic(
        'nobody-left',
        where.condition.range,
        `This is true for none of the ${flow.rows} people in the data, so nobody is left. \`where\` names the people who stay.`,
      );
    }
  },
};
