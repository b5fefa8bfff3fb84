import { remembered } from '#engine/data';
import type { Expression } from '#engine/formula';
import type { Regression, Variable } from '#engine/study';
import type { Range } from '#engine/text';
import type { CheckContext } from './rule.ts';
import { categoriesOf, kindOf } from './variable-kinds.ts';

/** The level or arm that a factor of a regression is compared with. */
export interface ReferenceLevel {
  /** R's label of the factor. */
  readonly factor: string;
  readonly variable: Variable;
  readonly label: string;
  /** The factor in the formula, where it stands first. */
  readonly place: Range;
  /** Where it is chosen: `ref = "…"` in the formula, else the first level or arm. */
  readonly range: Range;
}

/** The reference of every factor with levels in a regression, each once. */
export function referencesOf(
  regression: Regression,
  { variables }: Pick<CheckContext, 'variables'>,
): readonly ReferenceLevel[] {
  return references(regression, [variables], () => findReferences(regression, variables));
}

const references = remembered<Regression, readonly ReferenceLevel[]>();

function findReferences({ formula }: Regression, variables: CheckContext['variables']): readonly ReferenceLevel[] {
  const seen = new Set<string>();
  return formula.terms
    .flatMap(({ factors }) => factors)
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .flatMap(({ label, expression }) => {
      const found = referenceIn(expression, variables);
      return found === null ? [] : [{ factor: label, place: expression.range, ...found }];
    });
}

function referenceIn(
  expression: Expression,
  variables: CheckContext['variables'],
): Omit<ReferenceLevel, 'factor' | 'place'> | null {
  if (expression.kind === 'group') {
    return referenceIn(expression.inner, variables);
  }
  if (expression.kind === 'name') {
    const variable = variables.get(expression.name);
    return variable !== undefined && kindOf(variable) === 'nominal' ? firstOf(variable) : null;
  }
  if (expression.kind !== 'call' || expression.name !== 'factor') {
    return null;
  }
  const argument = expression.arguments.find(({ name }) => name === null || name === 'x')?.value;
  const variable = argument?.kind === 'name' ? variables.get(argument.name) : undefined;
  if (variable === undefined || categoriesOf(variable).length === 0) {
    return null;
  }
  const chosen = expression.arguments.find(({ name }) => name === 'ref')?.value;
  if (chosen === undefined) {
    return firstOf(variable);
  }
  return chosen.kind === 'string' ? { variable, label: chosen.value, range: chosen.range } : null;
}

function firstOf(variable: Variable): Omit<ReferenceLevel, 'factor' | 'place'> | null {
  const first = categoriesOf(variable)[0];
  return first === undefined ? null : { variable, label: first.label.value, range: first.label.range };
}
