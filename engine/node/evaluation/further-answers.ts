import { type AnswerTable, type FurtherAnswers, type Plan, selectRows } from '#engine';

/**
 * Answers that are compared with people, and those of further personas, which never are: of matched samples the rows of
 * respondents beyond the last twin. `further` is null where the plan has none. `personas` has the plan's row of each answer.
 */
export function apart(
  answers: AnswerTable,
  personas: Int32Array,
  plan: Plan,
): { readonly compared: AnswerTable; readonly further: FurtherAnswers | null } {
  const { twins } = plan;
  if (twins === null || twins.length === plan.respondents.size) {
    return { compared: answers, further: null };
  }
  const rows = Int32Array.from(personas, (_, row) => row);
  const ofTwins = rows.filter((row) => (personas[row] ?? 0) < twins.length);
  const others = rows.filter((row) => (personas[row] ?? 0) >= twins.length);
  const { table, repeatOf, orders } = answers;
  const picked = (from: ArrayLike<number>): Int32Array => Int32Array.from(ofTwins, (row) => from[row] ?? 0);
  return {
    compared: {
      table: selectRows(table, ofTwins),
      twins: Array.from(ofTwins, (row) => answers.twins?.[row] ?? ''),
      repeatOf: repeatOf === null ? null : picked(repeatOf),
      ...(orders === undefined
        ? {}
        : { orders: new Map([...orders].map(([item, order]) => [item, Int16Array.from(picked(order))])) }),
    },
    further: {
      n_planned: plan.respondents.size - twins.length,
      table: selectRows(table, others),
      personas: Int32Array.from(others, (row) => (personas[row] ?? 0) - twins.length),
    },
  };
}
