import type { Category, Variable } from '#engine/study';

/** What can be done with a variable: compare in order, compare for being the same, calculate, or only print. */
export type VariableKind = 'ordinal' | 'nominal' | 'numeric' | 'text';

export function kindOf(variable: Variable): VariableKind {
  if (variable.kind === 'treatment') {
    return 'nominal';
  }
  const { measure } = variable;
  switch (measure.kind) {
    case 'levels':
      return measure.ordered ? 'ordinal' : 'nominal';
    case 'number':
      return 'numeric';
    default:
      return measure.kind;
  }
}

/** Levels, arms, options or points; empty for numbers and texts. */
export function categoriesOf(variable: Variable): readonly Category[] {
  if (variable.kind === 'treatment') {
    return variable.arms;
  }
  const { measure } = variable;
  return measure.kind === 'levels' ? measure.levels : 'categories' in measure ? measure.categories : [];
}

export function labelsOf(variable: Variable): readonly string[] {
  return categoriesOf(variable).map((category) => category.label.value);
}

/** Whether its categories are missing because they cannot be read, which has been reported: then nobody has a value. */
export function hasLostCategories(variable: Variable): boolean {
  const kind = kindOf(variable);
  return (kind === 'nominal' || kind === 'ordinal') && categoriesOf(variable).length === 0;
}

/** `a level`, `an arm`, … as messages call the categories of a variable. */
export function categoryNoun(variable: Variable): string {
  if (variable.kind === 'treatment') {
    return 'arm';
  }
  return variable.kind === 'attribute' ? 'level' : 'answer';
}

/** Whether people can be divided by it: it has categories, or bins. */
export function makesGroups(variable: Variable): boolean {
  if (variable.kind !== 'treatment' && (variable.measure.kind === 'number' || variable.measure.kind === 'numeric')) {
    return variable.measure.bins.length > 0;
  }
  return kindOf(variable) !== 'text';
}
