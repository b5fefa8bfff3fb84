import { categoriesOf, variablesOf } from '../references.ts';
import { scalarSource } from '../scalar-source.ts';
import type { Study, Variable } from '../study.ts';
import { type CountedColumn, type Proposal, type ProposalContext, plainProposal } from './proposal.ts';
import { pathOfVariable } from './variable-paths.ts';

const categoryKeys: ReadonlySet<string> = new Set(['levels', 'arms', 'scale', 'options', 'also']);

/**
 * The values in the data file that no level, arm or answer of the variable around the cursor takes yet, the most frequent
 * first. Empty where the cursor is not among levels, arms, answers or their `values`.
 */
export function freeDataValues({ study, cursor, columns, inFlow }: ProposalContext): readonly Proposal[] {
  const variable = variableAround(study, cursor.path);
  if (variable === null) {
    return [];
  }
  const { path, prefix } = cursor;
  const rest = path.slice(pathOfVariable(variable).length);
  const isAmongLabels = rest.length > 0 && rest.length <= 2 && categoryKeys.has(rest[0] ?? '');
  const isBesideLabel = isAmongLabels && rest.length === 2 && cursor.part === 'value' && !/^\d+$/.test(rest[1] ?? '');
  const isValue = rest.includes('values') || isBesideLabel;
  const name = variable.column?.value ?? variable.id.value;
  const column = columns.find((one) => one.name === name);
  if (column === undefined || !(isAmongLabels || isValue)) {
    return [];
  }
  const shown = uncodedValues(study, variable, column, isValue ? prefix : '');
  return shown.map(({ value, count }) =>
    plainProposal('value', value, { detail: people(count), text: scalarSource(value, inFlow) }),
  );
}

/** The values of the data that mean "no answer" perhaps: those that a variable with categories does not know. */
export function unknownDataValues({ study, columns, inFlow, cursor }: ProposalContext): readonly Proposal[] {
  const counts = new Map<string, number>();
  for (const variable of variablesOf(study)) {
    const name = variable.column?.value ?? variable.id.value;
    const column = columns.find((one) => one.name === name);
    if (column !== undefined && categoriesOf(variable).length > 0) {
      for (const { value, count } of uncodedValues(study, variable, column, '')) {
        counts.set(value, Math.max(count, counts.get(value) ?? 0));
      }
    }
  }
  return [...counts]
    .filter(([value]) => !cursor.siblings.includes(value))
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostValues)
    .map(([value, count]) =>
      plainProposal('value', value, { detail: people(count), text: scalarSource(value, inFlow) }),
    );
}

/** More values than this are not offered: they are no categories. */
const mostValues = 200;

/** The values that no category takes; `typed` is what stands at the cursor, which counts as not taken. */
function uncodedValues(
  study: Study,
  variable: Variable,
  { values, counts }: CountedColumn,
  typed: string,
): readonly { readonly value: string; readonly count: number }[] {
  const taken = new Set(study.human?.missing.map(({ value }) => value));
  for (const category of categoriesOf(variable)) {
    const names = category.values.length > 0 ? category.values : [category.label];
    for (const { value } of names) {
      taken.add(value.trim());
    }
    if (variable.kind === 'item' && variable.measure.kind === 'ordinal' && category.values.length === 0) {
      taken.add(String(category.score));
    }
  }
  taken.delete(typed);
  return values
    .map((value, index) => ({ value, count: counts[index] ?? 0 }))
    .filter(({ value }) => value !== '' && !taken.has(value))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostValues);
}

function variableAround(study: Study, path: readonly string[]): Variable | null {
  return (
    variablesOf(study).find((variable) => {
      const own = pathOfVariable(variable);
      return own.every((part, index) => path[index] === part);
    }) ?? null
  );
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}
