import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import {
  type Expression,
  expressionsWithin,
  formulaFunctions,
  type NameReference,
  namesInExpression,
} from '#engine/formula';
import { expressionsOf } from '../expressions.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { kindOf } from '../variable-kinds.ts';

/** What stands in a formula can enter a regression: no texts, and no arithmetic with what has no order. */
export const formulaVariables: Rule = {
  codes: ['text-in-formula', 'nominal-arithmetic'],
  *check(context) {
    for (const expression of expressionsOf(context.study)) {
      for (const name of namesInExpression(expression)) {
        const variable = context.variables.get(name.name);
        if (variable !== undefined && kindOf(variable) === 'text') {
          yield diagnostic(
            'text-in-formula',
            name.range,
            `\`${name.name}\` is text, for prompts only. Give it \`levels\` or a \`number\` to use it in a formula.`,
            { data: { subject: name.name } },
          );
        }
      }
      yield* arithmeticWithLabels(expression, context);
    }
  },
};

function* arithmeticWithLabels(expression: Expression, { variables }: CheckContext): Generator<Diagnostic, void> {
  const reported = new Set<NameReference>();
  for (const call of expressionsWithin(expression)) {
    // what an unknown function would do is not known
    const isKnown = call.kind === 'call' && (formulaFunctions as readonly string[]).includes(call.name);
    if (call.kind === 'call' && isKnown && call.name !== 'factor') {
      for (const name of namesInExpression(call)) {
        const variable = variables.get(name.name);
        if (variable !== undefined && kindOf(variable) === 'nominal' && !reported.has(name)) {
          reported.add(name);
          yield diagnostic(
            'nominal-arithmetic',
            name.range,
            `\`${name.name}\` has no order, so \`${call.name}(…)\` has no number to work with.`,
            { data: { subject: name.name } },
          );
        }
      }
    }
  }
}
