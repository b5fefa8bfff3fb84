import { remembered } from '#engine/data';
import {
  type Condition,
  type Derivation,
  derivationsWithin,
  derivedFunctions,
  namesInDerivation,
} from '#engine/formula';
import type { Study } from '#engine/study';
import { calculatedNames, comparisonsOf, nameAndLiteral } from './expressions.ts';
import type { CheckContext } from './rule.ts';
import { hasLostCategories, kindOf, labelsOf } from './variable-kinds.ts';

/**
 * The derived variables that nobody has for a reason that is reported at their own place, or at that of one they use: a
 * text or a function that cannot be read, a name that is not known, has no order or stands further down, an item whose
 * answers cannot be read; or of whom all have the same, because it compares with a label that there is not. What follows is
 * no news.
 */
export function brokenDerived({ study, variables }: Pick<CheckContext, 'study' | 'variables'>): ReadonlySet<string> {
  return broken(study, [variables], () => findBroken(study, variables));
}

/** Several rules ask for the same. */
const broken = remembered<Study, ReadonlySet<string>>();

function findBroken(study: Study, variables: CheckContext['variables']): ReadonlySet<string> {
  const found = new Set(study.derived.map(({ id }) => id.value));
  for (const { id, value } of study.derived) {
    const known = (name: string): boolean => {
      const variable = variables.get(name);
      return variable !== undefined && !found.has(name) && !hasLostCategories(variable);
    };
    const isCalculable = (name: string): boolean => {
      const variable = variables.get(name);
      const kind = variable === undefined ? null : kindOf(variable);
      return kind !== 'nominal' && kind !== 'text';
    };
    const isSound =
      value !== null &&
      namesInDerivation(value).every(({ name }) => known(name)) &&
      calculatedNames(value).every(({ name }) => isCalculable(name)) &&
      [...derivationsWithin(value)].every((part) => isReadable(part, variables));
    if (isSound) {
      found.delete(id.value);
    }
  }
  return found;
}

function isReadable(part: Derivation, variables: CheckContext['variables']): boolean {
  switch (part.kind) {
    case 'condition':
      return !hasUnknownLabel(part.condition, variables);
    case 'call':
      return (
        (derivedFunctions as readonly string[]).includes(part.name) &&
        (part.name !== 'count' || part.arguments.every(({ kind }) => kind === 'condition'))
      );
    default:
      return true;
  }
}

/** Whether a condition compares with a label that there is not: then it is true, or false, for everybody. */
export function hasUnknownLabel(condition: Condition, variables: CheckContext['variables']): boolean {
  return comparisonsOf(condition).some((comparison) => {
    const pair = nameAndLiteral(comparison);
    const variable = pair === null ? undefined : variables.get(pair.name.name);
    const labels = variable === undefined ? [] : labelsOf(variable);
    return labels.length > 0 && pair?.literal.kind === 'string' && !labels.includes(pair.literal.value);
  });
}
