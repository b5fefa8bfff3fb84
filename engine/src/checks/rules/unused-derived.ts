import { diagnostic } from '#engine/diagnostics';
import { namesInCondition, namesInDerivation } from '#engine/formula';
import { namesInUse } from '../expressions.ts';
import type { Rule } from '../rule.ts';

/**
 * A derived variable that nothing names. One that rests on items is still compared, so that is said only where there are
 * rules or regressions; one that rests on attributes alone does nothing then.
 */
export const unusedDerived: Rule = {
  codes: ['unused-derived'],
  *check({ study, variables }) {
    const inUse = namesInUse(study);
    const where = study.human?.where?.condition ?? null;
    if (inUse === null || (study.human?.where != null && where === null)) {
      return;
    }
    const used = new Set([
      ...inUse,
      ...(where === null ? [] : namesInCondition(where).map(({ name }) => name)),
      ...study.derived.flatMap(({ value }) => (value === null ? [] : namesInDerivation(value))).map(({ name }) => name),
    ]);
    // a name that is just being written may become any of them
    if ([...used].some((name) => !variables.has(name))) {
      return;
    }
    const hasUses = study.rules.length + study.regressions.length > 0;
    for (const { id, isAnswer, value } of study.derived) {
      if (value !== null && !used.has(id.value) && (hasUses || !isAnswer)) {
        const effect = isAnswer
          ? 'It is compared with that of people, but not how it hangs together with others.'
          : 'It rests on no item, so it is not compared either.';
        const message = `No rule and no regression uses \`${id.value}\`. ${effect}`;
        yield diagnostic('unused-derived', id.range, message, { data: { subject: id.value } });
      }
    }
  },
};
