import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Located } from '#engine/study';
import { nearestHint, quotedList } from '../hints.ts';
import type { CheckContext, Rule } from '../rule.ts';

/** `order` names every item once, and treatments at most once. */
export const incompleteOrder: Rule = {
  codes: ['unknown-name', 'incomplete-order'],
  *check(context) {
    const written = context.study.writtenOrder;
    const [first] = written ?? [];
    const last = written?.at(-1);
    if (written === null || first === undefined || last === undefined) {
      return;
    }
    const found = written.flatMap((name, index) => [...problems(name, written.slice(0, index), context)]);
    yield* found;
    // whom a misspelt name means is not left out as well
    const meant = found.flatMap(({ code, data: { replacement } }) =>
      code === 'unknown-name' && replacement !== undefined ? [replacement] : [],
    );
    const named = new Set([...written.map(({ value }) => value), ...meant]);
    const missing = context.study.items.map(({ id }) => id.value).filter((id) => !named.has(id));
    if (missing.length > 0) {
      yield diagnostic(
        'incomplete-order',
        { start: first.range.start, end: last.range.end },
        `\`order\` leaves out ${quotedList(missing)}. It names every item once.`,
        { data: { subject: missing[0] ?? '' } },
      );
    }
  },
};

function* problems(
  name: Located<string>,
  before: readonly Located<string>[],
  { variables }: CheckContext,
): Generator<Diagnostic, void> {
  const variable = variables.get(name.value);
  const earlier = before.find(({ value }) => value === name.value);
  if (variable === undefined || variable.kind === 'attribute' || variable.kind === 'derived') {
    const asked = [...variables.values()].filter(({ kind }) => kind === 'item' || kind === 'treatment');
    const hint = nearestHint(
      name.value,
      asked.map(({ id }) => id.value),
    );
    const what =
      variable === undefined
        ? 'not an item or treatment of this study'
        : variable.kind === 'derived'
          ? 'a derived variable, which is never asked'
          : 'an attribute, which is never asked';
    yield diagnostic('unknown-name', name.range, `\`${name.value}\` is ${what}.${hint.sentence}`, { data: hint.data });
  } else if (earlier !== undefined) {
    yield diagnostic('incomplete-order', name.range, `\`${name.value}\` stands twice in \`order\`.`, {
      related: [{ range: earlier.range, message: 'It stands here first.' }],
      data: { subject: name.value },
    });
  }
}
