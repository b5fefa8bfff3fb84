import type { Category, Variable } from '#engine/study';
import type { CodedVariable } from './coded-table.ts';
import { codedVariable, meanings, type ValueMeaning } from './match-values.ts';
import type { DataColumn, DataTable } from './table.ts';

/** What the values of a column mean for a variable, and the variable as a coded column. */
export interface MappedColumn {
  readonly meaning: readonly ValueMeaning[];
  readonly coded: CodedVariable;
}

/** What was mapped last from each data file. An editor maps it at every edit, and an edit changes one variable at most. */
const lastMapped = new WeakMap<
  DataTable,
  { readonly missing: ReadonlySet<string>; readonly columns: ReadonlyMap<string, MappedFrom> }
>();

interface MappedFrom {
  readonly variable: Variable;
  readonly column: DataColumn;
  readonly mapped: MappedColumn;
}

/**
 * Maps columns of a data file. A variable that says the same about its column as at the last call, wherever it stands in
 * the text by now, gives the very same columns again. `remember` ends the mapping: what it did not use is forgotten.
 */
export function columnMapper(
  table: DataTable,
  missing: ReadonlySet<string>,
): { readonly map: (variable: Variable, column: DataColumn) => MappedColumn; readonly remember: () => void } {
  const last = lastMapped.get(table);
  const before = last !== undefined && isSameSet(last.missing, missing) ? last.columns : null;
  const used = new Map<string, MappedFrom>();
  return {
    map(variable, column) {
      const { value: id } = variable.id;
      const known = before?.get(id);
      const isSame = known !== undefined && known.column === column && meansTheSame(known.variable, variable);
      const mapped = isSame ? known.mapped : mapColumn(variable, column, missing);
      used.set(id, { variable, column, mapped });
      return mapped;
    },
    remember: () => {
      lastMapped.set(table, { missing, columns: used });
    },
  };
}

function mapColumn(variable: Variable, column: DataColumn, missing: ReadonlySet<string>): MappedColumn {
  const meaning = meanings(variable, column, missing);
  return { meaning, coded: codedVariable(variable, column, meaning) };
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}

/** Whether all of two variables that decides what data values mean is the same, wherever they stand in the text. */
function meansTheSame(a: Variable, b: Variable): boolean {
  if (a.kind === 'treatment') {
    return b.kind === 'treatment' && areSame(a.arms, b.arms, isSameCategory);
  }
  if (b.kind === 'treatment') {
    return false;
  }
  const alsoIsSame = areSame(alsoOf(a), alsoOf(b), isSameCategory);
  const [one, other] = [a.measure, b.measure];
  switch (one.kind) {
    case 'levels':
      return (
        one.kind === other.kind && one.ordered === other.ordered && areSame(one.levels, other.levels, isSameCategory)
      );
    case 'ordinal':
    case 'nominal':
      return one.kind === other.kind && alsoIsSame && areSame(one.categories, other.categories, isSameCategory);
    case 'number':
    case 'numeric':
      return (
        one.kind === other.kind &&
        alsoIsSame &&
        one.number.min === other.number.min &&
        one.number.max === other.number.max &&
        areSame(one.bins, other.bins, isSameValue)
      );
    case 'text':
      return one.kind === other.kind;
  }
}

function alsoOf(variable: Variable): readonly Category[] {
  return variable.kind === 'item' ? variable.also : [];
}

function isSameCategory(a: Category, b: Category): boolean {
  return (
    a.label.value === b.label.value &&
    a.takesRest === b.takesRest &&
    a.score === b.score &&
    areSame(a.values, b.values, isSameValue)
  );
}

function isSameValue<T>(a: { readonly value: T }, b: { readonly value: T }): boolean {
  return a.value === b.value;
}

function areSame<T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let index = 0; index < a.length; index += 1) {
    const [one, other] = [a[index], b[index]];
    if (one === undefined || other === undefined || !isSame(one, other)) {
      return false;
    }
  }
  return true;
}
