import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Operand } from '#engine/formula';
import type { Variable } from '#engine/study';
import { type Comparison, comparisonsIn, nameAndLiteral } from '../expressions.ts';
import type { Rule } from '../rule.ts';
import { kindOf } from '../variable-kinds.ts';

/** `<` and `>` want an order; numbers are compared with numbers, texts with texts. */
export const wrongComparison: Rule = {
  codes: ['wrong-comparison'],
  *check({ study, variables }) {
    for (const comparison of comparisonsIn(study)) {
      const problem = withoutOrder(comparison, variables) ?? ofDifferentKinds(comparison, variables);
      yield* problem === null ? [] : [problem];
    }
  },
};

type Variables = ReadonlyMap<string, Variable>;

function withoutOrder({ operator, left, right }: Comparison, variables: Variables): Diagnostic | null {
  if (operator === '==' || operator === '!=') {
    return null;
  }
  for (const operand of [left, right]) {
    const variable = variableOf(operand, variables);
    const kind = variable === undefined ? null : kindOf(variable);
    if (variable !== undefined && (kind === 'nominal' || kind === 'text')) {
      const id = variable.id.value;
      const ordered = variable.kind === 'attribute' && kind === 'nominal' ? ', or mark it `ordered: true`' : '';
      return diagnostic(
        'wrong-comparison',
        operand.range,
        `\`${id}\` has no order, so \`${operator}\` says nothing. Compare with \`==\`, \`!=\` or \`in\`${ordered}.`,
        { data: { subject: id } },
      );
    }
  }
  return null;
}

function ofDifferentKinds(comparison: Comparison, variables: Variables): Diagnostic | null {
  const pair = nameAndLiteral(comparison);
  const variable = pair === null ? undefined : variables.get(pair.name.name);
  if (pair !== null && variable !== undefined) {
    const { literal } = pair;
    if (kindOf(variable) === 'numeric' && literal.kind === 'string') {
      const isNumber = literal.value.trim() !== '' && Number.isFinite(Number(literal.value));
      return diagnostic(
        'wrong-comparison',
        literal.range,
        `\`${variable.id.value}\` is a number; compare it with one, without quotes.`,
        { data: isNumber ? { subject: literal.value, replacement: literal.value.trim() } : { subject: literal.value } },
      );
    }
    return null;
  }
  const left = variableOf(comparison.left, variables);
  const right = variableOf(comparison.right, variables);
  if (left === undefined || right === undefined || comparable(left, right)) {
    return null;
  }
  return diagnostic(
    'wrong-comparison',
    comparison.right.range,
    `\`${left.id.value}\` and \`${right.id.value}\` have different kinds of values and cannot be compared.`,
    { data: { subject: right.id.value } },
  );
}

function comparable(left: Variable, right: Variable): boolean {
  const hasNumbers = (variable: Variable): boolean => kindOf(variable) === 'ordinal' || kindOf(variable) === 'numeric';
  return hasNumbers(left) === hasNumbers(right);
}

function variableOf(operand: Operand, variables: Variables): Variable | undefined {
  return operand.kind === 'name' ? variables.get(operand.name) : undefined;
}
