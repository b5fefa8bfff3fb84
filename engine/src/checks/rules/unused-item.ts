import { diagnostic } from '#engine/diagnostics';
import { namesInDerivation } from '#engine/formula';
import { derivationsOf, namesInUse } from '../expressions.ts';
import type { Rule } from '../rule.ts';

/** An item that no rule, regression or derived variable names is compared answer by answer only. Said only where there are such. */
export const unusedItem: Rule = {
  codes: ['unused-item'],
  *check({ study, variables }) {
    const inUse = namesInUse(study);
    // a name that is just being written may become any of them
    if (inUse === null || [...inUse].some((name) => !variables.has(name))) {
      return;
    }
    const parts = derivationsOf(study)
      .flatMap(namesInDerivation)
      .map(({ name }) => name);
    const used = new Set([...inUse, ...parts]);
    const isAsked = new Set(study.items.map(({ id }) => id.value));
    const isOfItems = (name: string): boolean => isAsked.has(name) || variables.get(name)?.kind === 'derived';
    if (![...inUse].some(isOfItems) || parts.some((name) => !variables.has(name))) {
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
