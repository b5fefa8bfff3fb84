import { diagnostic } from '#engine/diagnostics';
import { namesInCondition, namesInFormula } from '#engine/formula';
import type { Rule } from '../rule.ts';

/** An item that no rule and no regression names is compared answer by answer only. Said only where there are such. */
export const unusedItem: Rule = {
  codes: ['unused-item'],
  *check({ study, variables }) {
    const conditions = study.rules.flatMap(({ when, expect }) => [when.condition, expect.condition]);
    const isReadable = conditions.every((condition) => condition !== null);
    if (!isReadable || study.regressions.some(({ formula }) => formula.left === null || formula.right === null)) {
      return;
    }
    const used = new Set(
      [
        ...conditions.flatMap((condition) => (condition === null ? [] : namesInCondition(condition))),
        ...study.regressions.flatMap(({ formula }) => namesInFormula(formula)),
      ].map(({ name }) => name),
    );
    // a name that is just being written may become any of them
    if ([...used].some((name) => !variables.has(name))) {
      return;
    }
    if (!study.items.some(({ id }) => used.has(id.value))) {
      return;
    }
    for (const { id } of study.items) {
      if (!used.has(id.value)) {
        const message = `No rule and no regression uses \`${id.value}\`. Its answers are compared, but not how they hang together with others.`;
        yield diagnostic('unused-item', id.range, message, { data: { subject: id.value } });
      }
    }
  },
};
