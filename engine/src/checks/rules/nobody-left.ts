import { diagnostic } from '#engine/diagnostics';
import { namesInCondition } from '#engine/formula';
import type { Rule } from '../rule.ts';

/** `where` is true for somebody; where it names what is not known, that is said elsewhere. */
export const nobodyLeft: Rule = {
  codes: ['nobody-left'],
  *check({ study, data }) {
    const where = study.human?.where ?? null;
    if (data.kind !== 'table' || where?.condition == null) {
      return;
    }
    const { flow, table } = data.people.value;
    const known = namesInCondition(where.condition).every(({ name }) => table.variables.has(name));
    if (known && flow.rows > 0 && flow.people === 0) {
      yield diagnostic(
        'nobody-left',
        where.condition.range,
        `This is true for none of the ${flow.rows} people in the data, so nobody is left. \`where\` names the people who stay.`,
      );
    }
  },
};
