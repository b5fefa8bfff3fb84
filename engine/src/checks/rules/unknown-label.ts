import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Literal } from '#engine/formula';
import type { Variable } from '#engine/study';
import { nearest } from '#engine/text';
import { cutLabel } from '../cut-labels.ts';
import { comparisonsIn, expressionPartsOf, nameAndLiteral } from '../expressions.ts';
import { quotedList } from '../hints.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { categoriesOf, categoryNoun, kindOf, labelsOf } from '../variable-kinds.ts';

/** A comparison names an answer, level or arm that exists; so does `ref` in `factor(x, ref = "…")`. */
export const unknownLabel: Rule = {
  codes: ['unknown-label', 'unknown-arm'],
  *check(context) {
    const { study, variables } = context;
    for (const comparison of comparisonsIn(study)) {
      const pair = nameAndLiteral(comparison);
      const variable = pair === null ? undefined : variables.get(pair.name.name);
      if (pair !== null && variable !== undefined && labelsOf(variable).length > 0) {
        const isOrder = comparison.operator !== '==' && comparison.operator !== '!=';
        const problem =
          isOrder && kindOf(variable) === 'nominal' ? null : labelProblem(context, variable, pair.literal, isOrder);
        yield* problem === null ? [] : [problem];
      }
    }
    for (const expression of expressionPartsOf(study)) {
      if (expression.kind === 'call' && expression.name === 'factor') {
        const [first] = expression.arguments;
        const reference = expression.arguments.find(({ name }) => name === 'ref')?.value;
        const variable = first?.value.kind === 'name' ? variables.get(first.value.name) : undefined;
        if (variable !== undefined && labelsOf(variable).length > 0 && reference?.kind === 'string') {
          const problem = labelProblem(context, variable, reference, false);
          yield* problem === null ? [] : [problem];
        }
      }
    }
  },
};

interface Label {
  readonly kind: 'string' | 'number';
  readonly value: string | number;
  readonly range: Literal['range'];
}

function labelProblem(
  context: CheckContext,
  variable: Variable,
  literal: Label & { readonly text?: string },
  isOrder: boolean,
): Diagnostic | null {
  const labels = labelsOf(variable);
  const word = literal.kind === 'number' ? (literal.text ?? String(literal.value)) : String(literal.value);
  if (literal.kind === 'string' ? labels.includes(word) : isKnownNumber(variable, literal.value, word, isOrder)) {
    return null;
  }
  if (cutLabel(context, variable, word) !== null) {
    return null;
  }
  const id = variable.id.value;
  const code = variable.kind === 'treatment' ? 'unknown-arm' : 'unknown-label';
  if (variable.kind === 'item' && variable.also.some(({ label }) => label.value === word)) {
    return diagnostic(
      code,
      literal.range,
      `"${word}" is offered apart from the answers of \`${id}\` (\`also\`), so nothing is compared with it.`,
      { data: { subject: word } },
    );
  }
  const byValue = categoriesOf(variable).find(({ values }) => values.some(({ value }) => value === word))?.label.value;
  const near = byValue ?? nearest(word, labels);
  const hint = near === undefined ? `It has ${quotedList(labels)}.` : `Did you mean "${near}"?`;
  return diagnostic(code, literal.range, `\`${id}\` has no ${categoryNoun(variable)} "${word}". ${hint}`, {
    data: near === undefined ? { subject: word } : { subject: word, replacement: JSON.stringify(near) },
  });
}

/** A number is compared with the scores of an ordered variable; `<` and `>` may stand anywhere between them. */
function isKnownNumber(variable: Variable, value: string | number, word: string, isOrder: boolean): boolean {
  if (kindOf(variable) === 'ordinal') {
    return isOrder || categoriesOf(variable).some(({ score }) => score === value);
  }
  return labelsOf(variable).includes(word);
}
