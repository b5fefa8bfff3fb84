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
const lastMapped = new WeakMap<DataTable, ReadonlyMap<string, MappedColumn>>();

/**
 * Maps columns of a data file. A variable that says the same about its column as at the last call, wherever it stands in
 * the text by now, gives the very same columns again. `remember` ends the mapping: what it did not use is forgotten.
 */
export function columnMapper(
  table: DataTable,
  missing: ReadonlySet<string>,
): { readonly map: (variable: Variable, column: DataColumn) => MappedColumn; readonly remember: () => void } {
  const before = lastMapped.get(table);
  const used = new Map<string, MappedColumn>();
  const named = [...missing];
  return {
    map(variable, column) {
      const key = JSON.stringify([column.name, named, contentOf(variable)]);
      const known = used.get(key) ?? before?.get(key);
      const mapped = known ?? mapColumn(variable, column, missing);
      used.set(key, mapped);
      return mapped;
    },
    remember: () => {
      lastMapped.set(table, used);
    },
  };
}

function mapColumn(variable: Variable, column: DataColumn, missing: ReadonlySet<string>): MappedColumn {
  const meaning = meanings(variable, column, missing);
  return { meaning, coded: codedVariable(variable, column, meaning) };
}

/** All of a variable that decides what data values mean, without its places in the text. */
function contentOf(variable: Variable): unknown {
  const id = variable.id.value;
  if (variable.kind === 'treatment') {
    return [id, variable.kind, variable.arms.map(contentOfCategory)];
  }
  const also = variable.kind === 'item' ? variable.also.map(contentOfCategory) : [];
  const { measure } = variable;
  switch (measure.kind) {
    case 'levels':
      return [id, measure.kind, measure.ordered, measure.levels.map(contentOfCategory)];
    case 'ordinal':
    case 'nominal':
      return [id, measure.kind, measure.categories.map(contentOfCategory), also];
    case 'number':
    case 'numeric':
      return [id, measure.kind, measure.number.min, measure.number.max, measure.bins.map(({ value }) => value), also];
    case 'text':
      return [id, measure.kind];
  }
}

function contentOfCategory({ label, values, takesRest, score }: Category): unknown {
  return [label.value, values.map(({ value }) => value), takesRest, score];
}
