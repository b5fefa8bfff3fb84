import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Category, Located, Variable } from '#engine/study';
import type { Rule } from '../rule.ts';
import { categoriesOf, categoryNoun } from '../variable-kinds.ts';

/** No two levels, arms or answers have the same label; nor the same data value, which data would show with a count. */
export const repeatedCategories: Rule = {
  codes: ['duplicate-name', 'ambiguous-values'],
  *check({ variables, data }) {
    for (const variable of variables.values()) {
      const categories = [...categoriesOf(variable), ...(variable.kind === 'item' ? variable.also : [])];
      const id = variable.id.value;
      yield* repeated(
        categories.map(({ label }) => [label]),
        'duplicate-name',
        (label) => `\`${id}\` has two ${categoryNoun(variable)}s "${label}". Give one of them another label.`,
      );
      if (data.kind !== 'table') {
        yield* repeatedValues(variable, categories);
      }
    }
  },
};

function repeatedValues({ id }: Variable, categories: readonly Category[]): Generator<Diagnostic, void> {
  return repeated(
    categories.map(({ values }) => values),
    'ambiguous-values',
    (value) => `The data value "${value}" already means something else in \`${id.value}\`. Let one of them have it.`,
  );
}

/** Reports each text that stood in an earlier group; within one group it may stand twice. */
function* repeated(
  groups: readonly (readonly Located<string>[])[],
  code: 'duplicate-name' | 'ambiguous-values',
  message: (text: string) => string,
): Generator<Diagnostic, void> {
  const first = new Map<string, Located<string>>();
  for (const group of groups) {
    for (const located of group) {
      const earlier = first.get(located.value);
      if (earlier !== undefined && !group.includes(earlier)) {
        yield diagnostic(code, located.range, message(located.value), {
          related: [{ range: earlier.range, message: 'It stands here first.' }],
          data: { subject: located.value },
        });
      } else {
        first.set(located.value, located);
      }
    }
  }
}
