import { type Diagnostic, diagnostic } from '#engine/diagnostics';
import type { Family, Regression, Variable } from '#engine/study';
import { brokenDerived } from '../broken-derived.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { categoriesOf, hasLostCategories, kindOf, labelsOf } from '../variable-kinds.ts';

/** The left side suits the family, and the errors do too. */
export const formulaFamily: Rule = {
  codes: ['formula-family'],
  *check(context) {
    const broken = brokenDerived(context);
    for (const regression of context.study.regressions) {
      const problem = leftSideProblem(regression, context, broken);
      if (problem !== null) {
        yield problem;
      }
      const { family, errors } = regression;
      if (family.value === 'ordinal' && ['HC1', 'HC2', 'HC3'].includes(errors.value.kind)) {
        yield diagnostic(
          'formula-family',
          errors.range,
          `${errors.value.kind} is not defined for an ordinal regression. Use classical, HC0 or cluster(…).`,
          { data: { subject: errors.value.kind, replacement: 'HC0' } },
        );
      }
    }
  },
};

function leftSideProblem(
  regression: Regression,
  { variables }: CheckContext,
  broken: ReadonlySet<string>,
): Diagnostic | null {
  const { left } = regression.formula;
  const family = regression.family.value;
  if (left === null) {
    return null;
  }
  if (left.kind === 'condition') {
    return family === 'ordinal'
      ? diagnostic(
          'formula-family',
          left.range,
          'An ordinal regression explains an ordinal item, not a comparison. Name the item, or use `family: binomial`.',
        )
      : null;
  }
  const { expression } = left;
  if (expression.kind !== 'name') {
    return family === 'gaussian'
      ? null
      : diagnostic(
          'formula-family',
          left.range,
          `${titles[family]} explains an item as it is; a calculation on the left suits only \`family: gaussian\`.`,
        );
  }
  const variable = variables.get(expression.name);
  const isBroken = variable !== undefined && (broken.has(expression.name) || hasLostCategories(variable));
  if (variable === undefined || kindOf(variable) === 'text' || isBroken) {
    return null;
  }
  const id = variable.id.value;
  if (kindOf(variable) === 'nominal') {
    const replacement = comparisonWith(id, '==', labelsOf(variable)[0]);
    return diagnostic(
      'formula-family',
      left.range,
      `\`${id}\` has no order, so the left side must be a comparison, such as \`${replacement}\`.`,
      {
        data: { subject: id, replacement },
      },
    );
  }
  switch (family) {
    case 'gaussian':
      return null;
    case 'binomial':
      return isYesOrNo(variable) ? null : notYesOrNo(variable, left.range);
    case 'ordinal':
      return kindOf(variable) === 'ordinal' && labelsOf(variable).length >= 3
        ? null
        : diagnostic(
            'formula-family',
            left.range,
            `An ordinal regression explains an item with a scale of three answers or more, and \`${id}\` is not one.`,
            { data: { subject: id } },
          );
    case 'poisson':
      return areCounts(variable)
        ? null
        : diagnostic(
            'formula-family',
            left.range,
            `A poisson regression explains whole numbers of 0 or more, and \`${id}\` may have others.`,
            { data: { subject: id } },
          );
  }
}

const titles: Readonly<Record<Family, string>> = {
  gaussian: 'A gaussian regression',
  binomial: 'A binomial regression',
  ordinal: 'An ordinal regression',
  poisson: 'A poisson regression',
};

function notYesOrNo(variable: Variable, range: Diagnostic['range']): Diagnostic {
  const id = variable.id.value;
  const labels = labelsOf(variable);
  const middle = labels[Math.floor(labels.length / 2)];
  const replacement = middle === undefined ? undefined : comparisonWith(id, '>=', middle);
  const example = replacement === undefined ? `\`${id} >= …\`` : `\`${replacement}\``;
  return diagnostic(
    'formula-family',
    range,
    `A binomial regression explains yes or no. Make it a comparison, such as ${example}.`,
    {
      data: replacement === undefined ? { subject: id } : { subject: id, replacement },
    },
  );
}

function comparisonWith(id: string, operator: string, label: string | undefined): string {
  return `${id} ${operator} ${JSON.stringify(label ?? '…')}`;
}

function isYesOrNo(variable: Variable): boolean {
  const range = numberOf(variable);
  if (variable.kind === 'derived') {
    return range?.min === 0 && range.max === 1 && range.step === 1;
  }
  return range === null
    ? categoriesOf(variable).every(({ score }) => score === 0 || score === 1)
    : range.min === 0 && range.max === 1;
}

function areCounts(variable: Variable): boolean {
  const range = numberOf(variable);
  if (variable.kind === 'derived') {
    return range?.step === 1 && (range.min ?? -1) >= 0;
  }
  return range === null
    ? categoriesOf(variable).every(({ score }) => Number.isInteger(score) && score >= 0)
    : (range.min ?? 0) >= 0 && Number.isInteger(range.min ?? 0) && Number.isInteger(range.step ?? 1);
}

function numberOf(
  variable: Variable,
): { readonly min: number | null; readonly max: number | null; readonly step: number | null } | null {
  if (variable.kind === 'treatment') {
    return null;
  }
  const { measure } = variable;
  return measure.kind === 'number' || measure.kind === 'numeric' ? measure.number : null;
}
