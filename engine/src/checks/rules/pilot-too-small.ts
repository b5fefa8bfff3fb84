import { modelColumns, selectRows } from '#engine/data';
import { diagnostic } from '#engine/diagnostics';
import type { Expression, Formula } from '#engine/formula';
import type { CheckContext, Rule } from '../rule.ts';
import { kindOf, labelsOf } from '../variable-kinds.ts';

/** A regression that the pilot alone could not identify: the built-in models and tuning learn little about it. */
export const pilotTooSmall: Rule = {
  codes: ['pilot-too-small'],
  *check({ study, data, variables }) {
    const pilot = data.kind === 'table' ? data.split.value.pilot.length : 0;
    if (data.kind !== 'table' || pilot === 0) {
      return;
    }
    const doubtful = study.regressions.filter(({ formula }) => mostCoefficients(formula, variables) > pilot);
    if (doubtful.length === 0) {
      return;
    }
    const { table } = data.people.value;
    const some =
      table.size > enoughPeople
        ? selectRows(
            table,
            Int32Array.from({ length: enoughPeople }, (_, row) => row),
          )
        : table;
    for (const { id, source, formula, family } of doubtful) {
      const result = modelColumns(formula, some);
      if (result.kind === 'problem') {
        continue;
      }
      const { columns, response } = result;
      const thresholds = family.value === 'ordinal' ? response.labels.length - 2 : 0;
      const coefficients = columns.length + Math.max(0, thresholds);
      if (coefficients > pilot) {
        yield diagnostic(
          'pilot-too-small',
          source.range,
          `\`${id.value}\` has ${coefficients} coefficients, the pilot ${pilot === 1 ? 'one person' : `${pilot} people`}. Nothing can be learned about it from so few.`,
          { data: { subject: id.value, count: coefficients } },
        );
      }
    }
  },
};

/** More than a formula can have, known without looking at anybody: most regressions are far from the pilot's size. */
function mostCoefficients(formula: Formula, variables: CheckContext['variables']): number {
  const thresholds = formula.left?.kind === 'expression' ? mostColumns(formula.left.expression, variables) : 0;
  const ofTerm = ({ factors }: Formula['terms'][number]): number =>
    factors.reduce((product, { expression }) => product * mostColumns(expression, variables), 1);
  return 1 + thresholds + formula.terms.reduce((sum, term) => sum + ofTerm(term), 0);
}

function mostColumns(expression: Expression, variables: CheckContext['variables']): number {
  switch (expression.kind) {
    case 'name': {
      const variable = variables.get(expression.name);
      return variable === undefined ? 1 : Math.max(1, labelsOf(variable).length);
    }
    case 'group':
      return mostColumns(expression.inner, variables);
    case 'call':
      // `factor` of a number has as many levels as there are numbers, `poly` as many columns as it says.
      return expression.name === 'factor'
        ? Math.max(...expression.arguments.map(({ value }) => mostLevels(value, variables)))
        : expression.name === 'poly'
          ? Number.POSITIVE_INFINITY
          : 1;
    default:
      return 1;
  }
}

function mostLevels(expression: Expression, variables: CheckContext['variables']): number {
  if (expression.kind === 'string') {
    return 1;
  }
  const variable = expression.kind === 'name' ? variables.get(expression.name) : undefined;
  return variable === undefined || kindOf(variable) === 'numeric'
    ? Number.POSITIVE_INFINITY
    : labelsOf(variable).length;
}

/** So many people show how many coefficients there are; a check runs at every edit. */
const enoughPeople = 20_000;
